import type { Triple } from './stainVectors';

/** Upper triangle of a symmetric 3 x 3 matrix. */
export interface Symmetric3 {
  readonly xx: number;
  readonly yy: number;
  readonly zz: number;
  readonly xy: number;
  readonly xz: number;
  readonly yz: number;
}

/** More sweeps than any 3 x 3 matrix needs for the last bit. */
const SWEEPS = 12;
const PLANES = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/**
 * Unit eigenvectors, that of the greatest eigenvalue first, by Jacobi's rotations: only + - * / and square roots, so the
 * same bits anywhere.
 */
export function eigenvectors({ xx, yy, zz, xy, xz, yz }: Symmetric3): readonly [Triple, Triple, Triple] {
  const a = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < SWEEPS; sweep++) for (const [p, q] of PLANES) rotate(a, v, p, q);
  const column = (k: number): Triple => [at(v, 0, k), at(v, 1, k), at(v, 2, k)];
  const [first = 0, second = 1, third = 2] = [0, 1, 2].sort((k, l) => at(a, l, l) - at(a, k, k));
  return [column(first), column(second), column(third)];
}

/** Turns the plane of the axes p and q so that a[p][q] becomes 0 (Golub and Van Loan, Matrix Computations, 8.5). */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const off = at(a, p, q);
  if (off === 0) return;
  const theta = (at(a, q, q) - at(a, p, p)) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < 3; k++) turn(a, [k, p], [k, q], c, s);
  for (let k = 0; k < 3; k++) turn(a, [p, k], [q, k], c, s);
  for (let k = 0; k < 3; k++) turn(v, [k, p], [k, q], c, s);
}

type Place = readonly [number, number];

function turn(m: number[][], [i, j]: Place, [k, l]: Place, c: number, s: number): void {
  const [first, second] = [at(m, i, j), at(m, k, l)];
  set(m, i, j, c * first - s * second);
  set(m, k, l, s * first + c * second);
}

const at = (m: readonly (readonly number[])[], i: number, j: number): number => m[i]?.[j] ?? 0;

function set(m: number[][], i: number, j: number, value: number): void {
  const row = m[i];
  if (row) row[j] = value;
}
