import type { Counts, Density, GradeCounts } from '@timescope/core/result/scoreResult';
import type { CellTable } from './cellTable';

export function gradeCountsOf(cells: CellTable): GradeCounts {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const grade of cells.grade) counts[grade as 0 | 1 | 2 | 3]++;
  return counts;
}

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
 * (McCarty et al., Cancer Res 1986;46:4244s).
 */
export function hScore([negative, weak, moderate, strong]: GradeCounts): number | undefined {
  const total = negative + weak + moderate + strong;
  return total === 0 ? undefined : (100 * (weak + 2 * moderate + 3 * strong)) / total;
}

/** Per square millimetre of tissue; undefined without tissue. */
export function densityPerMm2({ total, positive }: Counts, areaMm2: number): Density | undefined {
  return areaMm2 > 0 ? { cells: total / areaMm2, positive: positive / areaMm2 } : undefined;
}
