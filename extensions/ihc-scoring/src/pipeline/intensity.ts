/** Mean DAB optical density on the nucleus from which a cell is 1+, 2+, 3+; ascending. */
export type GradeThresholds = readonly [number, number, number];
export type Grade = 0 | 1 | 2 | 3;

/** A value equal to a threshold reaches it, as in QuPath. */
export function gradeOf(dabMean: number, thresholds: GradeThresholds): Grade {
  const [weak, moderate, strong] = thresholds.map(Math.fround);
  if (dabMean >= (strong ?? Infinity)) return 3;
  if (dabMean >= (moderate ?? Infinity)) return 2;
  return dabMean >= (weak ?? Infinity) ? 1 : 0;
}
