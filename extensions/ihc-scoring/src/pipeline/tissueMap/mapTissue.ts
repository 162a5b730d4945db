import type { PixelSource } from '@timescope/core/pixelSource';
import type { ReportProgress } from '@timescope/core/progress';
import type { Annotation } from '../annotations';
import { prepareSlide } from '../prepareSlide';
import type { ScoreRequest } from '../scoreRequest';
import { outcomesInOrder } from '../tileQueue';
import type { Tissue } from '../tissue';
import type { ClassMap } from './classMap';
import { addToMap, disagreeing, newClassMap } from './classMapOf';
import { mapGrid, type MapGrid, type MapSquare, type MapSteps } from './mapGrid';
import type { MapJob, MapRunner, MapTask } from './mapJob';
import { mapWorker } from './mapWorker';
import { mapSourceOf, type DrawnTissue, type TileClassifier, type TissueSource } from './tissueSource';

export interface MapRequest extends Pick<ScoreRequest, 'preset' | 'overrides' | 'slide'> {
  /** Regions, areas to leave out and controls. */
  readonly limits: readonly Annotation[];
  readonly areas: readonly DrawnTissue[];
  readonly source: TissueSource;
  readonly steps: MapSteps;
}

export interface MapContext {
  readonly report?: ReportProgress;
  readonly signal?: AbortSignal;
  readonly runner: MapRunner;
}

/**
 * The classes of a slide's tissue by place. Equal pixels and settings give equal bits, whoever classes the tiles.
 * @throws TimescopeError EMPTY_ROI for a region without area, NOT_AN_IMAGE for a slide without colour
 */
export async function mapTissue(
  source: PixelSource,
  { limits, areas, source: classes, steps, ...request }: MapRequest,
  context: MapContext,
): Promise<ClassMap> {
  const { frame, tissue, stain } = await prepareSlide(
    source,
    { ...request, annotations: limits },
    lookingOf(context),
  );
  const job = { frame, stain, tissue, limits, areas, source: classes };
  const grid = mapGrid(frame);
  const map = newClassMap(grid, mapSourceOf(classes, areas));
  const first = squares(grid, steps === '74' ? 1 : 2).filter(square => hasTissue(square, grid, tissue));
  await classed(map, first, job, 'tissue map', context);
  if (steps === 'both') await classed(map, disagreeing(map), job, 'tissue map, finer step', context);
  return map;
}

/** What the stages that look at the whole slide need. */
const lookingOf = ({ report, signal }: MapContext) => ({
  ...(report && { report }),
  ...(signal && { signal }),
});

function squares(grid: MapGrid, span: 1 | 2): MapSquare[] {
  const found: MapSquare[] = [];
  for (let row = 0; row < grid.height; row += span)
    for (let column = 0; column < grid.width; column += span) found.push({ column, row, span });
  return found;
}

function hasTissue({ column, row, span }: MapSquare, { matrixStep }: MapGrid, tissue: Tissue): boolean {
  const { width, height, blockMatrix, sixteenths } = tissue;
  const from = (cell: number, step: number, block: number) => Math.floor((cell * step) / block);
  const lastColumn = Math.min(width - 1, from(column + span, matrixStep.x, blockMatrix.x));
  const lastRow = Math.min(height - 1, from(row + span, matrixStep.y, blockMatrix.y));
  for (let y = from(row, matrixStep.y, blockMatrix.y); y <= lastRow; y++)
    for (let x = from(column, matrixStep.x, blockMatrix.x); x <= lastColumn; x++)
      if ((sixteenths[y * width + x] ?? 0) > 0) return true;
  return false;
}

async function classed(
  map: ClassMap,
  wanted: readonly MapSquare[],
  job: MapJob,
  stage: string,
  { runner, signal, report }: MapContext,
): Promise<void> {
  const tasks = tasksOf(wanted);
  const workers = tasks.length > 0 ? await runner.start(job, tasks.length, signal) : [];
  for await (const outcome of outcomesInOrder(workers, tasks, signal)) {
    addToMap(map, tasks[outcome.index]?.squares ?? [], outcome);
    report?.({ stage, done: outcome.index + 1, total: tasks.length });
  }
}

/** Cells along a task: 1,192 px; what a tile sees around itself then adds half to the pixels. Ours. */
const TASK_CELLS = 16;

/** Neighbours in one task, tasks row by row. */
function tasksOf(wanted: readonly MapSquare[]): MapTask[] {
  const groups = new Map<string, MapSquare[]>();
  for (const square of wanted) {
    const key = `${Math.floor(square.row / TASK_CELLS)} ${Math.floor(square.column / TASK_CELLS)}`;
    const group = groups.get(key) ?? [];
    group.push(square);
    groups.set(key, group);
  }
  return [...groups.values()].map((group, index) => ({ index, squares: group }));
}

/** Classes all tiles in the thread that asks. */
export const mapInThisThread = (source: PixelSource, network?: TileClassifier): MapRunner => ({
  start: (job, _, signal) => Promise.resolve([mapWorker(source, job, network, signal)]),
});
