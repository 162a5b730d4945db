import { matrixPoint } from '@timescope/core/frames';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { newReading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { openSlide } from '../../packages/cli/src/slideInput';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { drawnDicomSlide } from './drawnDicomSlide';

const square = (x: number, y: number, edge: number) => [
  [matrixPoint(x, y), matrixPoint(x + edge, y), matrixPoint(x + edge, y + edge), matrixPoint(x, y + edge)],
];

const withNest: ScoreRequest = {
  preset: 'ki67',
  slide: { description: 'a drawn slide', digest: 'sha256:0' },
  annotations: [{ name: 'Nest', role: 'tumour', rings: square(20, 20, 180) }],
};

/** A drawn DICOM slide with a nest of tumour, measured by the pipeline, ready to be saved. */
export const measuredSlide = async (width = 640, height = 520): Promise<SlideToSave> =>
  (await measuredOn(withNest, randomDiscs(width, height, 150, 3), { width, height })).saved;

/** As the page asks for tumour and stroma. */
const parted: ScoreRequest = {
  preset: 'ki67',
  slide: { description: 'a drawn slide', digest: 'sha256:0' },
  annotations: [
    { name: 'Nest', role: 'tumour', rings: square(50, 50, 250) },
    { name: 'Bed', role: 'stroma', rings: square(310, 50, 250) },
  ],
};

/** One with some hundred cells in tumour and stroma, measured tile by tile, with the folder of its files. */
export const partedSlideFolder = (
  { width, height } = { width: 640, height: 520 },
  request = parted,
): Promise<MeasuredFolder> =>
  measuredOn(request, randomDiscs(width, height, 500, 7), { width, height, edge: 256 });

/** The same, each cell with a type by its compartment. */
export const typedSlide = async (): Promise<SlideToSave> =>
  (await partedSlideFolder(undefined, { ...parted, cellTypes: { kind: 'compartment' } })).saved;

interface MeasuredFolder {
  readonly folder: string;
  readonly saved: SlideToSave;
}

/** @param edge of a tile; by default the pipeline's */
async function measuredOn(
  request: ScoreRequest,
  discs: ReturnType<typeof randomDiscs>,
  { width, height, edge }: { readonly width: number; readonly height: number; readonly edge?: number },
): Promise<MeasuredFolder> {
  const { folder, slide, source } = await drawnDicomSlide(drawnSlide(width, height, discs), 0.5);
  const input = await openSlide(folder);
  const tables: CellTable[] = [];
  const { result, basis } = await scoreSlide(input.source, request, {
    ...(edge !== undefined && { tiling: { edge } }),
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

/** The same after a reader flipped the grade of one cell. */
export function withOneCellFlipped(saved: SlideToSave, predecessor: SlideToSave['predecessor']): SlideToSave {
  const [table] = saved.measurement.tables;
  const grade = table?.grade[0] === 0 ? (3 as const) : (0 as const);
  const edits = [{ x: table?.centroids[0] ?? 0, y: table?.centroids[1] ?? 0, grade }];
  const result: ScoreResult = rescoredResult(saved.measurement, {
    ...{ thresholds: undefined, edits, leftOut: [], pcms: undefined },
  });
  return { ...saved, result, reading: { ...newReading('ki67'), edits }, predecessor, version: 2 };
}
