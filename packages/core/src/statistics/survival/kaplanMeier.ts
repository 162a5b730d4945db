import { notComputable, Z95, type Computable } from '../computable';
import { eventCount, survivalProblem, type SurvivalTimes } from './survivalTimes';

/** How the interval is made: symmetric for log S (R's default) or for log(-log S), which stays within 0 and 1. */
export type SurvivalInterval = 'log' | 'log-log';

/** The curve at one time with an event or a censored row. */
export interface SurvivalStep {
  readonly time: number;
  readonly nRisk: number;
  readonly nEvent: number;
  readonly nCensor: number;
  readonly surv: number;
  /** Greenwood's, of the survival itself; undefined at 0 survival, where no interval exists either. */
  readonly stdErr: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/** A time with its interval; undefined where the curve (or its bound) does not come down so far. */
export interface SurvivalQuantile {
  readonly value: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

export type KaplanMeier = Computable<{
  readonly n: number;
  readonly events: number;
  readonly steps: readonly SurvivalStep[];
  readonly median: SurvivalQuantile;
}>;

/** Kaplan-Meier's product-limit estimate (JASA 1958;53:457) with Greenwood's variance and 95 % intervals. */
export function kaplanMeier(rows: SurvivalTimes, interval: SurvivalInterval = 'log'): KaplanMeier {
  const problem = survivalProblem(rows);
  if (problem !== undefined) return notComputable(problem);
  let [surv, hazardVariance] = [1, 0];
  const steps = counts(rows).map(({ time, nRisk, nEvent, nCensor }): SurvivalStep => {
    surv *= (nRisk - nEvent) / nRisk;
    hazardVariance += nEvent === 0 ? 0 : nEvent / (nRisk * (nRisk - nEvent));
    return { time, nRisk, nEvent, nCensor, surv, ...bounds(surv, hazardVariance, interval) };
  });
  return {
    kind: 'computed',
    n: rows.time.length,
    events: eventCount(rows),
    steps,
    median: survivalQuantile(steps, 0.5),
  };
}

/** The curve at a time that need not be a step: 1 before the first, undefined beyond the last row's time. */
export function survivalAt(steps: readonly SurvivalStep[], time: number): SurvivalStep | undefined {
  const last = steps.at(-1);
  if (!last || time > last.time) return undefined;
  const before = steps.findLast(step => step.time <= time);
  if (before) return { ...before, nRisk: numberAtRisk(steps, time) };
  const nRisk = numberAtRisk(steps, time);
  return { time, nRisk, nEvent: 0, nCensor: 0, surv: 1, stdErr: 0, lower: 1, upper: 1 };
}

/** Rows whose time is not shorter. */
export const numberAtRisk = (steps: readonly SurvivalStep[], time: number): number =>
  steps.find(step => step.time >= time)?.nRisk ?? 0;

/** The first time at which the curve is at most 1 - p; where it stays exactly there until a next event, the middle. */
export function survivalQuantile(steps: readonly SurvivalStep[], p: number): SurvivalQuantile {
  const of = (height: (step: SurvivalStep) => number | undefined) => firstBelow(steps, height, 1 - p);
  return { value: of(step => step.surv), lower: of(step => step.lower), upper: of(step => step.upper) };
}

/** Heights that differ by rounding only count as equal; R takes the same. */
const ROUNDING = 1.5e-8;

function firstBelow(
  steps: readonly SurvivalStep[],
  height: (step: SurvivalStep) => number | undefined,
  level: number,
): number | undefined {
  const drops = steps.filter(({ nEvent }) => nEvent > 0);
  const first = drops.findIndex(step => (height(step) ?? Infinity) <= level + ROUNDING);
  const step = drops[first];
  if (!step) return undefined;
  const stays = Math.abs((height(step) ?? Infinity) - level) <= ROUNDING;
  const next = drops[first + 1]?.time ?? step.time;
  return stays ? (step.time + next) / 2 : step.time;
}

function counts({ time, hasEvent }: SurvivalTimes) {
  const at = new Map<number, { nEvent: number; nCensor: number }>();
  time.forEach((value, row) => {
    const count = at.get(value) ?? { nEvent: 0, nCensor: 0 };
    if (hasEvent[row] === true) count.nEvent++;
    else count.nCensor++;
    at.set(value, count);
  });
  let left = time.length;
  return [...at]
    .sort(([a], [b]) => a - b)
    .map(([value, count]) => {
      const nRisk = left;
      left -= count.nEvent + count.nCensor;
      return { time: value, nRisk, ...count };
    });
}

function bounds(surv: number, hazardVariance: number, interval: SurvivalInterval) {
  if (surv === 0) return { stdErr: undefined, lower: undefined, upper: undefined };
  const se = Math.sqrt(hazardVariance);
  const stdErr = surv * se;
  if (surv === 1) return { stdErr, lower: 1, upper: 1 };
  if (interval === 'log')
    return { stdErr, lower: surv * Math.exp(-Z95 * se), upper: Math.min(1, surv * Math.exp(Z95 * se)) };
  const width = (Z95 * se) / Math.log(surv);
  const bound = (sign: 1 | -1) => Math.exp(-Math.exp(Math.log(-Math.log(surv)) + sign * width));
  return { stdErr, lower: bound(-1), upper: bound(1) };
}
