import { aucOf } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { predictionHash } from '@timescope/core/result/predictionHash';
import {
  PREDICTION_RESULT_VERSION,
  TARGETS,
  type PredictionResult,
  type Target,
  type TargetPrediction,
} from '@timescope/core/result/predictionResult';
import { sha256Hex } from '@timescope/core/sha256';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { INPUT_PX, type CropOptions } from './crop';
import { domainFlags } from './domainFlags';
import type { RoiSlice } from './largestSlice';
import type { Crop, GradCamMap, PredictionContext, PredictionRequest } from './prediction';
import { sliceSizes } from './sliceSizes';
import { derivedTime } from './timeType';

export interface TargetOutput {
  readonly network: Network;
  readonly probability: number;
  readonly map: GradCamMap;
}

export interface PredictionParts {
  readonly volume: CtVolume;
  readonly mask: RoiMask;
  readonly request: PredictionRequest;
  readonly slice: RoiSlice;
  readonly crop: Crop;
  readonly options: CropOptions;
  readonly outputs: readonly TargetOutput[];
  readonly context: PredictionContext;
}

/** What the pipeline found, as the document that is printed, shown and stored. */
export function predictionResult(parts: PredictionParts): PredictionResult {
  const targets: Partial<Record<Target, TargetPrediction>> = {};
  for (const output of parts.outputs) targets[output.map.target] = targetPrediction(output);
  const derived = derivedTime(targets);
  const direct = targets.time?.class ?? null;
  const result = {
    kind: 'timescope.prediction',
    version: PREDICTION_RESULT_VERSION,
    researchUse: RESEARCH_USE,
    slice: describeSlice(parts),
    targets,
    time: { derived: 'missing' in derived ? null : derived, direct },
    notEvaluable: {
      ...missingTargets(targets),
      ...('missing' in derived ? { 'time.derived': derived.missing } : {}),
      ...(direct ? {} : { 'time.direct': NAMES.time.missing }),
    },
    flags: domainFlags(parts, targets, 'missing' in derived ? undefined : derived),
    provenance: provenance(parts),
  } as const;
  return { ...result, hash: predictionHash(result) };
}

export function targetPrediction({ network, probability, map }: TargetOutput): TargetPrediction {
  const { card, engine, tier } = network;
  const auc = aucOf(card);
  return {
    probability,
    threshold: card.threshold.value,
    thresholdSource: card.threshold.source,
    class: map.class,
    model: {
      name: card.name,
      version: card.version,
      sha256: card.sha256,
      engine,
      tier,
      demonstration: card.trainedOn.synthetic,
      ...(auc && { auc }),
    },
    gradcam: null,
    gradcamMax: map.max,
  };
}

function describeSlice({ volume, mask, request, slice }: PredictionParts): PredictionResult['slice'] {
  const instanceNumber = volume.instanceNumbers?.[slice.index];
  return {
    index: slice.index,
    sopInstanceUid: volume.sliceUids[slice.index] ?? null,
    ...(instanceNumber !== undefined && { instanceNumber }),
    zMm: volume.slicePositionsMm[slice.index]?.[2] ?? 0,
    areaMm2: slice.areaMm2,
    roiVoxels: slice.voxels,
    ...sliceSizes(volume, mask, slice.index),
    chosenBy: request.slice === undefined ? 'largest area' : 'reader',
  };
}

const NAMES: Readonly<Record<Target, { missing: string }>> = {
  tsr: { missing: 'No network for the tumour-stroma ratio is installed.' },
  tils: { missing: 'No network for tumour-infiltrating lymphocytes is installed.' },
  is: { missing: 'No network for the immune score is installed.' },
  time: { missing: 'No network for the TIME type is installed.' },
};

function missingTargets(targets: PredictionResult['targets']): Record<string, string> {
  return Object.fromEntries(
    TARGETS.filter(target => !targets[target]).map(target => [target, NAMES[target].missing]),
  );
}

function provenance({ volume, mask, slice, crop, options, outputs, context }: PredictionParts) {
  return {
    software: { name: 'TIMEscope', version: context.softwareVersion },
    preprocessing: {
      window: options.window,
      crop: options.crop,
      marginPx: options.margin,
      inputPx: INPUT_PX,
      box: crop.box,
    },
    digests: {
      slice: sha256Hex(littleEndian(sliceVoxels(volume, slice.index))),
      roi: sha256Hex(mask.values.map(value => (value === 0 ? 0 : 1))),
    },
    seriesUid: volume.seriesUid ?? null,
    demonstration: outputs.some(({ network }) => network.card.trainedOn.synthetic),
  } as const;
}

function sliceVoxels({ hu, size: [nx, ny] }: CtVolume, k: number): Int16Array {
  return hu.subarray(k * nx * ny, (k + 1) * nx * ny);
}

function littleEndian(values: Int16Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 2));
  values.forEach((value, index) => bytes.setInt16(index * 2, value, true));
  return new Uint8Array(bytes.buffer);
}
