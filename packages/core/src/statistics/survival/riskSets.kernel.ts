import { type Square, zeros } from '../matrix.kernel';

/** Rows ordered by stratum, within it from the longest time to the shortest, so that those at risk only grow. */
export interface RiskSets {
  readonly rows: number;
  readonly columns: number;
  /** Covariates by rows. */
  readonly covariates: Float64Array;
  readonly time: Float64Array;
  /** 1 where the row has the event. */
  readonly event: Uint8Array;
  readonly stratum: Int32Array;
}

/** What the partial likelihood says at one set of coefficients. */
export interface PartialLikelihood {
  readonly logLik: number;
  readonly score: Float64Array;
  readonly information: Square;
}

/** The share of one time with events: valid during the call only. */
export type AtEventTime = (time: number, score: Float64Array, information: Float64Array) => void;

/**
 * Cox's partial log-likelihood with Efron's ties (JASA 1977;72:557), its gradient and the negative of its second
 * derivative.
 * @param beta one coefficient a column. @param linear receives the linear predictor of each row.
 */
export function partialLikelihood(
  sets: RiskSets,
  beta: Float64Array,
  linear: Float64Array,
  atEventTime?: AtEventTime,
): PartialLikelihood {
  const { rows, columns: p, covariates, time, event, stratum } = sets;
  if (covariates.length !== rows * p || time.length !== rows || event.length !== rows)
    throw new RangeError('the columns of the risk sets differ in length');
  if (beta.length !== p || linear.length !== rows || stratum.length !== rows)
    throw new RangeError('one coefficient a column and one value a row are needed');
  const shift = predict(sets, beta, linear);
  const [all, dead] = [moments(p), moments(p)];
  const total = { score: new Float64Array(p), information: zeros(p) };
  const local = {
    score: new Float64Array(p),
    information: new Float64Array(p * p),
    mean: new Float64Array(p),
  };
  let logLik = 0;
  for (let from = 0; from < rows;) {
    if (from === 0 || stratum[from] !== stratum[from - 1]) clear(all);
    clear(dead);
    local.score.fill(0);
    let deaths = 0;
    let to = from;
    for (; to < rows && stratum[to] === stratum[from] && time[to] === time[from]; to++) {
      const weight = Math.exp(linear[to]! - shift);
      add(all, covariates, to * p, weight);
      if (event[to] === 0) continue;
      deaths++;
      logLik += linear[to]! - shift;
      for (let k = 0; k < p; k++) local.score[k]! += covariates[to * p + k]!;
      add(dead, covariates, to * p, weight);
    }
    if (deaths > 0) {
      logLik -= efron(all, dead, deaths, local);
      for (let k = 0; k < p; k++) total.score[k]! += local.score[k]!;
      for (let k = 0; k < p * p; k++) total.information.values[k]! += local.information[k]!;
      atEventTime?.(time[from]!, local.score, local.information);
    }
    from = to;
  }
  return { logLik, ...total };
}

/** Fills the linear predictor and gives its greatest value, which is taken off before exp so that nothing overflows. */
function predict(
  { rows, columns: p, covariates }: RiskSets,
  beta: Float64Array,
  linear: Float64Array,
): number {
  let greatest = -Infinity;
  for (let row = 0; row < rows; row++) {
    let value = 0;
    for (let k = 0; k < p; k++) value += covariates[row * p + k]! * beta[k]!;
    linear[row] = value;
    if (value > greatest) greatest = value;
  }
  return greatest;
}

/** Sums over patients of weight, weight x and weight x x' (lower half). */
interface Moments {
  weight: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const moments = (p: number): Moments => ({
  weight: 0,
  first: new Float64Array(p),
  second: new Float64Array(p * p),
});

function clear(sums: Moments): void {
  sums.weight = 0;
  sums.first.fill(0);
  sums.second.fill(0);
}

function add(sums: Moments, covariates: Float64Array, at: number, weight: number): void {
  const { first, second } = sums;
  const p = first.length;
  sums.weight += weight;
  for (let k = 0; k < p; k++) {
    const weighted = weight * covariates[at + k]!;
    first[k]! += weighted;
    for (let l = 0; l <= k; l++) second[k * p + l]! += weighted * covariates[at + l]!;
  }
}

/** Takes the means off the score, writes the information, gives the sum of the logarithms. */
function efron(
  all: Moments,
  dead: Moments,
  deaths: number,
  { score, information, mean }: { score: Float64Array; information: Float64Array; mean: Float64Array },
): number {
  const p = score.length;
  let logarithms = 0;
  information.fill(0);
  for (let death = 0; death < deaths; death++) {
    const gone = death / deaths;
    const weight = all.weight - gone * dead.weight;
    logarithms += Math.log(weight);
    for (let k = 0; k < p; k++) {
      mean[k] = (all.first[k]! - gone * dead.first[k]!) / weight;
      score[k]! -= mean[k]!;
      for (let l = 0; l <= k; l++) {
        const value =
          (all.second[k * p + l]! - gone * dead.second[k * p + l]!) / weight - mean[k]! * mean[l]!;
        information[k * p + l]! += value;
        if (l < k) information[l * p + k]! += value;
      }
    }
  }
  return logarithms;
}
