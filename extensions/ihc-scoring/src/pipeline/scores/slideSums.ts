import type { GradeCounts, ScoreSums } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../cellTable';
import type { Measured } from '../presets/preset';
import { measuredColumn } from '../measuredColumn';
import type { TileTally } from '../scoreTile';
import type { Settings } from '../settings';

/** Grades 0 to 3, then the cells whose measured compartment has no pixels. */
const GRADES = 5;
const NOT_EVALUABLE = 4;
const TYPES = 3;
const COMPARTMENTS = 3;

/** Whole numbers that add up over tiles in any order, and that every score is made of. */
export interface SlideSums {
  readonly measured: Measured;
  /** DAB that nine tenths of the directions must reach for a border to be complete. */
  readonly completeFrom: number;
  /** See ScoreSums. */
  readonly cells: Float64Array<ArrayBuffer>;
  readonly tissuePixels: Float64Array<ArrayBuffer>;
  readonly cellPixels: Float64Array<ArrayBuffer>;
}

export function newSlideSums({
  measured,
  gradeThresholds,
}: Pick<Settings, 'measured' | 'gradeThresholds'>): SlideSums {
  return {
    measured,
    completeFrom: completeFrom({ gradeThresholds }),
    cells: new Float64Array(COMPARTMENTS * TYPES * GRADES * 2),
    tissuePixels: new Float64Array(12),
    cellPixels: new Float64Array(12),
  };
}

/** Adds the cells and pixels of one tile. */
export function addTile(sums: SlideSums, tile: { cells: CellTable; tally: TileTally }): void {
  addCells(sums, tile.cells);
  addPixels(sums, tile.tally);
}

export function addPixels(sums: SlideSums, tally: TileTally): void {
  add(sums.tissuePixels, tally.tissuePixels);
  add(sums.cellPixels, tally.cellPixels);
}

export function addCells(sums: SlideSums, cells: CellTable): void {
  const { measured, completeFrom } = sums;
  const column = measuredColumn(cells, measured);
  for (let cell = 0; cell < cells.count; cell++) {
    const inclusion = inclusionAt(cells, column, cell);
    if (inclusion === LEFT_OUT) continue;
    const grade = inclusion === UNMEASURED ? NOT_EVALUABLE : (cells.grade[cell] ?? 0);
    const isComplete = (cells.membraneDabP10[cell] ?? Number.NaN) >= completeFrom;
    const at = indexOf(cells.compartment[cell] ?? 0, cells.type[cell] ?? 0, grade, isComplete);
    sums.cells[at] = (sums.cells[at] ?? 0) + 1;
  }
}

/** Codes of CellTable.inclusion. */
export const LEFT_OUT = 0;
export const COUNTED = 1;
export const UNMEASURED = 2;

/** Whether a cell counts; as long as no reader judges, every cell whose measured part has pixels does. */
export function inclusionAt(cells: CellTable, measured: Float32Array, cell: number): number {
  if (cells.inclusion) return cells.inclusion[cell] ?? UNMEASURED;
  return Number.isNaN(measured[cell] ?? Number.NaN) ? UNMEASURED : COUNTED;
}

/** Whether the membrane is stained in at least 90 % of the directions from the nucleus: ours. */
export function isCompleteBorder(
  cells: CellTable,
  cell: number,
  settings: Pick<Settings, 'gradeThresholds'>,
): boolean {
  return (cells.membraneDabP10[cell] ?? Number.NaN) >= completeFrom(settings);
}

/** The darkest pixel across a membrane whose band has the mean 1 is 1.5 or more: measured on generated fields. Ours. */
const DARKEST_TO_MEAN = 1.5;

function completeFrom({ gradeThresholds }: Pick<Settings, 'gradeThresholds'>): number {
  return Math.fround(DARKEST_TO_MEAN * gradeThresholds[0]);
}

export const plainSums = ({ cells, tissuePixels, cellPixels }: SlideSums): ScoreSums => ({
  cells: [...cells],
  tissuePixels: [...tissuePixels],
  cellPixels: [...cellPixels],
});

/** Which cells: without a member, whatever it is. */
export interface CellChoice {
  readonly compartment?: number;
  readonly type?: number;
  readonly isComplete?: boolean;
}

export function gradeCountsOf(sums: ScoreSums, choice: CellChoice = {}): GradeCounts {
  const of = (grade: number) => countOf(sums, grade, choice);
  return [of(0), of(1), of(2), of(3)];
}

/** Cells that the measured compartment is missing of. */
export const notEvaluableCount = (sums: ScoreSums, choice: CellChoice = {}): number =>
  countOf(sums, NOT_EVALUABLE, choice);

/** Pixels by DAB grade, of one compartment or of all. */
export function pixelGrades(pixels: readonly number[], compartment?: number): GradeCounts {
  const from = compartment === undefined ? [0, 1, 2] : [compartment];
  const of = (grade: number) => from.reduce((sum, code) => sum + (pixels[4 * code + grade] ?? 0), 0);
  return [of(0), of(1), of(2), of(3)];
}

function countOf(sums: ScoreSums, grade: number, choice: CellChoice): number {
  const compartments = choice.compartment === undefined ? [0, 1, 2] : [choice.compartment];
  const types = choice.type === undefined ? [0, 1, 2] : [choice.type];
  const completeness = choice.isComplete === undefined ? [false, true] : [choice.isComplete];
  let count = 0;
  for (const compartment of compartments)
    for (const type of types)
      for (const isComplete of completeness)
        count += sums.cells[indexOf(compartment, type, grade, isComplete)] ?? 0;
  return count;
}

const indexOf = (compartment: number, type: number, grade: number, isComplete: boolean): number =>
  ((compartment * TYPES + type) * GRADES + grade) * 2 + (isComplete ? 1 : 0);

function add(sums: Float64Array, parts: Float64Array): void {
  parts.forEach((part, index) => (sums[index] = (sums[index] ?? 0) + part));
}
