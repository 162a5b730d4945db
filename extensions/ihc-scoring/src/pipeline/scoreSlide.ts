import type { PixelSource } from '@timescope/core/pixelSource';
import { coverageOf } from './coverage';
import { hotspots } from './densityMap/hotspots';
import { inThisThread } from './inThisThread';
import { overviewOf } from './overview';
import { regionOf } from './region';
import type { ScoreContext, ScoreOutcome, ScoreRequest } from './scoreRequest';
import { scoreResultOf } from './scoreResultOf';
import { settingsOf } from './settings';
import { slideJobOf } from './slideJobOf';
import { addOutcome, newSlideTotals, type SlideTotals } from './slideTotals';
import type { SlideJob, TileTask } from './slideJob';
import { defaultVectors } from './stain/stainVectors';
import { LARGE_TILES, tilePlan } from './tilePlan';
import { outcomesInOrder } from './tileQueue';
import { tileReader } from './tileReader';
import { findTissue } from './tissue';
import { whiteOf } from './white';
import { levelAt, workingFrame } from './workingFrame';

/**
 * Scores a slide: the stages in their order. Equal pixels, spacing and settings give equal bits on every machine, however
 * the slide is cut and whoever measures its tiles.
 * @throws TimescopeError EMPTY_ROI for a region without area; what the source throws when a tile may be readable later.
 */
export async function scoreSlide(
  source: PixelSource,
  request: ScoreRequest,
  context: ScoreContext = {},
): Promise<ScoreOutcome> {
  const runner = context.runner ?? inThisThread(source);
  const settings = settingsOf(request);
  const frame = workingFrame(source);
  const region = regionOf(request.annotations, levelAt(source, 0));
  const overview = await overviewOf(source, tileReader(source, context.signal), context.report);
  const white = whiteOf(overview);
  const tissue = findTissue(overview, white.rgb, region);
  const stain = stainOf(white.rgb);
  const tasks = tilePlan(frame, tissue, region, context.tiling ?? LARGE_TILES);
  const job = slideJobOf(request, tasks, { frame, settings, tissue, stain });
  const totals = await measureTiles(job, tasks, { ...context, runner });
  const result = scoreResultOf({
    ...{ request, settings, frame, stain, tissue },
    ...{ sums: totals.sums, digest: totals.digest, engine: runner.engine },
    coverage: coverageOf(tissue, totals.read, frame),
    artefacts: { of: 'tissue', percent: {} },
    hotspots: (['whole', 'tumour', 'stroma'] as const).flatMap(area => hotspots(totals.density, area)),
  });
  return { result };
}

function stainOf(white: readonly [number, number, number]): SlideJob['stain'] {
  return {
    stain: 'h-dab',
    white,
    whiteSource: 'channel-mode',
    vectors: defaultVectors('h-dab'),
    vectorsSource: 'default',
    estimated: { white },
    doubts: [],
  };
}

/** Every tile is added up and its cells are handed on before the next; nobody keeps them here. */
async function measureTiles(
  job: SlideJob,
  tasks: readonly TileTask[],
  { runner, signal, report, onCells }: ScoreContext & Required<Pick<ScoreContext, 'runner'>>,
): Promise<SlideTotals> {
  const totals = newSlideTotals(job);
  const workers = tasks.length > 0 ? await runner.start(job, tasks.length, signal) : [];
  for await (const outcome of outcomesInOrder(workers, tasks, signal)) {
    addOutcome(totals, outcome);
    await onCells?.(outcome.cells);
    report?.({ stage: 'cells', done: outcome.index + 1, total: tasks.length });
  }
  return totals;
}
