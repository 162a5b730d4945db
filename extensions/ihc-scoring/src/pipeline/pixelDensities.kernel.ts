import type { TalliedTile, TileTally } from '@timescope/core/nucleusKernels';
import { TimescopeError } from '@timescope/core/errors';
import type { GradeThresholds } from './intensity';

/** Thresholds that the pixels can be counted at again: 0.00, 0.01 ... 3.00 optical densities. Ours. */
export const THRESHOLD_STEPS_PER_OD = 100;
export const HIGHEST_THRESHOLD = 3;
const STEPS = THRESHOLD_STEPS_PER_OD * HIGHEST_THRESHOLD;
/** Below 0; a bin a step; 3 and above. */
const BINS = STEPS + 2;
const COMPARTMENTS = 3;

/**
 * Pixels that count by DAB optical density in steps of 0.01, at BINS * compartment + bin; bin 0 is below 0, bin k + 1
 * begins at k / 100. Whole numbers that add up over tiles in any order.
 */
export interface PixelDensities {
  readonly tissue: Float64Array<ArrayBuffer>;
  /** Those of them within cells that count. */
  readonly inCells: Float64Array<ArrayBuffer>;
}

export const newPixelDensities = (): PixelDensities => ({
  tissue: new Float64Array(BINS * COMPARTMENTS),
  inCells: new Float64Array(BINS * COMPARTMENTS),
});

export function addPixelDensities(to: PixelDensities, part: PixelDensities): void {
  for (let bin = 0; bin < BINS * COMPARTMENTS; bin++) {
    to.tissue[bin]! += part.tissue[bin]!;
    to.inCells[bin]! += part.inCells[bin]!;
  }
}

/** A tile's own pixels; the arguments are those of the kernels' tallyPixels. */
export function pixelDensities(
  dab: Float32Array,
  cells: Int32Array,
  isCounted: Uint8Array,
  { at, owned, counts, compartments }: TalliedTile,
): PixelDensities {
  const densities = newPixelDensities();
  const { tissue, inCells } = densities;
  for (let y = owned.y - at.y; y < owned.y - at.y + owned.height; y++) {
    const first = y * at.width + owned.x - at.x;
    for (let i = first; i < first + owned.width; i++) {
      if (counts[i] === 0) continue;
      const bin = BINS * compartments[i]! + binOf(dab[i]!);
      tissue[bin]!++;
      if (isCounted[cells[i]!] === 1) inCells[bin]!++;
    }
  }
  return densities;
}

/** The product may be rounded across a step: the comparison with the step itself decides, as it does in the tally. */
function binOf(value: number): number {
  if (value < 0) return 0;
  const step = Math.floor(value * THRESHOLD_STEPS_PER_OD);
  if (step > STEPS) return BINS - 1;
  if (value < step / THRESHOLD_STEPS_PER_OD) return step;
  return value >= (step + 1) / THRESHOLD_STEPS_PER_OD ? Math.min(step + 2, BINS - 1) : step + 1;
}

/** The nearest threshold at which pixels can be counted. */
export const onThresholdStep = (density: number): number =>
  Math.round(Math.min(HIGHEST_THRESHOLD, Math.max(0, density)) * THRESHOLD_STEPS_PER_OD) /
  THRESHOLD_STEPS_PER_OD;

/** What was counted at the thresholds of a run, and what allows to count at others. */
export interface CountedPixels extends TileTally {
  readonly thresholds: GradeThresholds;
  readonly densities: PixelDensities;
}

/**
 * The pixels by grade at other thresholds, exactly as a run with these would count them.
 * @throws TimescopeError USAGE for a threshold that is neither of the run's own nor a step of 0.01.
 */
export function pixelsAt(counted: CountedPixels, thresholds: GradeThresholds): TileTally {
  const regraded = (tally: Float64Array, densities: Float64Array) => {
    const out = new Float64Array(4 * COMPARTMENTS);
    for (let compartment = 0; compartment < COMPARTMENTS; compartment++) {
      const of = { tally, densities, compartment, known: counted.thresholds };
      const [weak, moderate, strong] = thresholds.map(threshold => pixelsFrom(of, threshold));
      out.set([allPixels(of) - weak!, weak! - moderate!, moderate! - strong!, strong!], 4 * compartment);
    }
    return out;
  };
  return {
    tissuePixels: regraded(counted.tissuePixels, counted.densities.tissue),
    cellPixels: regraded(counted.cellPixels, counted.densities.inCells),
  };
}

interface Counted {
  readonly tally: Float64Array;
  readonly densities: Float64Array;
  readonly compartment: number;
  readonly known: GradeThresholds;
}

const allPixels = (of: Counted): number => gradesFrom(of, 0);

function gradesFrom({ tally, compartment }: Counted, grade: number): number {
  let sum = 0;
  for (let each = grade; each < 4; each++) sum += tally[4 * compartment + each]!;
  return sum;
}

/** How many reach the threshold. */
function pixelsFrom(of: Counted, threshold: number): number {
  const grade = of.known.indexOf(threshold);
  if (grade >= 0) return gradesFrom(of, grade + 1);
  const step = Math.round(threshold * THRESHOLD_STEPS_PER_OD);
  if (step < 0 || step > STEPS || step / THRESHOLD_STEPS_PER_OD !== threshold) throw offTheSteps(threshold);
  let sum = 0;
  for (let bin = step + 1; bin < BINS; bin++) sum += of.densities[BINS * of.compartment + bin]!;
  return sum;
}

const offTheSteps = (threshold: number): TimescopeError =>
  new TimescopeError(
    'USAGE',
    `Pixels cannot be counted again at the threshold ${threshold}; expected 0 to ${HIGHEST_THRESHOLD} in steps of 0.01.`,
    { kind: 'usage', nextStep: 'Round the threshold to two digits, or measure again with it.' },
  );
