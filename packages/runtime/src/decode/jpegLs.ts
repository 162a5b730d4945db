import type { EncodedFrame } from '@timescope/core/pixelSource';
import { requireAnnounced, tileUnreadable } from './announcedSize';
import { jpegLsCodec } from './codecs';
import { hasEndOfImage, jpegSize } from './jpegSegments';
import type { Samples } from './samples.kernel';

/**
 * JPEG-LS, lossless and near-lossless, of 8 bits.
 * @throws TimescopeError TRUNCATED, NOT_AN_IMAGE
 */
export async function decodeJpegLs(frame: EncodedFrame): Promise<Samples> {
  const size = jpegSize(frame.bytes);
  if (!size) throw tileUnreadable('JPEG-LS', 'it has no frame header');
  requireAnnounced(size, frame);
  // Chromium took half a minute and more to find out what a cut stream lacks.
  if (!hasEndOfImage(frame.bytes)) throw tileUnreadable('JPEG-LS', 'it is cut off');
  const { values, interleaveMode } = await jpegLsBytes(frame.bytes);
  const { width, height, samplesPerPixel } = frame;
  return { width, height, samplesPerPixel, order: interleaveMode === 0 ? 'plane' : 'pixel', values };
}

/** The decoded samples, of more than 8 bits as words of 16, low byte first. */
export async function jpegLsBytes(
  bytes: Uint8Array,
): Promise<{ readonly values: Uint8Array; readonly interleaveMode: number }> {
  const { JpegLSDecoder } = await jpegLsCodec();
  const decoder = new JpegLSDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    return {
      values: new Uint8Array(decoder.getDecodedBuffer()),
      interleaveMode: decoder.getInterleaveMode(),
    };
  } catch (cause) {
    // The decoder throws the address of a C++ exception, which says nothing to a reader.
    throw tileUnreadable('JPEG-LS', 'its data are damaged', cause);
  } finally {
    decoder.delete();
  }
}
