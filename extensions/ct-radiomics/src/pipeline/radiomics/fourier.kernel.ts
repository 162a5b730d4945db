/** A complex volume whose sides are powers of 2; (i, j, k) at (k * ny + j) * nx + i. */
export interface ComplexVolume {
  readonly size: readonly [number, number, number];
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Discrete Fourier transform in place, along all three axes; called twice it gives the volume mirrored, times its length. */
export function transform({ size: [nx, ny, nz], re, im }: ComplexVolume): void {
  for (let row = 0; row < ny * nz; row++) transformLine(re, im, row * nx, 1, nx);
  for (let k = 0; k < nz; k++) for (let i = 0; i < nx; i++) transformLine(re, im, k * nx * ny + i, nx, ny);
  for (let at = 0; at < nx * ny; at++) transformLine(re, im, at, nx * ny, nz);
}

/** Cooley and Tukey 1965, radix 2. */
function transformLine(re: Float64Array, im: Float64Array, start: number, step: number, n: number): void {
  if (n === 1) return;
  const [a, b] = [new Float64Array(n), new Float64Array(n)];
  const bits = Math.log2(n);
  for (let i = 0; i < n; i++) {
    let mirrored = 0;
    for (let bit = 0; bit < bits; bit++) if ((i >> bit) & 1) mirrored |= 1 << (bits - 1 - bit);
    a[mirrored] = re[start + i * step]!;
    b[mirrored] = im[start + i * step]!;
  }
  const { cos, sin } = circle(n);
  for (let half = 1; half < n; half *= 2) {
    const turn = n / (2 * half);
    for (let block = 0; block < n; block += 2 * half)
      for (let k = 0; k < half; k++) {
        const [c, s] = [cos[k * turn]!, sin[k * turn]!];
        const [p, q] = [block + k, block + k + half];
        const [x, y] = [a[q]! * c - b[q]! * s, a[q]! * s + b[q]! * c];
        a[q] = a[p]! - x;
        b[q] = b[p]! - y;
        a[p]! += x;
        b[p]! += y;
      }
  }
  for (let i = 0; i < n; i++) {
    re[start + i * step] = a[i]!;
    im[start + i * step] = b[i]!;
  }
}

interface Circle {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const circles = new Map<number, Circle>();

function circle(n: number): Circle {
  const known = circles.get(n);
  if (known) return known;
  const angle = (k: number) => (-2 * Math.PI * k) / n;
  const made = {
    cos: Float64Array.from({ length: n / 2 }, (_, k) => Math.cos(angle(k))),
    sin: Float64Array.from({ length: n / 2 }, (_, k) => Math.sin(angle(k))),
  };
  circles.set(n, made);
  return made;
}
