import type { PixelSource } from '@timescope/core/pixelSource';
import { artefactShares } from './artefacts/artefactShares';
import { coverageOf } from './coverage';
import { WORKING_MPP } from './detection/detectNuclei';
import { inThisThread } from './inThisThread';
import { sameCompartmentArea } from './densityMap/compartmentArea';
import { prepareSlide } from './prepareSlide';
import { countedPixels } from './scoreBasis';
import type { ScoreContext, ScoreOutcome, ScoreRequest } from './scoreRequest';
import { scoreResultOf } from './scoreResultOf';
import { slideJobOf } from './slideJobOf';
import { foundIn } from './foundIn';
import { addOutcome, newSlideTotals, type SlideTotals } from './slideTotals';
import type { SlideJob, TileTask } from './slideJob';
import { LARGE_TILES, tilePlan } from './tilePlan';
import { tissueClasses } from './tissueClasses.kernel';
import { outcomesInOrder } from './tileQueue';

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
  const { settings, frame, region, tissue, stain } = await prepareSlide(source, request, context);
  const tasks = tilePlan(frame, tissue, region, context.tiling ?? LARGE_TILES);
  const tier = runner.network && { tier: runner.network.tier };
  const job = { ...slideJobOf(request, tasks, { frame, settings, tissue, stain }), ...tier };
  const totals = await measureTiles(request, job, tasks, { ...context, runner });
  const outOfFocusMm2 = (totals.outOfFocusPixels * WORKING_MPP * WORKING_MPP) / 1e6;
  const basis = {
    ...{ request, settings, frame, stain, engine: runner.engine, tissue: { isAssumed: tissue.isAssumed } },
    ...(runner.network && { network: runner.network }),
    ...(context.patchScores && { patchScores: context.patchScores }),
    coverage: coverageOf(tissue, totals.read, frame, outOfFocusMm2),
    artefacts: artefactShares(tissue, outOfFocusMm2),
    pixels: countedPixels(settings, totals),
    classes: tissueClasses(totals.classes, frame),
  };
  const result = scoreResultOf({ ...basis, ...foundIn(totals, basis.classes), digest: totals.digest });
  const area = sameCompartmentArea(totals.density, basis.classes, totals.leftOut);
  return { result, basis, density: totals.density, area };
}

/** Every tile is added up and its cells are handed on before the next; nobody keeps them here. */
async function measureTiles(
  request: ScoreRequest,
  job: SlideJob,
  tasks: readonly TileTask[],
  { runner, signal, report, onCells }: ScoreContext & Required<Pick<ScoreContext, 'runner'>>,
): Promise<SlideTotals> {
  const totals = newSlideTotals(request, job.settings, job.frame);
  let done = 0;
  let told = 0;
  // Hands that go ahead tell shares of a later tile while an older one is awaited: the greatest stays.
  const tell = (share = 0) => {
    told = Math.max(told, Math.min(done + share, tasks.length));
    report?.({ stage: 'cells', done: told, total: tasks.length });
  };
  const workers = tasks.length > 0 ? await runner.start(job, tasks.length, signal, tell) : [];
  for await (const outcome of outcomesInOrder(workers, tasks, signal)) {
    addOutcome(totals, outcome);
    await onCells?.(outcome.cells);
    done = outcome.index + 1;
    tell();
  }
  return totals;
}
