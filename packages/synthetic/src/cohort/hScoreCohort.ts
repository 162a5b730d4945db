import { random, type Random } from '../random';
import { rounded, type GeneratedTable } from './generatedTable';

export interface HScoreOptions {
  readonly seed: number;
  /** Patients with two slides each in the set `internal`. */
  readonly patients?: number;
  /** Pearson's correlation of the normal variables behind the framework's and the second pathologist's scores. */
  readonly correlation?: number;
  readonly missing?: number;
}

export interface HScoreTruth {
  /** Spearman's, of framework and second pathologist. */
  readonly spearman: number;
}

/** The first pathologist scores this many slides, as in the paper. */
const BY_BOTH = 20;

/**
 * Slides scored by a framework, a rival and two pathologists. All slides are independent, also those of one patient, so that
 * the intervals' assumptions hold. The set `her2` has classes of HER2 and no pathologist's H-score, `cd73` true scores of 0.
 */
export function hScoreCohort({ seed, patients = 50, correlation = 0.85, missing = 0 }: HScoreOptions): {
  readonly table: GeneratedTable;
  readonly truth: HScoreTruth;
} {
  const dice = random(seed, 33);
  const internal = Array.from({ length: 2 * patients }, (_, k) => scoredSlide(dice, k, correlation, missing));
  const stained = Array.from({ length: 80 }, (_, k) => her2Slide(dice, k));
  const unstained = Array.from({ length: 26 }, (_, k) => [
    `CD73-${k + 1}`,
    'cd73',
    '',
    '',
    rounded(Math.abs(dice.normal(20, 10)), 1),
    rounded(Math.abs(dice.normal(30, 15)), 1),
    '',
    0,
    '',
  ]);
  return {
    table: {
      columns: [
        'case',
        'set',
        'patient',
        'timepoint',
        'framework',
        'rival',
        'pathologist1',
        'pathologist2',
        'her2',
      ],
      rows: [...internal, ...stained, ...unstained],
    },
    truth: { spearman: (6 / Math.PI) * Math.asin(correlation / 2) },
  };
}

/** Monotone from a normal variable to 0 to 300. */
const hScore = (normal: number): number => 300 / (1 + Math.exp(-1.3 * normal));

function scoredSlide(dice: Random, k: number, r: number, missing: number): (string | number)[] {
  const framework = dice.normal();
  const second = r * framework + Math.sqrt(1 - r * r) * dice.normal();
  const first = 0.9 * second + Math.sqrt(0.19) * dice.normal();
  const rival = 0.75 * second + Math.sqrt(1 - 0.75 ** 2) * dice.normal();
  // No tumour on the slide: nobody scores it.
  const isScored = !dice.chance(missing);
  const shown = (normal: number, digits: number) => (isScored ? rounded(hScore(normal), digits) : '');
  return [
    `S${String(k + 1).padStart(3, '0')}`,
    'internal',
    `P${String((k >> 1) + 1).padStart(2, '0')}`,
    k % 2 === 0 ? 'baseline' : 'week 6',
    shown(framework, 2),
    shown(rival, 2),
    k < BY_BOTH ? shown(first, 0) : '',
    shown(second, 1),
    '',
  ];
}

function her2Slide(dice: Random, k: number): (string | number)[] {
  const grade = dice.below(4);
  const score = Math.max(0, Math.min(300, dice.normal(25 + 75 * grade, 22)));
  const set = k < 52 ? 'development' : 'her2';
  return [`HER2-${k + 1}`, set, '', '', rounded(score, 2), '', '', '', ['0', '1+', '2+', '3+'][grade] ?? ''];
}
