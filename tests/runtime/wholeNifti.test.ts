import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { gzipped } from '@timescope/runtime/gzip';
import { requireWholeNifti } from '@timescope/runtime/wholeNifti';
import { handMadeCt } from '../harness/handMadeCt';

const ct = handMadeCt([40, 30, 12], (i, j, k) => (i * 7919 + j * 104729 + k * 1299709) % 2000);
const file = niftiFile({ ...ct, values: ct.hu });

/** NIfTI-2 of 3 x 2 x 2 voxels of 16 bits, big-endian. */
function bigSecond(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(544 + 24);
  const header = new DataView(bytes.buffer);
  header.setInt32(0, 540);
  header.setInt16(14, 16);
  [3, 3, 2, 2].forEach((length, axis) => header.setBigInt64(16 + 8 * axis, BigInt(length)));
  header.setBigInt64(168, 544n);
  return bytes;
}

test('whole files pass, packed or not, of both versions and byte orders', async () => {
  for (const bytes of [file, await gzipped(file), bigSecond(), await gzipped(bigSecond())])
    await expect(requireWholeNifti('ct.nii', bytes)).resolves.toBeUndefined();
});

test('a file that ends before its last voxel is refused, wherever it was cut', async () => {
  const packed = await gzipped(file);
  const cut = [
    file.subarray(0, file.length - 1),
    packed.subarray(0, packed.length >> 1),
    packed.subarray(0, packed.length - 200),
    bigSecond().subarray(0, 560),
  ];
  for (const bytes of cut)
    await expect(requireWholeNifti('ct.nii.gz', bytes)).rejects.toMatchObject({
      code: 'NOT_AN_IMAGE',
      message: expect.stringMatching(
        /^The file ct.nii.gz cannot be used: it is cut off: \d+ of \d+ bytes/,
      ) as string,
    });
});

test('a file that is no NIfTI file is left to the reader', async () => {
  await expect(requireWholeNifti('note.nii', new TextEncoder().encode('hello'))).resolves.toBeUndefined();
});
