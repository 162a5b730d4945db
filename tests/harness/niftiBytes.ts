import type { RoiMask, VolumeSize } from '@timescope/core/volume';

/**
 * A NIfTI-1 file (`.nii`, little endian) of numbers on the grid of a mask whose axes run along x, y and z of LPS:
 * `uint8` for regions, `int16` for Hounsfield units, `float32` for fractions.
 */
export function niftiBytes(
  { size, placement }: { readonly size: VolumeSize; readonly placement: RoiMask['placement'] },
  values: Uint8Array | Int16Array | Float32Array,
): Uint8Array {
  const bytes = new Uint8Array(352 + values.byteLength);
  const view = new DataView(bytes.buffer);
  const spacing = [placement.spacingMm.x, placement.spacingMm.y, placement.slice[2]];
  view.setInt32(0, 348, true);
  [3, ...size, 1, 1, 1, 1].forEach((extent, axis) => {
    view.setInt16(40 + 2 * axis, extent, true);
  });
  view.setInt16(70, values instanceof Uint8Array ? 2 : values instanceof Int16Array ? 4 : 16, true);
  view.setInt16(72, 8 * values.BYTES_PER_ELEMENT, true);
  [1, ...spacing].forEach((step, axis) => {
    view.setFloat32(76 + 4 * axis, step, true);
  });
  view.setFloat32(108, 352, true);
  view.setFloat32(112, 1, true);
  // Both transforms say the same; NIfTI's x and y run against those of LPS.
  view.setInt16(252, 1, true);
  view.setInt16(254, 1, true);
  const [x = 1, y = 1, z = 1] = spacing;
  [-x, 0, 0, 0, 0, -y, 0, 0, 0, 0, z, 0].forEach((number, at) => {
    view.setFloat32(280 + 4 * at, number, true);
  });
  // The quaternion (0, 0, 0, 1): half a turn round z.
  view.setFloat32(264, 1, true);
  bytes.set([0x6e, 0x2b, 0x31], 344);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 352);
  return bytes;
}
