import type { Grade } from './intensity';
import type { Preset } from './presets/preset';

/** Negative, 1+, 2+, 3+: hues as in QuPath, shades ours, to stand out on blue and brown. */
export const GRADE_RGB = [
  [47, 107, 255],
  [255, 225, 77],
  [255, 138, 31],
  [229, 0, 46],
] as const;

/** What is known of a cell beside its grade; 0 is other in both. */
export interface CellKind {
  readonly compartment: number;
  readonly type: number;
}

/**
 * QuPath's class name of a cell: "Tumor: 2+", "Immune cells: Positive"; only the sign or grade where nothing is known of
 * its type and compartment.
 */
export function cellClassName(grade: Grade, { isGraded }: Preset, kind?: CellKind): string {
  const sign = grade === 0 ? 'Negative' : isGraded ? `${grade}+` : 'Positive';
  const base = kind && baseClass(kind);
  return base === undefined ? sign : `${base}: ${sign}`;
}

function baseClass({ type, compartment }: CellKind): string | undefined {
  if (type === 1) return 'Tumor';
  if (type === 2) return 'Immune cells';
  return compartment === 1 ? 'Tumor' : compartment === 2 ? 'Stroma' : undefined;
}

/** 3+ where positives are not graded: one colour, the strongest. */
export function cellClassRgb(grade: Grade, { isGraded }: Preset): readonly [number, number, number] {
  return GRADE_RGB[grade > 0 && !isGraded ? 3 : grade];
}
