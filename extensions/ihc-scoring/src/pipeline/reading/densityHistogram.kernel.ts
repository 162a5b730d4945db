import type { CellTable } from '../cellTable';
import { STROMA, TUMOUR } from '../compartments/compartmentSource';
import type { Measured } from '../presets/preset';
import { measuredColumn } from '../measuredColumn';
import { COUNTED, inclusionAt } from '../scores/slideSums';

/** Whose cells are looked at. */
export const POPULATIONS = ['all', 'tumour', 'stroma', 'tumourCells', 'immuneCells'] as const;
export type Population = (typeof POPULATIONS)[number];

/** Counts are kept in steps of 0.01 OD from -1 to 3; what lies beyond is in the first and the last one. Ours. */
const STEPS_PER_OD = 100;
const FROM = -1;
const TO = 3;
const STEPS = (TO - FROM) * STEPS_PER_OD;

/** Cells that count by what the preset grades of them, at STEPS * population + step. */
export interface CellDensities {
  readonly counts: Uint32Array<ArrayBuffer>;
}

/** One pass over all cells: 200,000 take some milliseconds. */
export function cellDensities(tables: readonly CellTable[], measured: Measured): CellDensities {
  const counts = new Uint32Array(STEPS * POPULATIONS.length);
  for (const table of tables) {
    const column = measuredColumn(table, measured);
    for (let cell = 0; cell < table.count; cell++) {
      const value = column[cell]!;
      if (Number.isNaN(value) || inclusionAt(table, column, cell) !== COUNTED) continue;
      const step = Math.min(STEPS - 1, Math.max(0, Math.floor((value - FROM) * STEPS_PER_OD + 1e-4)));
      counts[step]!++;
      const compartment = table.compartment[cell]!;
      if (compartment === TUMOUR) counts[STEPS + step]!++;
      else if (compartment === STROMA) counts[2 * STEPS + step]!++;
      const type = table.type[cell]!;
      if (type > 0) counts[(2 + type) * STEPS + step]!++;
    }
  }
  return { counts };
}

/** Bars of equal width, side by side. What lies beyond the ends is counted in them. */
export interface DensityHistogram {
  readonly from: number;
  readonly to: number;
  readonly binWidth: number;
  readonly counts: readonly number[];
  readonly cells: number;
}

const BIN_WIDTHS = [0.01, 0.02, 0.05, 0.1];
/** More bars than this cannot be told apart in the panel. Ours. */
const MOST_BINS = 70;

/** The population's bars between the ends. */
export function densityHistogram(
  { counts }: CellDensities,
  population: Population,
  { from, to }: { readonly from: number; readonly to: number },
): DensityHistogram {
  const binWidth = BIN_WIDTHS.find(width => (to - from) / width <= MOST_BINS) ?? 0.1;
  const bins = Math.max(1, Math.round((to - from) / binWidth));
  const first = Math.round((from - FROM) * STEPS_PER_OD);
  const steps = Math.round(binWidth * STEPS_PER_OD);
  const bars = new Array<number>(bins).fill(0);
  let cells = 0;
  const offset = STEPS * POPULATIONS.indexOf(population);
  for (let step = 0; step < STEPS; step++) {
    const count = counts[offset + step]!;
    bars[Math.min(bins - 1, Math.max(0, Math.floor((step - first) / steps)))]! += count;
    cells += count;
  }
  return { from, to, binWidth, counts: bars, cells };
}

/** Ends in steps of 0.1 that hold almost all cells and every threshold with room to move. */
export function histogramEnds(
  { counts }: CellDensities,
  thresholds: readonly number[],
): { readonly from: number; readonly to: number } {
  const low = quantile(counts, 0.002);
  const high = quantile(counts, 0.998);
  const from = Math.max(-0.3, Math.min(0, low, ...thresholds));
  const to = Math.min(TO, Math.max(0.4, high, ...thresholds.map(threshold => threshold * 1.15)));
  return { from: Math.floor(from * 10 + 1e-6) / 10, to: Math.ceil(to * 10 - 1e-6) / 10 };
}

/** Of all cells; 0 without cells. */
function quantile(counts: Uint32Array, share: number): number {
  let all = 0;
  for (let step = 0; step < STEPS; step++) all += counts[step]!;
  let sum = 0;
  for (let step = 0; step < STEPS; step++) {
    sum += counts[step]!;
    if (sum > share * all) return FROM + step / STEPS_PER_OD;
  }
  return 0;
}

/** Populations that have cells, `all` first. */
export const populationsIn = ({ counts }: CellDensities): readonly Population[] =>
  POPULATIONS.filter(
    (population, index) =>
      population === 'all' || counts.subarray(STEPS * index, STEPS * (index + 1)).some(count => count > 0),
  );
