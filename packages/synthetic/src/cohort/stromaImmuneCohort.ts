import { random, type Random } from '../random';
import { rounded, type GeneratedTable } from './generatedTable';

export interface StromaImmuneOptions {
  readonly seed: number;
  /** Patients a set; development is the first. */
  readonly sets?: Readonly<Record<string, number>>;
  /** Hazard ratios of the intermediate and the high class of the score against the low one. */
  readonly hazardRatios?: readonly [number, number];
  /** Share of cells that are empty, in the columns that may be. */
  readonly missing?: number;
}

/** What acts on the hazard; the tumour-stroma ratio and everything else does not. */
export interface StromaImmuneTruth {
  readonly hazardRatios: readonly [intermediate: number, high: number];
  readonly stageIII: number;
  readonly ageYear: number;
}

/** Xu et al. 2021, "Patients". */
const SETS = { development: 200, internal: 134, external: 90 };
/** Ours, near the paper's Table 2. */
const STAGE_III = 2.6;
const AGE_YEAR = 1.03;
/** Deaths a month of a patient of 63 years with stage II and a low score. */
const BASE = 0.0055;

/**
 * Patients whose hazard depends on stage, age and the class of the stroma-immune score as the method defines it: mean of the
 * percentiles of two densities among the development patients, cut in three there. Survival is exponential.
 */
export function stromaImmuneCohort({
  seed,
  sets = SETS,
  hazardRatios = [0.5, 0.33],
  missing = 0,
}: StromaImmuneOptions): { readonly table: GeneratedTable; readonly truth: StromaImmuneTruth } {
  const dice = random(seed, 31);
  const patients = Object.entries(sets).flatMap(([set, count]) =>
    Array.from({ length: count }, () => patient(dice, set)),
  );
  const classes = classesOf(patients);
  const effects = [1, ...hazardRatios];
  const rows = patients.map((one, k) => {
    const relative =
      (effects[classes[k] ?? 0] ?? 1) * (one.stage === 'III' ? STAGE_III : 1) * AGE_YEAR ** (one.age - 63);
    const death = -Math.log(1 - dice.uniform()) / (BASE * relative);
    const leaves = dice.uniform(40, 110);
    return cells(dice, one, k, { months: Math.min(death, leaves), isDeath: death <= leaves, missing });
  });
  return {
    table: { columns: COLUMNS, rows },
    truth: { hazardRatios, stageIII: STAGE_III, ageYear: AGE_YEAR },
  };
}

const COLUMNS = ['case', 'set', 'cd3_stroma', 'cd8_stroma', 'cd3_epithelium', 'cd8_epithelium', 'tsr', 'months', 'death', 'age', 'sex', 't_category', 'n_category', 'stage', 'site', 'msi', 'treatment']; // prettier-ignore

interface Patient {
  readonly set: string;
  /** Cells/mm2: CD3 and CD8 in the stroma, then in the epithelium. */
  readonly densities: readonly number[];
  readonly age: number;
  readonly stage: 'II' | 'III';
}

/** Mean densities near the paper's: stroma 1304 and 472, epithelium 355 and 141 cells/mm2. */
const MEANS = [1304, 472, 355, 141];

function patient(dice: Random, set: string): Patient {
  const immune = dice.normal();
  const densities = MEANS.map(mean => {
    const log = 0.55 * (0.75 * immune + 0.66 * dice.normal());
    return rounded(mean * Math.exp(log - 0.15), 3);
  });
  return { set, densities, age: Math.round(dice.normal(63, 11)), stage: dice.chance(0.44) ? 'II' : 'III' };
}

/** 0, 1 or 2 of each patient; written apart from the analysis, so that each checks the other. */
function classesOf(patients: readonly Patient[]): number[] {
  const learnt = patients.filter(({ set }) => set === 'development');
  const rank = (value: number, marker: number) =>
    learnt.filter(({ densities }) => (densities[marker] ?? NaN) <= value).length;
  const score = ({ densities: [cd3 = NaN, cd8 = NaN] }: Patient) => rank(cd3, 0) + rank(cd8, 1);
  const sorted = learnt.map(score).sort((a, b) => a - b);
  const begins = [1, 2].map(third => {
    const upper = sorted[Math.ceil((third * sorted.length) / 3) - 1] ?? NaN;
    return sorted.find(value => value > upper) ?? Infinity;
  });
  return patients.map(one => begins.filter(begin => score(one) >= begin).length);
}

function cells(
  dice: Random,
  { set, densities, age, stage }: Patient,
  k: number,
  { months, isDeath, missing }: { months: number; isDeath: boolean; missing: number },
): (string | number)[] {
  const maybe = (value: string | number, share = missing) => (dice.chance(share) ? '' : value);
  const oneOf = (words: readonly string[]) => words[dice.below(words.length)] ?? '';
  const isTreated = dice.chance(0.6) ? 'surgery and chemotherapy' : 'surgery alone';
  return [
    `P${String(k + 1).padStart(3, '0')}`,
    set,
    ...densities.map(value => maybe(value)),
    maybe(rounded(Math.min(0.95, Math.max(0.05, dice.normal(0.5, 0.15))), 3)),
    rounded(months, 3),
    isDeath ? 1 : 0,
    maybe(age),
    dice.chance(0.6) ? 'male' : 'female',
    oneOf(['T2', 'T3', 'T3', 'T3', 'T3', 'T3', 'T3', 'T4']),
    stage === 'II' ? 'N0' : oneOf(['N1', 'N1', 'N2']),
    stage,
    set === 'external' ? 'rectum' : oneOf(['colon', 'rectum']),
    maybe(dice.chance(0.1) ? 'MSI' : 'MSS', missing * 6),
    maybe(isTreated, missing * 12),
  ];
}
