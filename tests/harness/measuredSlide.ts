import { matrixPoint } from '@timescope/core/frames';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { openSlide } from '../../packages/cli/src/slideInput';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { drawnDicomSlide } from './drawnDicomSlide';

const square = (x: number, y: number, edge: number) => [
  [matrixPoint(x, y), matrixPoint(x + edge, y), matrixPoint(x + edge, y + edge), matrixPoint(x, y + edge)],
];

const request: ScoreRequest = {
  preset: 'ki67',
  slide: { description: 'a drawn slide', digest: 'sha256:0' },
  annotations: [
    { name: 'Nest', role: 'tumour', rings: square(50, 50, 250) },
    { name: 'Bed', role: 'stroma', rings: square(310, 50, 250) },
  ],
  cellTypes: { kind: 'compartment' },
};

/** A drawn DICOM slide with some hundred cells in tumour and stroma, measured tile by tile, ready to be saved. */
export const measuredSlide = async (): Promise<SlideToSave> => (await measuredSlideFolder(request)).saved;

/** The same, asked for as the page asks: it has no cell types by compartment, and would want to measure again. */
export const asThePageAsks: ScoreRequest = {
  preset: 'ki67',
  slide: { description: 'a drawn slide', digest: 'sha256:0' },
  annotations: request.annotations ?? [],
};

/** The same with the folder of its files. */
export async function measuredSlideFolder(
  request: ScoreRequest,
  { width, height } = { width: 640, height: 520 },
): Promise<{
  readonly folder: string;
  readonly saved: SlideToSave;
}> {
  const drawn = drawnSlide(width, height, randomDiscs(width, height, 500, 7));
  const { folder, slide, source } = await drawnDicomSlide(drawn, 0.5);
  const input = await openSlide(folder);
  const tables: CellTable[] = [];
  const { result, basis } = await scoreSlide(input.source, request, {
    tiling: { edge: 256 },
    onCells: cells => void tables.push(cells),
  });
  await input.close();
  const saved: SlideToSave = {
    ...{ source, slide, result, reading: undefined, signed: undefined, predecessor: null, version: 1 },
    measurement: { result, basis, request, tables, area: { kind: 'slide' } },
    savedBy: { reader: 'Lund^Anna', at: { date: '20261122', time: '091500' } },
  };
  return { folder, saved };
}
