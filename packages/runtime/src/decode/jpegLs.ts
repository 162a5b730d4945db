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
  const { JpegLSDecoder } = await jpegLsCodec();
  const decoder = new JpegLSDecoder();
  try {
    decoder.getEncodedBuffer(frame.bytes.length).set(frame.bytes);
    decoder.decode();
    const { width, height, samplesPerPixel } = frame;
    const order = decoder.getInterleaveMode() === 0 ? 'plane' : 'pixel';
    return { width, height, samplesPerPixel, order, values: new Uint8Array(decoder.getDecodedBuffer()) };
  } catch (cause) {
    // The decoder throws the address of a C++ exception, which says nothing to a reader.
    throw tileUnreadable('JPEG-LS', 'its data are damaged', cause);
  } finally {
    decoder.delete();
  }
}
