import { LEVEL_LEFT_OUT } from '@timescope/core/dicom/read/slide';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import type { Landing } from '@timescope/core/dicomweb/landing';
import { TimescopeError } from '@timescope/core/errors';
import type { Network } from '@timescope/core/network';
import type { PatchScores } from '@timescope/core/result/patchScores';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import type { ScoreOutcome, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { levelAt } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import type { Command } from '../command';
import { requireOwnFolder, writeDicomObjects } from '../dicomObjects';
import { EXIT_PARTIAL } from '../exitCodes';
import { requireTier, TIER_USAGE } from '../models/tier';
import { progressLine } from '../progressLine';
import { removeCheckpoint, withCheckpoint } from '../score/checkpoint';
import { withModels } from '../score/models';
import { openNetwork, withUsualNuclei } from '../score/nuclei';
import { patchesOf } from '../score/patches';
import { openPool, usualWorkers, type Pool } from '../score/pool';
import { scoreArguments, type ScoreArguments } from '../score/scoreArguments';
import { imageAsSlide, savedSlide, type FoundCells } from '../score/saveSlide';
import { openScoreFiles } from '../score/scoreFiles';
import { plannedRun, type PlannedRun } from '../score/plannedRun';
import { comparedWith, REPLAY_DIFFERS, requireSameMask, requireSameSlide } from '../score/replay';
import { scoreTable } from '../score/scoreTable';
import { openSlide, type SlideInput } from '../slideInput';
import { landResult, requireUsualOutbox, storeExitCode, storeLine } from '../store/landResult';

export const score: Command = {
  usage:
    'timescope score SLIDE --marker ki67|er|pr|her2|pdl1-tps|pdl1-cps|cd3|cd8|foxp3|mhc1|cd73|h-score\n' +
    '      [--preset NAME|FILE] [--mpp UM] [--roi FILE.geojson] [--out DIR] [--dicom] [--store URL] [--json] [--workers N]\n' +
    '      [--positive-threshold N[,N,N]] [--detection-threshold N] [--white slide|R,G,B]\n' +
    '      [--stain-vectors default|qupath|macenko] [--pcms PERCENT] [--optical-path ID] [--focal-plane N|DEPTHum]\n' +
    '      [--compartments MODEL.json|MASK.png | --train-compartments STROKES.geojson]\n' +
    '      [--cell-types compartment|MODEL.json | --train-cell-types POINTS.geojson] [--nuclei classical|CARD|CARD+classical] [--models DIR]\n' +
    '      [--tissue CARD] [--scorer formula|CARD], or both with the pipeline of AutoIHC: --preset autoihc\n' +
    `      ${TIER_USAGE}\n` +
    '  timescope score [SLIDE] --replay RUN.json [--compartments MASK.png] [--models DIR] [--out DIR] [--dicom] [--store URL] [--json] [--workers N]',
  summary:
    'Cells and scores of an IHC slide: a folder of DICOM files, one .dcm file, the DICOMweb address of a series, or a PNG, JPEG or TIFF with --mpp. ' +
    'Areas of --roi are classed Tumor, Stroma, Region, Ignore or Control. --replay repeats a run from its result.json. ' +
    '--out of a DICOM slide also holds its DICOM objects under dicom/, that of a plain image with --dicom; --store puts them ' +
    "into an archive. --nuclei: a network of the models folder finds the nuclei (timescope models list); without it one does beside the classical detector on images of up to 0.25 mm2, for markers in nuclei; --tissue: one tells tumour from stroma; --scorer: the H-score patch by patch. --tier native: networks run faster, with last digits that are this machine's. --workers: threads for a DICOM slide, one a processor unless said; a plain image takes one.",
  async run(argv) {
    const asked = scoreArguments(argv);
    await requireTier(asked.tier);
    const planned = await plannedRun(asked);
    const { location, ...options } = planned.place;
    const { models } = asked;
    const slide = await openSlide(location, options);
    try {
      const request = await withUsualNuclei(planned.request, slide, models);
      const network = await openNetwork(detectorOf(request), models, planned.tier);
      const begin = { slide: location, options, models };
      const pool = await openPool(slide, begin, asked.workers ?? usualWorkers(), { network });
      try {
        return await scoreOpened(asked, { ...planned, request }, slide, { runner: pool, network });
      } finally {
        pool.close();
      }
    } finally {
      await slide.close();
    }
  },
};

const detectorOf = (request: PlannedRun['request']) =>
  settingsOf({ ...request, slide: { description: '', digest: '' } }).detector;

async function scoreOpened(
  asked: ScoreArguments,
  planned: PlannedRun,
  slide: SlideInput,
  { runner, network }: { readonly runner: Pool; readonly network: Network | undefined },
): Promise<number> {
  if (planned.before) requireSameSlide(planned.before, slide);
  if (asked.out !== undefined && isSaved(asked, slide))
    await requireOwnFolder(asked.out, [planned.place.location]);
  if (asked.store !== undefined) await requireUsualOutbox();
  const { description, digest, warnings } = slide;
  const named = { ...planned.request, slide: { description, digest, warnings } };
  const place = { models: asked.models, tier: planned.tier };
  const patches = await patchesOf(place, slide, named, network, { report: progressLine() });
  const modelled = await withModels(asked, slide, named, { report: progressLine(), runner });
  const request: ScoreRequest = patches
    ? { ...modelled, compartments: { kind: 'mask', mask: patches.mask } }
    : modelled;
  if (planned.before) requireSameMask(planned.before, request);
  const finish = (result: ScoreResult): ScoreResult => {
    const placed = {
      ...result,
      run: { ...result.run, input: { ...planned.place } },
    };
    return planned.before ? comparedWith(planned.before, placed) : placed;
  };
  const { result, landing } = await scored(
    asked,
    slide,
    { request, patchScores: patches?.scores },
    runner,
    finish,
  );
  process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : scoreTable(result));
  const isStored = landing === undefined || storeExitCode(landing) === 0;
  if (!isStored) return storeExitCode(landing);
  return isIncomplete(result, slide) ? EXIT_PARTIAL : 0;
}

/** Whether the run makes DICOM objects. */
const isSaved = ({ out, store, dicom }: ScoreArguments, { kind }: SlideInput): boolean =>
  (out !== undefined && (kind === 'dicom' || dicom)) || store !== undefined;

interface Scored {
  readonly result: ScoreResult;
  /** Of --store. */
  readonly landing?: Landing;
}

/** What is measured, once networks have seen the slide in patches. */
interface Wanted {
  readonly request: ScoreRequest;
  readonly patchScores: PatchScores | undefined;
}

/** With a folder the cells are written as they come; for DICOM objects they are kept until the end. */
async function scored(
  asked: ScoreArguments,
  slide: SlideInput,
  { request, patchScores }: Wanted,
  runner: Pool,
  finish: (result: ScoreResult) => ScoreResult,
): Promise<Scored> {
  const { out, store } = asked;
  const hasObjects = isSaved(asked, slide);
  const tables: CellTable[] = [];
  const keep = (cells: CellTable) => {
    if (hasObjects) tables.push(cells);
  };
  let kept = 0;
  const context = {
    ...{ report: progressLine(() => kept), runner, onCells: keep },
    ...(patchScores && { patchScores }),
  };
  const save = async (outcome: ScoreOutcome): Promise<ResultObjects | undefined> =>
    hasObjects ? saved(out, slide, { outcome, request, tables }) : undefined;
  if (out === undefined) {
    const outcome = await scoreSlide(slide.source, request, context);
    return { result: finish(outcome.result), ...(await landed(await save(outcome), store)) };
  }
  const { bounds } = regionOf(request.annotations, levelAt(slide.source, 0));
  const files = await openScoreFiles(out, slide.source, request, bounds);
  const complete = async () => {
    const outcome = await scoreSlide(slide.source, request, {
      ...context,
      runner: withCheckpoint(runner, out, slide.digest, tiles => (kept = tiles)),
      onCells: cells => {
        keep(cells);
        return files.add(cells);
      },
    });
    const result = finish(outcome.result);
    const objects = await save(outcome);
    await files.finish({ ...outcome, result });
    return { result, objects };
  };
  const { result, objects } = await complete().catch(async (thrown: unknown) => {
    await files.abandon();
    throw thrown;
  });
  await removeCheckpoint(out);
  // After the files are complete: what fails here costs no measurement.
  return { result, ...(await landed(objects, store)) };
}

/** The DICOM objects, which the folder gets too. */
async function saved(out: string | undefined, slide: SlideInput, found: FoundCells): Promise<ResultObjects> {
  const dicom = slide.dicom ?? (out === undefined ? undefined : await imageAsSlide(slide, out));
  if (!dicom) throw noFolder();
  const objects = await savedSlide(dicom, found, out, new Date());
  if (out !== undefined) await writeDicomObjects(out, objects.objects);
  return objects;
}

async function landed(
  objects: ResultObjects | undefined,
  store: string | undefined,
): Promise<Pick<Scored, 'landing'>> {
  if (objects === undefined || store === undefined) return {};
  const landing = await landResult(objects, { url: store });
  process.stderr.write(`${storeLine(landing, store)}\n`);
  return { landing };
}

const noFolder = (): TimescopeError =>
  new TimescopeError('USAGE', 'A plain image becomes a DICOM slide before it can be stored.', {
    kind: 'usage',
    nextStep: 'Give --out DIR, or make the slide with timescope dicomize.',
  });

function isIncomplete(result: ScoreResult, slide: SlideInput): boolean {
  return (
    result.status === 'partial' ||
    result.warnings.some(({ code }) => code === REPLAY_DIFFERS) ||
    slide.warnings.some(warning => warning.startsWith(LEVEL_LEFT_OUT))
  );
}
