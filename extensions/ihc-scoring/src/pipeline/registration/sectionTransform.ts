/** Micrometres of a slide, from its top left corner. */
export interface SlideUm {
  readonly x: number;
  readonly y: number;
}

/** From a place on one section to the same place on another: x' = a x + b y + c, y' = d x + e y + f, in micrometres. */
export type SectionTransform = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const carried = ([a, b, c, d, e, f]: SectionTransform, { x, y }: SlideUm): SlideUm => ({
  x: a * x + b * y + c,
  y: d * x + e * y + f,
});

/** The way back. A transform that maps a plane onto a line has none. */
export function inverted([a, b, c, d, e, f]: SectionTransform): SectionTransform {
  const area = a * e - b * d;
  return [e / area, -b / area, (b * f - c * e) / area, -d / area, a / area, (c * d - a * f) / area];
}

/** Turned by `degrees` (clockwise on screen) about `from`, which comes to lie on `to`. */
export function turned(degrees: number, from: SlideUm, to: SlideUm): SectionTransform {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos, -sin, to.x - cos * from.x + sin * from.y, sin, cos, to.y - sin * from.x - cos * from.y];
}
