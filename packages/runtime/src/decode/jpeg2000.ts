import type { EncodedFrame } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import { requireAnnounced, tileUnreadable } from './announcedSize';
import { jpeg2000Codec } from './codecs';
import { jpeg2000Header, type Jpeg2000Header } from './jpeg2000Header';
import { rgbOfSamples, type Samples } from './samples.kernel';

/**
 * JPEG 2000, reversible and irreversible, of 8 bits.
 * @throws TimescopeError TRUNCATED, NOT_AN_IMAGE, UNSUPPORTED_TRANSFER_SYNTAX
 */
export async function decodeJpeg2000(frame: EncodedFrame): Promise<RgbRaster> {
  const header = jpeg2000Header(frame.bytes);
  if (!header) throw tileUnreadable('JPEG 2000', 'it has no header');
  requireAnnounced(header, frame);
  if (header.isSubsampled)
    throw tileUnreadable('JPEG 2000', 'its colours have fewer pixels than its luminance');
  return rgbOfSamples(await decoded(frame), coloursOf(frame, header));
}

/**
 * The decoder undoes the colour transform that the stream itself announces (ICT, RCT): its pixels are RGB then, whatever
 * DICOM says. Without one the stored components are what DICOM says; YBR_ICT then means plain YCbCr.
 */
function coloursOf(
  { photometricInterpretation: stated }: EncodedFrame,
  { hasColourTransform }: Jpeg2000Header,
) {
  if (hasColourTransform) return 'RGB';
  return stated === 'YBR_ICT' ? 'YBR_FULL' : stated;
}

async function decoded(frame: EncodedFrame): Promise<Samples> {
  const { width, height, samplesPerPixel } = frame;
  return { width, height, samplesPerPixel, order: 'pixel', values: await jpeg2000Bytes(frame.bytes) };
}

/** The decoded samples, of more than 8 bits as words of 16, low byte first. */
export async function jpeg2000Bytes(bytes: Uint8Array): Promise<Uint8Array> {
  const { J2KDecoder } = await jpeg2000Codec();
  const decoder = new J2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    // The decoder gives no pixels, and no error, for a stream that it cannot read.
    const values = new Uint8Array(decoder.getDecodedBuffer());
    if (values.length === 0) throw tileUnreadable('JPEG 2000', 'its data are damaged or cut off');
    return values;
  } finally {
    decoder.delete();
  }
}
