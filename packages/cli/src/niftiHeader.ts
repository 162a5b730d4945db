import { TimescopeError } from '@timescope/core/errors';
import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';

/** Length of the header, which the header begins with: NIfTI-1 and NIfTI-2. */
const LENGTHS = [348, 540];
/** Enough of a compressed file to hold a header. Ours. */
const START_BYTES = 4096;

/**
 * Looks whether a file begins as a NIfTI file does; its voxels are not read.
 * @throws TimescopeError NOT_AN_IMAGE
 */
export async function requireNiftiHeader(file: string): Promise<void> {
  const header = unpacked(await startOf(file));
  const isNifti =
    header.length >= 348 &&
    [header.readInt32LE(0), header.readInt32BE(0)].some(length => LENGTHS.includes(length));
  if (isNifti) return;
  throw new TimescopeError('NOT_AN_IMAGE', `The file ${file} is no NIfTI file, or it is damaged.`, {
    nextStep: 'Give a three-dimensional NIfTI image (.nii or .nii.gz) with one value a voxel.',
  });
}

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** By the mark of gzip, not by the name: readers take either under both names. */
function unpacked(start: Buffer): Buffer {
  if (start[0] !== 0x1f || start[1] !== 0x8b) return start;
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}
