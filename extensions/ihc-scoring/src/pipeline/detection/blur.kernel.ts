import type { HalfKernel } from '@timescope/core/nucleusKernels';

/**
 * The negative Laplacian of the blurred image: positive on blobs, falling to 0 at their edge. The rim is 0.
 * @param out Another image than `image`.
 */
export function laplacianOfBlur(
  image: Float32Array,
  width: number,
  height: number,
  half: HalfKernel,
  out: Float32Array,
): void {
  const between = new Float32Array(width * height);
  blur(image, width, height, half, out, between);
  negativeLaplacian(between, width, height, out);
}

/** Blurs by a separable kernel; pixels beyond the edge repeat the edge. `out` may be `image` itself. */
function blur(
  image: Float32Array,
  width: number,
  height: number,
  half: HalfKernel,
  between: Float32Array,
  out: Float32Array,
): void {
  blurRows(image, width, height, half, between);
  blurColumns(between, width, height, half, out);
}

/** Four times the centre less its four neighbours: positive on blobs, falling to 0 at their edge. The rim is 0. */
function negativeLaplacian(image: Float32Array, width: number, height: number, out: Float32Array): void {
  out.fill(0, 0, width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const row = Math.fround(Math.fround(4 * image[i]! - image[i - 1]!) - image[i + 1]!);
      out[i] = Math.fround(row - image[i - width]!) - image[i + width]!;
    }
  }
}

function blurRows(image: Float32Array, width: number, height: number, half: HalfKernel, out: Float32Array) {
  const reach = half.length - 1;
  const weights = Float32Array.from(half);
  const row = new Float32Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    const at = y * width;
    row.fill(image[at]!, 0, reach);
    row.set(image.subarray(at, at + width), reach);
    row.fill(image[at + width - 1]!, reach + width);
    for (let x = 0, centre = reach; x < width; x++, centre++) {
      let sum = Math.fround(row[centre]! * weights[0]!);
      for (let k = 1; k <= reach; k++) {
        sum = Math.fround(sum + weighted(weights[k]!, row[centre - k]!, row[centre + k]!));
      }
      out[at + x] = sum;
    }
  }
}

/** Every step in 32-bit floats, so that four of them can be taken at once. */
const weighted = (weight: number, a: number, b: number): number => Math.fround(weight * Math.fround(a + b));

function blurColumns(
  image: Float32Array,
  width: number,
  height: number,
  half: HalfKernel,
  out: Float32Array,
) {
  const reach = half.length - 1;
  const weights = Float32Array.from(half);
  const sums = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const at = y * width;
    for (let x = 0; x < width; x++) sums[x] = image[at + x]! * weights[0]!;
    for (let k = 1; k <= reach; k++) {
      const above = Math.max(0, y - k) * width;
      const below = Math.min(height - 1, y + k) * width;
      for (let x = 0; x < width; x++) {
        sums[x] = sums[x]! + weighted(weights[k]!, image[above + x]!, image[below + x]!);
      }
    }
    out.set(sums, at);
  }
}
