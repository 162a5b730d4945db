import type { SectionImage } from './sectionImage';
import type { SectionTransform } from './sectionTransform';

/**
 * How alike two sections are when the places of `fixed` are carried to `moving`: the mean correlation of their planes over
 * all cells of `fixed`, -1 to 1. A plane without contrast on either section does not count.
 */
export function similarity(
  fixed: SectionImage,
  moving: SectionImage,
  [a, b, c, d, e, f]: SectionTransform,
): number {
  const planes = fixed.planes.length;
  const sums = new Float64Array(5 * planes);
  const { width, height, cellUm } = fixed;
  for (let row = 0, cell = 0; row < height; row++)
    for (let column = 0; column < width; column++, cell++) {
      const x = (column + 0.5) * cellUm;
      const y = (row + 0.5) * cellUm;
      const u = (a * x + b * y + c) / moving.cellUm - 0.5;
      const v = (d * x + e * y + f) / moving.cellUm - 0.5;
      for (let plane = 0; plane < planes; plane++) {
        const own = fixed.planes[plane]![cell]!;
        const its = sampled(moving.planes[plane]!, moving.width, moving.height, u, v);
        const at = 5 * plane;
        sums[at]! += own;
        sums[at + 1]! += its;
        sums[at + 2]! += own * own;
        sums[at + 3]! += its * its;
        sums[at + 4]! += own * its;
      }
    }
  return meanCorrelation(sums, planes, width * height);
}

function meanCorrelation(sums: Float64Array, planes: number, n: number): number {
  let [total, counted] = [0, 0];
  for (let at = 0; at < 5 * planes; at += 5) {
    const own = n * sums[at + 2]! - sums[at]! * sums[at]!;
    const its = n * sums[at + 3]! - sums[at + 1]! * sums[at + 1]!;
    if (!(own > 1e-9 && its > 1e-9)) continue;
    total += (n * sums[at + 4]! - sums[at]! * sums[at + 1]!) / Math.sqrt(own * its);
    counted++;
  }
  return counted === 0 ? 0 : total / counted;
}

/** Bilinear; beyond the rim there is nothing. */
function sampled(plane: Float32Array, width: number, height: number, u: number, v: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)];
  if (x < -1 || y < -1 || x >= width || y >= height) return 0;
  const [right, lower] = [u - x, v - y];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= width || row >= height ? 0 : plane[row * width + column]!;
  const upper = at(x, y) * (1 - right) + at(x + 1, y) * right;
  return upper * (1 - lower) + (at(x, y + 1) * (1 - right) + at(x + 1, y + 1) * right) * lower;
}
