import { TimescopeError } from '../../errors';
import type { DecodeFrame, EncodedFrame, PixelSource } from '../../pixelSource';
import { frameNumberAt, tilesAcross, tilesDown } from './frameLayout';
import type { Slide } from './slide';
import type { SlideLevel } from './slideLevel';
import { EXPLICIT_LITTLE_ENDIAN, JPEG_BASELINE, isNative } from './transferSyntaxes';

/** Bytes of one frame as stored. Frames are counted from 1, as in DICOMweb. */
export type FetchFrame = (
  sopInstanceUid: string,
  frameNumber: number,
  signal?: AbortSignal,
) => Promise<Uint8Array>;

/** The tiles of a slide through two ports: where its bytes come from and who decodes them. */
export function slidePixelSource(slide: Slide, fetchFrame: FetchFrame, decode: DecodeFrame): PixelSource {
  return {
    levels: slide.levels,
    async readTile(levelIndex, column, row, signal) {
      const level = tileLevel(slide, levelIndex, column, row);
      const frame = frameNumberAt(level.frames, level, column, row);
      if (frame === undefined) return undefined;
      const bytes = await fetchFrame(level.sopInstanceUid, frame, signal);
      signal?.throwIfAborted();
      return decode(encodedFrame(level, bytes, frame));
    },
  };
}

function tileLevel(slide: Slide, index: number, column: number, row: number): SlideLevel {
  const level = slide.levels[index];
  if (!level || column < 0 || row < 0 || column >= tilesAcross(level) || row >= tilesDown(level))
    throw new RangeError(`The slide has no tile (${column}, ${row}) at level ${index}`);
  return level;
}

function encodedFrame(level: SlideLevel, bytes: Uint8Array, frame: number): EncodedFrame {
  const transferSyntax = level.transferSyntax ?? syntaxOfBytes(bytes);
  const expected = level.tileWidth * level.tileHeight * level.samplesPerPixel;
  // An odd frame may carry a padding byte.
  if (isNative(transferSyntax) && (bytes.length < expected || bytes.length > expected + 1))
    throw new TimescopeError(
      'TRUNCATED',
      `Frame ${frame} of the slide has ${bytes.length} bytes; ${expected} were expected.`,
      { nextStep: 'Send the slide to the archive again.', fields: { uid: level.sopInstanceUid, frame } },
    );
  return {
    bytes,
    transferSyntax,
    width: level.tileWidth,
    height: level.tileHeight,
    samplesPerPixel: level.samplesPerPixel,
    photometricInterpretation: level.photometricInterpretation,
    planarConfiguration: level.planarConfiguration,
  };
}

/** JPEG begins with the marker SOI. */
const syntaxOfBytes = (bytes: Uint8Array): string =>
  bytes[0] === 0xff && bytes[1] === 0xd8 ? JPEG_BASELINE : EXPLICIT_LITTLE_ENDIAN;
