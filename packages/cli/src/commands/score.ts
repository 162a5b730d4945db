import { LEVEL_LEFT_OUT } from '@timescope/core/dicom/read/slide';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { levelAt } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import type { Command } from '../command';
import { EXIT_PARTIAL } from '../exitCodes';
import { progressLine } from '../progressLine';
import { removeCheckpoint, withCheckpoint } from '../score/checkpoint';
import { withModels } from '../score/models';
import { openPool, usualWorkers, type Pool } from '../score/pool';
import { scoreArguments, type ScoreArguments } from '../score/scoreArguments';
import { openScoreFiles } from '../score/scoreFiles';
import { plannedRun, type PlannedRun } from '../score/plannedRun';
import { comparedWith, REPLAY_DIFFERS, requireSameMask, requireSameSlide } from '../score/replay';
import { scoreTable } from '../score/scoreTable';
import { openSlide, type SlideInput } from '../slideInput';

export const score: Command = {
  usage:
    'timescope score SLIDE --marker ki67|er|pr|her2|pdl1-tps|pdl1-cps|cd3|cd8|foxp3|mhc1|cd73|h-score\n' +
    '      [--preset NAME|FILE] [--mpp UM] [--roi FILE.geojson] [--out DIR] [--json] [--workers N]\n' +
    '      [--positive-threshold N[,N,N]] [--detection-threshold N] [--white slide|R,G,B]\n' +
    '      [--stain-vectors default|qupath|macenko] [--pcms PERCENT] [--optical-path ID] [--focal-plane N|DEPTHum]\n' +
    '      [--compartments MODEL.json|MASK.png | --train-compartments STROKES.geojson]\n' +
    '      [--cell-types compartment|MODEL.json | --train-cell-types POINTS.geojson]\n' +
    '  timescope score [SLIDE] --replay RUN.json [--compartments MASK.png] [--out DIR] [--json] [--workers N]',
  summary:
    'Cells and scores of an IHC slide: a folder of DICOM files, one .dcm file, the DICOMweb address of a series, or a PNG, JPEG or TIFF with --mpp. ' +
    'Areas of --roi are classed Tumor, Stroma, Region, Ignore or Control. --replay repeats a run from its result.json. ' +
    '--workers: threads for a DICOM slide, one a processor unless said; a plain image takes one.',
  async run(argv) {
    const asked = scoreArguments(argv);
    const planned = await plannedRun(asked);
    const { location, ...options } = planned.place;
    const slide = await openSlide(location, options);
    const pool = await openPool(slide, { slide: location, options }, asked.workers ?? usualWorkers());
    try {
      return await scoreOpened(asked, planned, slide, pool);
    } finally {
      pool.close();
      await slide.close();
    }
  },
};

async function scoreOpened(
  asked: ScoreArguments,
  planned: PlannedRun,
  slide: SlideInput,
  runner: Pool,
): Promise<number> {
  if (planned.before) requireSameSlide(planned.before, slide);
  const { description, digest, warnings } = slide;
  const named = { ...planned.request, slide: { description, digest, warnings } };
  const request = await withModels(asked, slide, named, { report: progressLine(), runner });
  if (planned.before) requireSameMask(planned.before, request);
  const finish = (result: ScoreResult): ScoreResult => {
    const placed = { ...result, run: { ...result.run, input: { ...planned.place } } };
    return planned.before ? comparedWith(planned.before, placed) : placed;
  };
  const result = await scored(asked.out, slide, request, runner, finish);
  process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : scoreTable(result));
  return isIncomplete(result, slide) ? EXIT_PARTIAL : 0;
}

/** With a folder the cells are written as they come. */
async function scored(
  folder: string | undefined,
  slide: SlideInput,
  request: ScoreRequest,
  runner: Pool,
  finish: (result: ScoreResult) => ScoreResult,
): Promise<ScoreResult> {
  const context = { report: progressLine(), runner };
  if (folder === undefined) return finish((await scoreSlide(slide.source, request, context)).result);
  const { bounds } = regionOf(request.annotations, levelAt(slide.source, 0));
  const files = await openScoreFiles(folder, slide.source, request, bounds);
  try {
    const outcome = await scoreSlide(slide.source, request, {
      ...context,
      runner: withCheckpoint(runner, folder, slide.digest),
      onCells: cells => files.add(cells),
    });
    const result = finish(outcome.result);
    await files.finish({ ...outcome, result });
    await removeCheckpoint(folder);
    return result;
  } catch (thrown) {
    await files.abandon();
    throw thrown;
  }
}

function isIncomplete(result: ScoreResult, slide: SlideInput): boolean {
  return (
    result.status === 'partial' ||
    result.warnings.some(({ code }) => code === REPLAY_DIFFERS) ||
    slide.warnings.some(warning => warning.startsWith(LEVEL_LEFT_OUT))
  );
}
