export interface GradeStyle {
  readonly colour: string;
  readonly rgb: readonly [number, number, number];
  /** Line width in screen pixels. */
  readonly width: number;
  /** Dashes in screen pixels; empty for a solid line. With the width it tells the grades apart without colour. */
  readonly dash: readonly number[];
}

/** Negative, 1+, 2+, 3+. The order of hues is QuPath's habit; the shades are ours, to stand out on blue and brown. */
export const gradeStyles: readonly [GradeStyle, GradeStyle, GradeStyle, GradeStyle] = [
  { colour: '#2f6bff', rgb: [47, 107, 255], width: 1, dash: [] },
  { colour: '#ffe14d', rgb: [255, 225, 77], width: 1.6, dash: [3, 2] },
  { colour: '#ff8a1f', rgb: [255, 138, 31], width: 1.8, dash: [] },
  { colour: '#e5002e', rgb: [229, 0, 46], width: 2.4, dash: [] },
];

export const GRADES = [0, 1, 2, 3] as const;

/** A cell that does not count because a reader left it out: QuPath's grey of the class Ignore*. */
export const LEFT_OUT_STYLE: GradeStyle = {
  colour: '#b4b4b4',
  rgb: [180, 180, 180],
  width: 1.2,
  dash: [2, 3],
};
