import type { GradeThresholds } from './intensity';

/** gradeOf of each value. What is not a number is 0: not evaluable, as in a cell table. */
export function gradesOf(dab: Float32Array, thresholds: GradeThresholds): Uint8Array<ArrayBuffer> {
  const weak = Math.fround(thresholds[0]);
  const moderate = Math.fround(thresholds[1]);
  const strong = Math.fround(thresholds[2]);
  const grades = new Uint8Array(dab.length);
  for (let cell = 0; cell < dab.length; cell++) {
    const value = dab[cell]!;
    grades[cell] = value >= strong ? 3 : value >= moderate ? 2 : value >= weak ? 1 : 0;
  }
  return grades;
}
