import { normalBelow } from '@timescope/core/statistics/distributions';
import { random, type Random } from '../random';
import { rounded, type GeneratedTable } from './generatedTable';

export interface CtTimeOptions {
  readonly seed: number;
  readonly sets?: Readonly<Record<string, number>>;
  /** By how many standard deviations each network's score is higher in cases with a high target: TARGET_MODEL. */
  readonly separations?: Readonly<Record<string, number>>;
  readonly missing?: number;
}

export interface CtTimeTruth {
  /** Area under the ROC curve of each network. */
  readonly auc: Readonly<Record<string, number>>;
}

/** Sets as in the CT paper. */
const SETS = { development: 220, validation: 95 };
/** Near the paper's areas on its validation set. */
const SEPARATIONS = {
  'tsr_densenet-169': 1.75,
  'tils_densenet-121': 1.47,
  'is_densenet-121': 1.48,
  'time_densenet-169': 1.15,
  'time_densenet-121': 1.05,
  'time_densenet-201': 0.95,
  'time_resnet-34': 0.9,
  'time_resnet-50': 0.95,
  'time_resnet-101': 0.95,
  'time_resnet-152': 0.85,
};
/** Part of the variance of a score that all networks of a target share. */
const SHARED = 0.6;
const HIGH = 0.46;

/**
 * Cases with three classes (TSR, TILs, IS; TIME is high where two of them are) and networks whose scores are normal with a
 * known distance between the classes. Their probabilities are those that Bayes's rule gives: calibrated.
 */
export function ctTimeCohort({ seed, sets = SETS, separations = SEPARATIONS, missing = 0 }: CtTimeOptions): {
  readonly table: GeneratedTable;
  readonly truth: CtTimeTruth;
} {
  const dice = random(seed, 32);
  const networks = Object.entries(separations);
  const cases = Object.entries(sets).flatMap(([set, count]) => Array.from({ length: count }, () => set));
  const rows = cases.map((set, k) => {
    const highs = [0, 1, 2].map(() => dice.chance(HIGH));
    const isHigh = new Map(
      ['tsr', 'tils', 'is'].map((target, at) => [target, highs[at] === true] as [string, boolean]),
    );
    isHigh.set('time', highs.filter(Boolean).length >= 2);
    const shared = new Map([...isHigh.keys()].map(target => [target, dice.normal()]));
    const probabilities = networks.map(([column, distance]) => {
      const [target = ''] = column.split('_', 1);
      const noise = Math.sqrt(SHARED) * (shared.get(target) ?? 0) + Math.sqrt(1 - SHARED) * dice.normal();
      return probability(noise, isHigh.get(target) === true, distance, target === 'time' ? HIGH_TIME : HIGH);
    });
    const maybe = (value: string | number) => (dice.chance(missing) ? '' : value);
    return [
      `CT${String(k + 1).padStart(3, '0')}`,
      set,
      ...patientCells(dice, missing),
      ...highs.map(high => maybe(high ? 1 : 0)),
      ...probabilities.map(maybe),
    ];
  });
  const columns = ['case', 'set', 'sex', 'age_group', 'pt_stage', 'pn_stage', 'albumin', 'd_dimer', 'lymphocytes', 'bmi', 'tsr', 'tils', 'is', ...networks.map(([column]) => column)]; // prettier-ignore
  return { table: { columns, rows }, truth: { auc: areas(separations) } };
}

/** Two or three of three. */
const HIGH_TIME = 3 * HIGH * HIGH * (1 - HIGH) + HIGH ** 3;

/** Two normal groups with variance 1: Phi(distance / sqrt(2)). */
const areas = (separations: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(separations).map(([column, distance]) => [column, normalBelow(distance / Math.SQRT2)]),
  );

function probability(noise: number, isHigh: boolean, distance: number, prevalence: number): number {
  const score = noise + (isHigh ? distance : 0);
  const logit = distance * score - distance ** 2 / 2 + Math.log(prevalence / (1 - prevalence));
  return rounded(1 / (1 + Math.exp(-logit)), 6);
}

function patientCells(dice: Random, missing: number): (string | number)[] {
  const oneOf = (words: readonly string[]) => words[dice.below(words.length)] ?? '';
  const maybe = (value: number) => (dice.chance(missing) ? '' : value);
  return [
    dice.chance(0.6) ? 'M' : 'F',
    oneOf(['up to 50', '51 to 65', '51 to 65', '51 to 65', 'over 65', 'over 65']),
    oneOf(['T1', 'T2', 'T2', 'T3', 'T3', 'T3', 'T3', 'T4']),
    oneOf(['N0', 'N1', 'N2']),
    maybe(rounded(dice.normal(38.5, 4), 1)),
    maybe(rounded(Math.exp(dice.normal(0.5, 0.8)), 2)),
    maybe(rounded(Math.exp(dice.normal(0.45, 0.4)), 2)),
    maybe(rounded(dice.normal(23, 3), 1)),
  ];
}
