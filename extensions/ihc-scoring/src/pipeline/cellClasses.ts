import type { Grade } from './intensity';
import type { PresetName } from './presets';

/** Negative, 1+, 2+, 3+: hues as in QuPath, shades ours, to stand out on blue and brown. */
export const GRADE_RGB = [
  [47, 107, 255],
  [255, 225, 77],
  [255, 138, 31],
  [229, 0, 46],
] as const;

/** QuPath's class name of a cell: by sign for a marker that is counted, by grade for one that is graded. */
export function cellClassName(grade: Grade, preset: PresetName): string {
  if (grade === 0) return 'Negative';
  return preset === 'ki67' ? 'Positive' : `${grade}+`;
}

/** 1+ where positives are not graded: one colour, the strongest. */
export function cellClassRgb(grade: Grade, preset: PresetName): readonly [number, number, number] {
  return GRADE_RGB[grade > 0 && preset === 'ki67' ? 3 : grade];
}
