import { canonicalJson, type Json } from '../canonicalJson';
import { sha256Hex } from '../sha256';
import type { PredictionResult } from './predictionResult';

/** Digits after the point that count: a probability's millionths, thousandths of a length, an area and a density. */
const PROBABILITY_DIGITS = 6;
const MM_DIGITS = 3;

/**
 * Equal pixels, ROI, settings and models with their cards give equal hashes; software version and files' names do not
 * count. What a document of before does not state is no part of its hash.
 */
export function predictionHash(result: Omit<PredictionResult, 'hash'>): string {
  const { slice, targets, time, provenance } = result;
  const { preprocessing, digests } = provenance;
  const counted = {
    kind: result.kind,
    version: result.version,
    slice: {
      ...slice,
      zMm: rounded(slice.zMm, MM_DIGITS),
      areaMm2: rounded(slice.areaMm2, MM_DIGITS),
      longAxisMm: roundedWhereSaid(slice.longAxisMm),
      shortAxisMm: roundedWhereSaid(slice.shortAxisMm),
      meanHu: roundedWhereSaid(slice.meanHu),
    },
    targets: Object.entries(targets).map(([target, said]) => ({
      target,
      probability: rounded(said.probability, PROBABILITY_DIGITS),
      threshold: said.threshold,
      class: said.class,
      model: { ...said.model, auc: said.model.auc && { ...said.model.auc } },
      gradcamMax: rounded(said.gradcamMax, PROBABILITY_DIGITS),
    })),
    time: { derived: time.derived && { ...time.derived }, direct: time.direct },
    preprocessing: {
      ...preprocessing,
      window: { ...preprocessing.window },
      box: { ...preprocessing.box },
    },
    digests: { ...digests },
  } satisfies Json;
  return sha256Hex(canonicalJson(counted));
}

const roundedWhereSaid = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : rounded(value, MM_DIGITS);

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
