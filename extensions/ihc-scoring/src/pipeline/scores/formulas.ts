import type { Counts, Density, GradeCounts } from '@timescope/core/result/scoreResult';

export const totalOf = (grades: GradeCounts): number => grades.reduce((sum, count) => sum + count, 0);

/** Positive is 1+ and above. */
export function countsOf([negative, weak, moderate, strong]: GradeCounts): Counts {
  const positive = weak + moderate + strong;
  return { total: negative + positive, positive };
}

/** 0 to 100; undefined without cells. */
export function percentPositive({ total, positive }: Counts): number | undefined {
  return total === 0 ? undefined : (100 * positive) / total;
}

/**
 * Percentage of 1+ cells, twice that of 2+ and three times that of 3+: 0 to 300; undefined without cells
 * (McCarty et al., Cancer Res 1986;46:4244s). With pixels instead of cells it is AutoIHC's pixel-wise form (Yin et al.).
 */
export function hScore(grades: GradeCounts): number | undefined {
  const [, weak, moderate, strong] = grades;
  const total = totalOf(grades);
  return total === 0 ? undefined : (100 * (weak + 2 * moderate + 3 * strong)) / total;
}

/**
 * Allred score, 0 and 2 to 8: proportion (1 to 5) + intensity (1 to 3); undefined without cells (Allred et al., Mod
 * Pathol 1998;11:155). Two choices are open in the literature and are QuPath's here: exactly 10 % is proportion 3 (the
 * cancer registries' table has 2), and intensity is the mean grade of the positive cells, cut at 5/3 and 7/3.
 * Comparisons are of whole numbers, so a share on a limit is on it exactly.
 */
export function allred(grades: GradeCounts): number | undefined {
  const { total, positive } = countsOf(grades);
  if (total === 0) return undefined;
  return positive === 0 ? 0 : proportionScore(positive, total) + intensityScore(grades, positive);
}

function proportionScore(positive: number, total: number): number {
  if (3 * positive >= 2 * total) return 5;
  if (3 * positive >= total) return 4;
  if (10 * positive >= total) return 3;
  return 100 * positive >= total ? 2 : 1;
}

function intensityScore([, weak, moderate, strong]: GradeCounts, positive: number): number {
  const sum = 3 * (weak + 2 * moderate + 3 * strong);
  if (sum > 7 * positive) return 3;
  return sum > 5 * positive ? 2 : 1;
}

/** PD-L1 combined positive score: positive tumour and immune cells a 100 tumour cells, at most 100. */
export function cps(tumour: Counts, immune: Counts): number | undefined {
  if (tumour.total === 0) return undefined;
  return Math.min(100, (100 * (tumour.positive + immune.positive)) / tumour.total);
}

/** Per square millimetre of tissue; undefined without tissue. */
export function densityPerMm2({ total, positive }: Counts, areaMm2: number): Density | undefined {
  return areaMm2 > 0 ? { cells: total / areaMm2, positive: positive / areaMm2 } : undefined;
}
