import type { VolumeSize } from '@timescope/core/volume';

/** The region with the pixels beside it, by an edge on the same slice, whose own HU lie in the range. */
export function withBorder(
  region: Uint8Array,
  hu: Int16Array,
  [nx, ny, nz]: VolumeSize,
  { low, high }: { readonly low: number; readonly high: number },
): Uint8Array {
  if (region.length !== nx * ny * nz || hu.length !== region.length)
    throw new RangeError('The voxels do not fill the volume.');
  const wider = region.slice();
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        if (region[at]! === 1 || hu[at]! < low || hu[at]! > high) continue;
        const isBeside =
          (i > 0 && region[at - 1]! === 1) ||
          (i < nx - 1 && region[at + 1]! === 1) ||
          (j > 0 && region[at - nx]! === 1) ||
          (j < ny - 1 && region[at + nx]! === 1);
        if (isBeside) wider[at] = 1;
      }
  return wider;
}
