import { TimescopeError } from '../../errors';
import { nativeFrameBytes, type DecodeFrame, type EncodedFrame, type PixelSource } from '../../pixelSource';
import { withWorkingLevel } from '../../workingLevel';
import { frameNumberAt, tilesAcross, tilesDown } from './frameLayout';
import type { Slide } from './slide';
import type { SlideLevel } from './slideLevel';
import { EXPLICIT_LITTLE_ENDIAN, JPEG_2000, JPEG_BASELINE, isNative } from './transferSyntaxes';

/** Bytes of one frame as stored. Frames are counted from 1, as in DICOMweb. */
export type FetchFrame = (
  sopInstanceUid: string,
  frameNumber: number,
  signal?: AbortSignal,
) => Promise<Uint8Array>;

/**
 * The tiles of a slide through two ports: where its bytes come from and who decodes them. Its levels are those of the
 * slide, and one more where these leave a gap at the pixel size of cells (workingLevel).
 */
export function slidePixelSource(slide: Slide, fetchFrame: FetchFrame, decode: DecodeFrame): PixelSource {
  return withWorkingLevel({
    levels: slide.levels,
    async readTile(levelIndex, column, row, signal) {
      const level = tileLevel(slide, levelIndex, column, row);
      const stored = storedFrame(level, column, row);
      if (stored === undefined) return undefined;
      const bytes = await fetchFrame(stored.sopInstanceUid, stored.frame, signal);
      signal?.throwIfAborted();
      return decode(encodedFrame(level, bytes, stored.frame));
    },
  });
}

function tileLevel(slide: Slide, index: number, column: number, row: number): SlideLevel {
  const level = slide.levels[index];
  if (!level || column < 0 || row < 0 || column >= tilesAcross(level) || row >= tilesDown(level))
    throw new RangeError(`The slide has no tile (${column}, ${row}) at level ${index}`);
  return level;
}

/** The instance that holds a tile, and the frame's number there from 1; undefined where nothing was scanned. */
export function storedFrame(
  level: SlideLevel,
  column: number,
  row: number,
): { readonly sopInstanceUid: string; readonly frame: number } | undefined {
  const frame = frameNumberAt(level.frames, level, column, row);
  if (frame === undefined) return undefined;
  let before = 0;
  for (const { sopInstanceUid, frames } of level.parts) {
    if (frame <= before + frames) return { sopInstanceUid, frame: frame - before };
    before += frames;
  }
  throw new RangeError(`The level has ${before} frames; frame ${frame} was asked for.`);
}

function encodedFrame(level: SlideLevel, bytes: Uint8Array, frame: number): EncodedFrame {
  const transferSyntax = level.transferSyntax ?? syntaxOfBytes(bytes);
  const expected = nativeFrameBytes({ ...level, width: level.tileWidth, height: level.tileHeight });
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

/** JPEG begins with the marker SOI, JPEG 2000 with SOC. */
function syntaxOfBytes([first, second]: Uint8Array): string {
  if (first !== 0xff) return EXPLICIT_LITTLE_ENDIAN;
  if (second === 0xd8) return JPEG_BASELINE;
  return second === 0x4f ? JPEG_2000 : EXPLICIT_LITTLE_ENDIAN;
}
