import type { Network } from '@timescope/core/network';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import type { GradedCell } from './agreement';
import type { LabelledImage } from './labelledImage';
import { besideNetwork, unseenNetwork } from './unseenNetwork';

const openQuPath = presets['qupath-positive-cell-detection'];

/** As it is on small images unless another is asked for: a network beside the classical detector. */
export const OURS = 'TIMEscope';
export const CLASSICAL_ALONE = 'TIMEscope, classical alone';

/** One setting of our pipeline for all images. */
export const methods: Readonly<Record<string, Preset>> = {
  [OURS]: presets['h-score'],
  [CLASSICAL_ALONE]: presets['h-score'],
  "QuPath's defaults": quPath({ image: 'haematoxylin', backgroundRadiusUm: 8, sigmaUm: 1.5, threshold: 0.1 }),
  'QuPath, OD sum': openQuPath,
};

/** QuPath's watershed cell detection with other settings than the bundled preset's. */
function quPath(change: object): Preset {
  return { ...openQuPath, detector: { ...openQuPath.detector, ...change } };
}

/** The cells that our pipeline finds in one way. @throws RangeError for a method that is not in `methods` */
export async function cellsFound(image: LabelledImage, method: string): Promise<readonly GradedCell[]> {
  const preset = methods[method];
  if (!preset) throw new RangeError(`No method is called ${method}.`);
  if (method !== OURS) return gradedCells(await cellsIn(image, preset), image.mpp);
  const unseen = await unseenNetwork(image.style);
  return gradedCells(await cellsIn(image, besideNetwork(preset, unseen), unseen.network), image.mpp);
}

/** @param network finds the nuclei where the preset asks for it */
export async function cellsIn(
  { rgb, mpp }: Pick<LabelledImage, 'rgb' | 'mpp'>,
  preset: Preset,
  network?: Network,
): Promise<CellTable> {
  const source = plainImageSource(rgb, micrometresPerPixel(mpp));
  const request = { preset, slide: { description: '', digest: '' } };
  const runner = inThisThread(source, await kernels(), network);
  return (await scoreWithCells(source, request, { runner })).cells;
}

export const gradedCells = ({ count, centroids, grade }: CellTable, mpp: number): readonly GradedCell[] =>
  Array.from({ length: count }, (_, cell) => ({
    x: mpp * (centroids[2 * cell] ?? 0),
    y: mpp * (centroids[2 * cell + 1] ?? 0),
    grade: grade[cell] ?? 0,
  }));

let loaded: ReturnType<typeof loadNucleusKernels> | undefined;
const kernels = () => (loaded ??= loadNucleusKernels());
