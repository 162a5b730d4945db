import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import type { GradedCell } from './agreement';
import type { LabelledImage } from './labelledImage';

const openQuPath = presets['qupath-positive-cell-detection'];

export const OURS = 'TIMEscope';

/** One setting of our pipeline for all images. */
export const methods: Readonly<Record<string, Preset>> = {
  [OURS]: presets['h-score'],
  "QuPath's defaults": quPath({ image: 'haematoxylin', backgroundRadiusUm: 8, sigmaUm: 1.5, threshold: 0.1 }),
  'QuPath, OD sum': openQuPath,
};

/** QuPath's watershed cell detection with other settings than the bundled preset's. */
function quPath(change: object): Preset {
  return { ...openQuPath, detector: { ...openQuPath.detector, ...change } };
}

/** The cells that our pipeline finds with one preset. */
export async function cellsFound(
  { rgb, mpp }: LabelledImage,
  preset: Preset,
): Promise<readonly GradedCell[]> {
  const source = plainImageSource(rgb, micrometresPerPixel(mpp));
  const request = { preset, slide: { description: '', digest: '' } };
  const runner = inThisThread(source, await kernels());
  const { cells } = await scoreWithCells(source, request, { runner });
  return Array.from({ length: cells.count }, (_, cell) => ({
    x: mpp * (cells.centroids[2 * cell] ?? 0),
    y: mpp * (cells.centroids[2 * cell + 1] ?? 0),
    grade: cells.grade[cell] ?? 0,
  }));
}

let loaded: ReturnType<typeof loadNucleusKernels> | undefined;
const kernels = () => (loaded ??= loadNucleusKernels());
