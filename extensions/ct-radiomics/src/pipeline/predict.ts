import { TimescopeError } from '@timescope/core/errors';
import type { Network } from '@timescope/core/network';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { SOFT_TISSUE_WINDOW } from '@timescope/core/windowedGrey';
import { cropSlice, DEFAULT_MARGIN, type CropOptions } from './crop';
import { gradCamMap } from './gradcam';
import { chosenSlice, largestSlice } from './largestSlice';
import { predictionResult, targetPrediction, type TargetOutput } from './predictionDocument';
import type {
  ComparedModel,
  Crop,
  GradCamMap,
  Networks,
  PredictionContext,
  PredictionOutcome,
  PredictionRequest,
  TargetNetwork,
} from './prediction';

/** Largest slice, crop, networks, Grad-CAM: the whole pipeline of a CT. Targets run one after the other. */
export async function predictTargets(
  volume: CtVolume,
  mask: RoiMask,
  networks: Networks,
  request: PredictionRequest,
  context: PredictionContext,
): Promise<PredictionOutcome> {
  const { slice, options, crop } = networksView(volume, mask, request);
  const outputs = await runNetworks(asked(networks), crop, context);
  const maps: Partial<Record<Target, GradCamMap>> = {};
  for (const { map } of outputs) maps[map.target] = map;
  const result = predictionResult({ volume, mask, request, slice, crop, options, outputs, context });
  return { result, crop, maps };
}

/** What several networks of one target say of the same crop, in the order given. */
export async function compareModels(
  volume: CtVolume,
  mask: RoiMask,
  networks: readonly TargetNetwork[],
  request: PredictionRequest,
  context: Omit<PredictionContext, 'softwareVersion'>,
): Promise<readonly ComparedModel[]> {
  const { crop } = networksView(volume, mask, request);
  const outputs = await runNetworks(networks, crop, context);
  return outputs.map(output => ({
    target: output.map.target,
    said: targetPrediction(output),
    map: output.map,
  }));
}

/** The slice, and the part of it that the networks see. @throws TimescopeError as `predictTargets` */
export function networksView(volume: CtVolume, mask: RoiMask, request: PredictionRequest) {
  const slice =
    request.slice === undefined ? largestSlice(volume, mask) : chosenSlice(volume, mask, request.slice);
  const options = cropOptions(request);
  return { slice, options, crop: cropSlice(volume, mask, slice.index, options) };
}

/** @throws TimescopeError USAGE for a window or a margin that means nothing */
function cropOptions({
  window = SOFT_TISSUE_WINDOW,
  margin = DEFAULT_MARGIN,
  crop = 'box',
}: PredictionRequest): CropOptions {
  const { center, width } = window;
  const wrong = (what: string, nextStep: string) =>
    new TimescopeError('USAGE', what, { nextStep, kind: 'usage' });
  if (!Number.isFinite(center) || !(width > 0 && Number.isFinite(width)))
    throw wrong('The window must have a finite centre and a width above 0 HU.', 'Take 40/400, say.');
  if (!Number.isInteger(margin) || margin < 0)
    throw wrong('The margin must be a whole number of voxels, 0 or more.', 'Take 0, 10 or 20.');
  return { window, margin, crop };
}

const asked = (networks: Networks): TargetNetwork[] =>
  TARGETS.flatMap(target => {
    const network = networks[target];
    return network ? [{ target, network }] : [];
  });

async function runNetworks(
  ready: readonly TargetNetwork[],
  crop: Crop,
  context: Omit<PredictionContext, 'softwareVersion'>,
): Promise<TargetOutput[]> {
  const outputs: TargetOutput[] = [];
  for (const { target, network } of ready) {
    context.signal?.throwIfAborted();
    context.onProgress?.({ stage: 'Networks', done: outputs.length, total: ready.length });
    outputs.push(await runNetwork(target, network, crop));
  }
  context.onProgress?.({ stage: 'Networks', done: outputs.length, total: ready.length });
  return outputs;
}

async function runNetwork(target: Target, network: Network, crop: Crop): Promise<TargetOutput> {
  const [low, high] = classOrder(target, network);
  const { probability, cam } = await network.run(crop.input);
  if (!probability || !cam) throw mismatch(network, 'it has no outputs "probability" and "cam"');
  const said = checkedProbability(network, probability.values, high);
  const predicted =
    said >= network.card.threshold.value
      ? ({ class: 'high', index: high } as const)
      : ({ class: 'low', index: low } as const);
  return { network, probability: said, map: gradCamMap(target, cam, predicted, crop) };
}

/** Where "low" and "high" stand in the network's outputs. */
function classOrder(target: Target, network: Network): readonly [low: number, high: number] {
  const { card } = network;
  if (card.target !== target)
    throw mismatch(network, `its card says that it predicts "${card.target ?? 'nothing'}"`);
  const classes = card.classes ?? [];
  const [low, high] = [classes.indexOf('low'), classes.indexOf('high')];
  if (low < 0 || high < 0) throw mismatch(network, 'its card does not name the classes "low" and "high"');
  return [low, high];
}

function mismatch({ card }: Network, because: string): TimescopeError {
  return new TimescopeError('MODEL_MISMATCH', `The model ${card.name} cannot be used here: ${because}.`, {
    nextStep: 'Install a model that is made for this target.',
    fields: { model: card.name },
  });
}

/** Ours: float32 softmax sums stay within 1e-6; a thousandth off means broken weights. */
const SUM_TOLERANCE = 1e-3;

function checkedProbability({ card }: Network, values: Float32Array, high: number): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const probability = values[high];
  if (probability !== undefined && Math.abs(sum - 1) <= SUM_TOLERANCE) return probability;
  throw new TimescopeError('MODEL_OUTPUT', `The probabilities of ${card.name} add up to ${sum}, not to 1.`, {
    nextStep: 'Install the model again.',
    fields: { model: card.name },
  });
}
