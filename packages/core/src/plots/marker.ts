import { colour, element, text, wordsWidth } from './svg';

const RADIUS = 3.6;

/** Corners in units of the radius; a series without corners is a circle. */
const SHAPES: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [
    [0, -1.2],
    [1.1, 0.9],
    [-1.1, 0.9],
  ],
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
];

/** A point of series k: circle, triangle, square, diamond, in its colour, so that series differ in grey print too. */
export function marker(k: number, x: number, y: number): string {
  const look = { fill: colour(k), 'fill-opacity': 0.85 };
  const corners = SHAPES[k % SHAPES.length] ?? [];
  if (corners.length === 0) return element('circle', { cx: x, cy: y, r: RADIUS, ...look });
  const points = corners
    .map(([dx, dy]) => `${(x + RADIUS * dx).toFixed(2)},${(y + RADIUS * dy).toFixed(2)}`)
    .join(' ');
  return element('polygon', { points, ...look });
}

/** The marker of each series with its name, in one line. @param at where the first begins, and the words' baseline */
export function markerKey(names: readonly string[], at: { left: number; top: number }): string {
  let x = at.left;
  return names
    .map((name, k) => {
      const drawn = marker(k, x + 5, at.top - 4) + text(name, x + 15, at.top, { 'font-size': 12 });
      x += 34 + wordsWidth(name, 12);
      return drawn;
    })
    .join('');
}

export const markerKeyWidth = (names: readonly string[]): number =>
  names.reduce((total, name) => total + 34 + wordsWidth(name, 12), 0);
