import type { VoxelGrid } from '../volume';

const HEADER_BYTES = 348;
/** Header and an empty list of extensions. */
const VOXELS_AT = 352;
const UNSIGNED_BYTE = 2;
const SIGNED_SHORT = 4;
const MILLIMETRES = 2;
const SCANNER = 1;

/**
 * A mask, or an image in HU, as one NIfTI-1 file (uncompressed), in its own orientation and with its values: what our
 * commands and other programs read. The grid must be even: a file has one distance between slices.
 */
export function niftiFile({
  size,
  placement,
  values,
}: VoxelGrid & { readonly values: Uint8Array | Int16Array }): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(VOXELS_AT + values.byteLength);
  const header = new DataView(file.buffer);
  const { originMm, row, column, slice, spacingMm } = placement;
  const sliceMm = Math.sqrt(slice[0] ** 2 + slice[1] ** 2 + slice[2] ** 2);
  header.setInt32(0, HEADER_BYTES, true);
  [3, ...size, 1, 1, 1, 1].forEach((extent, n) => {
    header.setInt16(40 + 2 * n, extent, true);
  });
  header.setInt16(70, values.BYTES_PER_ELEMENT === 1 ? UNSIGNED_BYTE : SIGNED_SHORT, true);
  header.setInt16(72, 8 * values.BYTES_PER_ELEMENT, true);
  [1, spacingMm.x, spacingMm.y, sliceMm].forEach((spacing, n) => {
    header.setFloat32(76 + 4 * n, spacing, true);
  });
  header.setFloat32(108, VOXELS_AT, true);
  header.setUint8(123, MILLIMETRES);
  header.setInt16(254, SCANNER, true);
  // NIfTI counts x to the right and y to the front, DICOM to the left and to the back.
  const sign = [-1, -1, 1] as const;
  ([0, 1, 2] as const).forEach(axis => {
    const along = [row[axis] * spacingMm.x, column[axis] * spacingMm.y, slice[axis], originMm[axis]];
    along.forEach((value, n) => {
      header.setFloat32(280 + 16 * axis + 4 * n, sign[axis] * value, true);
    });
  });
  file.set([0x6e, 0x2b, 0x31, 0], 344);
  // The machines that this runs on keep the low byte first, as the header says.
  file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), VOXELS_AT);
  return file;
}
