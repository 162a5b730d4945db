export const cellKinds = ['tumour', 'lymphocyte', 'fibroblast'] as const;
export type CellKind = (typeof cellKinds)[number];
export type Grade = 0 | 1 | 2 | 3;

/** One nucleus as it was generated. Lengths in micrometres, positions from the top left corner of the slide. */
export interface SyntheticCell {
  readonly x: number;
  readonly y: number;
  readonly kind: CellKind;
  readonly compartment: 'tumour' | 'stroma';
  /** 0, 1+, 2+, 3+ */
  readonly grade: Grade;
  readonly nucleus: NucleusShape;
  /** Mean decadic optical density of haematoxylin and DAB inside the nucleus, before texture. */
  readonly haematoxylin: number;
  readonly dab: number;
  /** 0 even to 1 vesicular: pale within, a dark rim, a nucleolus. */
  readonly vesicular: number;
}

/**
 * An ellipse pushed in and out three times around: at direction (c, s) of the unit circle the border lies at
 * 1 + cos3 x (4c^3 - 3c) + sin3 x (3s - 4s^3) times the ellipse.
 */
export interface NucleusShape {
  readonly longUm: number;
  readonly shortUm: number;
  /** Unit vector of the long axis. */
  readonly axisX: number;
  readonly axisY: number;
  readonly cos3: number;
  readonly sin3: number;
}

/** Distance in um from the centre to the border towards (dx, dy). */
export function borderDistance(shape: NucleusShape, dx: number, dy: number): number {
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return shape.shortUm;
  const u = (dx * shape.axisX + dy * shape.axisY) / length / shape.longUm;
  const v = (dy * shape.axisX - dx * shape.axisY) / length / shape.shortUm;
  const q = Math.sqrt(u * u + v * v);
  const [c, s] = [u / q, v / q];
  return (1 + shape.cos3 * c * (4 * c * c - 3) + shape.sin3 * s * (3 - 4 * s * s)) / q;
}

/** Gap in um between two nuclei along the line between their centres; negative when they overlap. */
export function gapUm(a: SyntheticCell, b: SyntheticCell): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const apart = Math.sqrt(dx * dx + dy * dy);
  return apart - borderDistance(a.nucleus, dx, dy) - borderDistance(b.nucleus, -dx, -dy);
}

/** Two nuclei touch when less than one pixel of the slide lies between them. */
export const TOUCHING_UM = 0.25;
