import { DEFAULT_PLAN, type ResamplePlan } from '@timescope/core/statistics/bootstrap';
import type { NotComputable } from '@timescope/core/statistics/computable';
import { usage } from '../radiomicsOptions';
import type { StatAnswer, StatOptions } from './statisticTypes';

/** The value of an option that the statistic cannot do without. */
export function needed(options: StatOptions, name: string): string {
  const value = options[name];
  if (value !== undefined && value !== '') return value;
  throw usage(`--${name} is missing.`, `Name the column: --${name} COLUMN.`);
}

/** A list like `age,stage`. */
export const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');

export function neededList(options: StatOptions, name: string): string[] {
  const all = listed(needed(options, name));
  if (new Set(all).size === all.length) return all;
  throw usage(`--${name} names a column twice.`, 'Name each column once.');
}

export function wholeNumber(options: StatOptions, name: string, least: number, otherwise: number): number {
  const text = options[name];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= 1e6) return value;
  throw usage(
    `--${name} must be a whole number of at least ${least}, not "${text}".`,
    `Give --${name} ${Math.max(least, otherwise)}, say.`,
  );
}

export function finiteNumber(options: StatOptions, name: string): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw usage(`--${name} must be a number, not "${text}".`, `Give --${name} 0.5, say.`);
}

export function oneOf<const T extends string>(
  options: StatOptions,
  name: string,
  all: readonly T[],
): T | undefined {
  const text = options[name];
  const found = all.find(word => word === text);
  if (text === undefined || found !== undefined) return found;
  throw usage(
    `--${name} must be ${all.join(' or ')}, not "${text}".`,
    `Give --${name} ${all[0] ?? ''}, say.`,
  );
}

export const planOf = (options: StatOptions): ResamplePlan => ({
  replicates: wholeNumber(options, 'replicates', 20, DEFAULT_PLAN.replicates),
  seed: wholeNumber(options, 'seed', 0, DEFAULT_PLAN.seed),
});

/** The answer when there is none: every key null, with the reason. */
export const noAnswer = ({ reason }: NotComputable, ...keys: readonly string[]): StatAnswer => ({
  document: Object.fromEntries(keys.map(key => [key, null])),
  notEvaluable: Object.fromEntries(keys.map(key => [key, reason])),
  said: [`Not evaluable: ${reason}.`],
});

/** "0.712 (0.650 to 0.774)". */
export const within = (
  { value, lower, upper }: { value: number; lower: number; upper: number },
  digits = 3,
): string => `${value.toFixed(digits)} (95 % interval ${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;

/** Below 1e-12 the tails are not held to R: no digits are printed. */
export function pWords(p: number): string {
  if (p < 1e-12) return 'p < 1e-12';
  return p < 0.001 ? `p = ${p.toExponential(1)}` : `p = ${p.toFixed(3)}`;
}

/** A number for people, without the dust of binary fractions. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));
