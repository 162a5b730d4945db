import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { DecodeFrame } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import sharp from 'sharp';
import { tileUnreadable } from './announcedSize';
import { frameDecoder } from './frameDecoder';
import { lookAtPlainImage, MOST_PIXELS } from './plainImageFile';

/** Node's body of DecodeFrame: JPEG by sharp (libjpeg-turbo), all else by the code shared with the browser. */
export const decodeFrame: DecodeFrame = frameDecoder(bytes =>
  rgbOf(bytes).catch((cause: unknown) => {
    throw tileUnreadable('JPEG', messageOf(cause).split('\n')[0] ?? '', cause);
  }),
);

export interface PlainImage extends RgbRaster {
  /** What the user should know of the file, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * A plain PNG, JPEG or TIFF as 8-bit RGB; transparent parts become white, embedded colour profiles and the turning of
 * EXIF are not applied: pixels are taken as they are stored.
 * @throws TimescopeError NOT_FOUND, NOT_AN_IMAGE
 */
export async function readPlainImage(path: string): Promise<PlainImage> {
  try {
    const warnings = await lookAtPlainImage(path);
    return { ...(await rgbOf(path)), warnings };
  } catch (cause) {
    if (cause instanceof TimescopeError) throw cause;
    throw new TimescopeError(
      'NOT_AN_IMAGE',
      `The file is not an image that can be read (${messageOf(cause).split('\n')[0] ?? ''}); expected PNG, JPEG or TIFF.`,
      { nextStep: 'Check the path and open the file in an image viewer.', cause },
    );
  }
}

async function rgbOf(input: string | Uint8Array): Promise<RgbRaster> {
  const { data, info } = await sharp(input, { ignoreIcc: true, limitInputPixels: MOST_PIXELS })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    values: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}
