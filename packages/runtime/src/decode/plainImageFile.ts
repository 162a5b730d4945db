import { messageOf, TimescopeError } from '@timescope/core/errors';
import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { hasContradictingColours, type ReadBytes } from './tiffJpeg';

/** 1 gigapixel: 3 GB decoded. Larger images belong into a DICOM slide, which is read tile by tile. Ours. */
export const MOST_PIXELS = 1_000_000_000;

/**
 * Looks at a plain image before it is decoded and refuses files whose pixels would come out as something else than what
 * was scanned.
 * @returns What the user should know, a sentence each.
 * @throws TimescopeError NOT_FOUND, NOT_AN_IMAGE
 */
export async function lookAtPlainImage(path: string): Promise<string[]> {
  await requireTrueColours(path);
  const image = sharp(path, { limitInputPixels: false });
  const { width, height, space, hasAlpha, pages = 1 } = await image.metadata();
  if (space === 'cmyk')
    throw rejected(
      'The image is stored in the printing colours CMYK; expected RGB.',
      'Export the image anew from the scanner as RGB; a conversion changes its colours.',
    );
  if (width * height > MOST_PIXELS)
    throw rejected(
      `The image has ${width} x ${height} pixels; a plain image may have a thousand million.`,
      'Make a DICOM slide of it, which is read tile by tile.',
    );
  const isOpaque = !hasAlpha || (await image.stats()).isOpaque;
  return [
    ...(isOpaque ? [] : ['Some pixels of the image are transparent; they were laid on white.']),
    ...(pages > 1 ? [`The file holds ${pages} images; only the first is used.`] : []),
  ];
}

async function requireTrueColours(path: string): Promise<void> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new TimescopeError(
      'NOT_FOUND',
      `The file cannot be read (${messageOf(cause).split(',')[0] ?? ''}).`,
      { nextStep: 'Check the path and the permissions of the file.', cause },
    );
  });
  try {
    const read: ReadBytes = async (offset, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      return bytes.subarray(0, bytesRead);
    };
    if (await hasContradictingColours(read))
      throw rejected(
        'The TIFF says that its JPEG colours are RGB and the JPEG streams in it say YCbCr; expected one of the two.',
        'Export the image as PNG and look at its colours before scoring it.',
      );
  } finally {
    await file.close();
  }
}

const rejected = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('NOT_AN_IMAGE', message, { nextStep });
