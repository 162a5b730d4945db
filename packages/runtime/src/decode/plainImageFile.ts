import { TimescopeError } from '@timescope/core/errors';
import { open } from 'node:fs/promises';
import { hasContradictingColours, type ReadBytes } from './tiffJpeg';

/**
 * Refuses files whose pixels would be decoded to something else than what was scanned.
 * @throws TimescopeError NOT_AN_IMAGE
 */
export async function requireTrueColours(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const read: ReadBytes = async (offset, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      return bytes.subarray(0, bytesRead);
    };
    if (await hasContradictingColours(read))
      throw new TimescopeError(
        'NOT_AN_IMAGE',
        'The TIFF says that its JPEG colours are RGB and the JPEG streams in it say YCbCr; expected one of the two.',
        { nextStep: 'Export the image as PNG and look at its colours before scoring it.' },
      );
  } finally {
    await file.close();
  }
}
