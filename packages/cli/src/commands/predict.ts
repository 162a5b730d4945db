import { cardsByTarget } from '@timescope/extension-ct-radiomics/pipeline/cardsByTarget';
import { fittingCards } from '@timescope/extension-ct-radiomics/pipeline/fittingCards';
import { gradCamPicture } from '@timescope/extension-ct-radiomics/pipeline/overlay';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import type {
  Networks,
  PredictionOutcome,
  PredictionRequest,
} from '@timescope/extension-ct-radiomics/pipeline/prediction';
import { TARGET_NAMES } from '@timescope/extension-ct-radiomics/pipeline/targetNames';
import { adviceOf, TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import {
  TARGETS,
  type PredictionResult,
  type Target,
  type TargetPrediction,
} from '@timescope/core/result/predictionResult';
import type { Landing } from '@timescope/core/dicomweb/landing';
import { VERSION } from '@timescope/core/version';
import type { CtVolume } from '@timescope/core/volume';
import { pngOf } from '@timescope/runtime/encode/png';
import { readModels } from '@timescope/runtime/models';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { readCt, UNREADABLE_FILES, type CtInput } from '../ctInput';
import { requireOutside, requireOwnFolder, writeDicomObjects } from '../dicomObjects';
import { EXIT_PARTIAL } from '../exitCodes';
import { isFromDicom, requireSeries, savedCt } from '../predict/saveCt';
import { predictionTable } from '../predictionTable';
import { folderAdvice } from '../models/folderAdvice';
import { openedNetwork } from '../models/openedNetwork';
import { requireTier, TIER_USAGE, tierIn, type CommandTier } from '../models/tier';
import { progressLine } from '../progressLine';
import { readRoi, ROI_USAGE, roiChoice, roiOptions, type ReadRoi, type RoiChoice } from '../roiInput';
import { repositoryFolder } from '../repositoryFolder';
import { makeFolder } from '../score/outFolder';
import { landResult, requireUsualOutbox, storeExitCode, storeLine, storeUrl } from '../store/landResult';

export const predict: Command = {
  usage: `timescope predict CT ${ROI_USAGE} [--slice K] [--window C/W] [--crop box|masked] [--margin PX] [--models DIR] ${TIER_USAGE} [--out DIR] [--capture] [--store URL] [--json]`,
  summary:
    'Predicts the biomarkers of a tumour on CT (DICOM folder or NIfTI) from the largest slice of its ROI (NIfTI mask, DICOM SEG or RTSTRUCT). ' +
    'Without --out the pictures go to a new folder among the temporary files. A DICOM series also gets its result as DICOM objects: ' +
    "in dicom/ of --out, or stored at a DICOMweb service with --store; --capture adds the crop as a picture. --tier native: networks run faster, with last digits that are this machine's.",
  run,
};

async function run(argv: string[]): Promise<number> {
  const { ct, roi, choice, request, models, tier, out, store, capture, json } = predictArguments(argv);
  await requireTier(tier);
  if (out !== undefined) await requireOutside(out, ct);
  const region = await readRoi(roi, await readCt(ct), choice);
  const { mask, ct: volume } = region;
  if (store !== undefined || capture) requireSeries(volume);
  if (out !== undefined && isFromDicom(volume)) await requireOwnFolder(out, [ct, roi]);
  if (store !== undefined) await requireUsualOutbox();
  if (out !== undefined) await makeFolder(out);
  const networks = await openedNetworks(models, tier);
  const outcome = await predictTargets(volume, mask, networks, request, {
    softwareVersion: VERSION,
    onProgress: progressLine(),
  });
  const folder = out ?? (await mkdtemp(path.join(tmpdir(), 'timescope-predict-')));
  const result = await writeOutcome(volume, outcome, folder);
  const landing = await saved(outcome, region, { out, store, capture });
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : predictionTable(result));
  if (landing && storeExitCode(landing) !== 0) return storeExitCode(landing);
  return volume.warnings.some(({ code }) => code === UNREADABLE_FILES) ? EXIT_PARTIAL : 0;
}

/** The result as DICOM objects in the folder, and stored where that is asked for. A NIfTI file has no study. */
async function saved(
  outcome: PredictionOutcome,
  region: ReadRoi<CtInput>,
  { out, store, capture }: Pick<PredictArguments, 'out' | 'store' | 'capture'>,
): Promise<Landing | undefined> {
  if (!isFromDicom(region.ct) || (out === undefined && store === undefined)) return undefined;
  const objects = await savedCt(outcome, region, { out, withCrop: capture }, new Date());
  if (out !== undefined) await writeDicomObjects(out, objects.objects);
  if (store === undefined) return undefined;
  const landing = await landResult(objects, { url: store });
  process.stderr.write(`${storeLine(landing, store)}\n`);
  return landing;
}

interface PredictArguments {
  readonly ct: string;
  readonly roi: string;
  readonly choice: RoiChoice;
  readonly request: PredictionRequest;
  readonly models: string;
  /** In which networks run. */
  readonly tier: CommandTier;
  readonly out: string | undefined;
  /** Address of a DICOMweb service. */
  readonly store: string | undefined;
  /** Whether the crop becomes a DICOM object too. */
  readonly capture: boolean;
  readonly json: boolean;
}

/** @throws TimescopeError USAGE */
export function predictArguments(argv: string[]): PredictArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...roiOptions,
      slice: { type: 'string' },
      window: { type: 'string' },
      crop: { type: 'string' },
      margin: { type: 'string' },
      models: { type: 'string' },
      tier: { type: 'string' },
      out: { type: 'string' },
      store: { type: 'string' },
      capture: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const [ct, ...more] = positionals;
  if (ct === undefined || more.length > 0 || values.roi === undefined)
    throw usage('One CT and its ROI are needed.', predict.usage);
  return {
    ct,
    roi: values.roi,
    choice: roiChoice(values),
    request: {
      ...(values.slice !== undefined && { slice: wholeNumber('--slice', values.slice) }),
      ...(values.window !== undefined && { window: window(values.window) }),
      ...(values.margin !== undefined && { margin: wholeNumber('--margin', values.margin) }),
      ...(values.crop !== undefined && { crop: cropOf(values.crop) }),
    },
    models: values.models ?? path.join(repositoryFolder(), 'models'),
    tier: tierIn(values.tier) ?? 'reference',
    out: values.out,
    store: values.store === undefined ? undefined : storeUrl(values.store),
    capture: values.capture ?? false,
    json: values.json ?? false,
  };
}

function usage(what: string, nextStep: string): TimescopeError {
  return new TimescopeError('USAGE', what, { nextStep, kind: 'usage' });
}

function wholeNumber(option: string, text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= MOST) return Number(text);
  throw usage(`${option} must be a whole number from 0 to ${MOST}, not "${text}".`, 'Give 0, 1, 2 ...');
}

/** Slices of a series, voxels along a slice: more than a scanner makes. Ours. */
const MOST = 9999;

function window(text: string): { center: number; width: number } {
  const [, center, width] = /^(-?\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (center !== undefined && width !== undefined) return { center: Number(center), width: Number(width) };
  throw usage(`--window must be centre/width in HU, not "${text}".`, 'Give --window 40/400, say.');
}

function cropOf(text: string): 'box' | 'masked' {
  if (text === 'box' || text === 'masked') return text;
  throw usage(`--crop must be box or masked, not "${text}".`, 'Give --crop box.');
}

/** One network for each of our targets; where several say that they predict it, which one did is said. */
async function openedNetworks(models: string, tier: CommandTier): Promise<Networks> {
  const networks: Partial<Record<Target, Networks[Target] & object>> = {};
  const { cards, refused } = await readModels(models);
  const fitting = fittingCards(cards.map(({ card, folder }) => ({ ...card, folder })));
  for (const why of [...refused.map(each => adviceOf(each.why)), ...fitting.problems])
    process.stderr.write(`Left out: ${why}\n`);
  const chosen = cardsByTarget(fitting.cards);
  for (const target of TARGETS) {
    const [card, ...others] = chosen[target] ?? [];
    if (!card) continue;
    if (others.length > 0) process.stderr.write(`${chosenLine(card, others)}\n`);
    networks[target] = await openedNetwork(card, card.folder, tier);
  }
  if (Object.keys(networks).length > 0) return networks;
  throw new TimescopeError('MODEL_MISSING', `There is no CT network in ${models}.`, {
    nextStep: folderAdvice(models),
  });
}

const chosenLine = (card: ModelCard, others: readonly ModelCard[]): string =>
  `${TARGET_NAMES[card.target as Target]} is predicted by ${card.name}, not by ${others.map(({ name }) => name).join(', ')}.`;

/** Writes pictures and result.json; in the result that is returned the files are named from here, in result.json from its folder. */
async function writeOutcome(
  volume: CtVolume,
  { result, crop, maps }: PredictionOutcome,
  folder: string,
): Promise<PredictionResult> {
  await writeFile(path.join(folder, 'crop.png'), await pngOf(crop.preview));
  const files: Partial<Record<Target, string>> = {};
  for (const map of Object.values(maps)) {
    const demonstration = result.targets[map.target]?.model.demonstration ?? result.provenance.demonstration;
    const picture = gradCamPicture(volume, map, crop.window, { demonstration });
    files[map.target] = `gradcam-${map.target}.png`;
    await writeFile(path.join(folder, `gradcam-${map.target}.png`), await pngOf(picture));
  }
  const stored = withFiles(result, files, name => name);
  await writeFile(path.join(folder, 'result.json'), `${JSON.stringify(stored, undefined, 2)}\n`);
  return withFiles(result, files, name => path.resolve(folder, name));
}

function withFiles(
  result: PredictionResult,
  files: Partial<Record<Target, string>>,
  named: (file: string) => string,
): PredictionResult {
  const targets: Partial<Record<Target, TargetPrediction>> = {};
  for (const target of TARGETS) {
    const [said, file] = [result.targets[target], files[target]];
    if (said) targets[target] = { ...said, gradcam: file === undefined ? null : named(file) };
  }
  return { ...result, targets };
}
