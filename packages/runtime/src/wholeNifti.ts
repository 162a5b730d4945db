import { notUsable } from './itkNiftiImage';

/**
 * Refuses a file that ends before its last voxel: ITK's reader takes what is missing for zeros.
 * @param bytes of a .nii or .nii.gz file; what does not begin as one is left to the reader
 * @throws TimescopeError NOT_AN_IMAGE
 */
export async function requireWholeNifti(file: string, bytes: Uint8Array): Promise<void> {
  const { start, length } = await unpacked(bytes);
  const expected = bytesOf(start);
  if (expected !== undefined && length < expected)
    throw notUsable(file, `it is cut off: ${length} of ${expected} bytes are there`);
}

/** The first bytes of the file and how many there are; of a damaged stream those up to where it breaks. */
async function unpacked(bytes: Uint8Array): Promise<{ start: DataView; length: number }> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { start: viewOf(bytes), length: bytes.length };
  const reader = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  let [start, length] = [new Uint8Array(), 0];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (start.length < HEADER_BYTES) start = joined(start, value);
      length += value.length;
    }
  } catch {
    // Counted as far as it could be read.
  }
  return { start: viewOf(start), length };
}

/** Of NIfTI-2, the longer one. */
const HEADER_BYTES = 540;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Where the last voxel ends, by the header of NIfTI-1 or NIfTI-2 in either byte order; undefined for other files. */
function bytesOf(header: DataView): number | undefined {
  if (header.byteLength < 348) return undefined;
  for (const isLittle of [true, false]) {
    const length = header.getInt32(0, isLittle);
    if (length === 348) {
      const voxels = counted(axis => header.getInt16(40 + 2 * axis, isLittle));
      return header.getFloat32(108, isLittle) + (voxels * header.getInt16(72, isLittle)) / 8;
    }
    if (length === HEADER_BYTES && header.byteLength >= HEADER_BYTES) {
      const whole = (at: number) => Number(header.getBigInt64(at, isLittle));
      return whole(168) + (counted(axis => whole(16 + 8 * axis)) * header.getInt16(14, isLittle)) / 8;
    }
  }
  return undefined;
}

/** The product of the axes; the first number says how many there are. */
function counted(dim: (axis: number) => number): number {
  let voxels = 1;
  for (let axis = 1; axis <= Math.min(7, dim(0)); axis++) voxels *= Math.max(1, dim(axis));
  return voxels;
}
