import type { VolumeSize } from '../volume';

/**
 * The squared distance in mm2 from every voxel's centre to the nearest marked one (exact; Felzenszwalb and
 * Huttenlocher, Theory of Computing 2012, section 2: one lower envelope of parabolas a line and axis).
 * Without a marked voxel every distance is Infinity.
 */
export function squaredDistancesMm2(
  marked: Uint8Array,
  size: VolumeSize,
  spacingMm: readonly [number, number, number],
): Float64Array {
  const [nx, ny, nz] = size;
  if (marked.length !== nx * ny * nz) throw new RangeError('The marks do not fill the volume.');
  const squared = new Float64Array(marked.length).fill(Infinity);
  for (let at = 0; at < marked.length; at++) if (marked[at] !== 0) squared[at] = 0;
  const envelope = newEnvelope(Math.max(nx, ny, nz));
  for (let line = 0; line < ny * nz; line++)
    alongLine(squared, line * nx, 1, nx, spacingMm[0] * spacingMm[0], envelope);
  for (let k = 0; k < nz; k++)
    for (let i = 0; i < nx; i++)
      alongLine(squared, k * nx * ny + i, nx, ny, spacingMm[1] * spacingMm[1], envelope);
  for (let line = 0; line < nx * ny; line++)
    alongLine(squared, line, nx * ny, nz, spacingMm[2] * spacingMm[2], envelope);
  return squared;
}

/** The parabolas of the lower envelope of one line: their lowest point, its height and where each one begins. */
interface Envelope {
  readonly site: Int32Array;
  readonly height: Float64Array;
  readonly begin: Float64Array;
}

const newEnvelope = (length: number): Envelope => ({
  site: new Int32Array(length),
  height: new Float64Array(length),
  begin: new Float64Array(length),
});

function alongLine(
  squared: Float64Array,
  start: number,
  stride: number,
  length: number,
  step2: number,
  { site, height, begin }: Envelope,
): void {
  let count = 0;
  for (let q = 0; q < length; q++) {
    const value = squared[start + q * stride]!;
    if (value === Infinity) continue;
    let from = -Infinity;
    while (count > 0) {
      const p = site[count - 1]!;
      from = (value - height[count - 1]! + step2 * (q * q - p * p)) / (2 * step2 * (q - p));
      if (from > begin[count - 1]!) break;
      count--;
      from = -Infinity;
    }
    site[count] = q;
    height[count] = value;
    begin[count] = from;
    count++;
  }
  if (count === 0) return;
  for (let q = 0, on = 0; q < length; q++) {
    while (on + 1 < count && begin[on + 1]! < q) on++;
    const away = q - site[on]!;
    squared[start + q * stride] = step2 * away * away + height[on]!;
  }
}
