import {
  isJpeg,
  isJpeg2000,
  isJpegLossless,
  isJpegLs,
  isNative,
  RLE_LOSSLESS,
} from '@timescope/core/dicom/read/transferSyntaxes';
import type { DecodeFrame, EncodedFrame } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import { requireAnnounced, tileUnreadable } from './announcedSize';
import { decodeJpeg2000 } from './jpeg2000';
import { withColourTransform } from './jpegColour';
import { decodeJpegLossless } from './jpegLossless.kernel';
import { decodeJpegLs } from './jpegLs';
import { hasEndOfImage, jpegSize } from './jpegSegments';
import { decodeRle } from './rle';
import { inverted, rgbOfSamples } from './samples.kernel';
import { syntaxNotDecoded } from './syntaxNotDecoded';
import { uncompressedRgb } from './uncompressed';

/** A JPEG stream (8 bits, grey, YCbCr or RGB as its markers say) as RGB: the only part that differs between places. */
export type DecodeJpeg = (bytes: Uint8Array) => Promise<RgbRaster>;

/**
 * DecodeFrame around a JPEG decoder. All other syntaxes are decoded by the same code in node and in the browser, so
 * their pixels are equal; those of JPEG are as far as the two decoders agree (both are libjpeg-turbo).
 * The decoder rejects with TimescopeError UNSUPPORTED_TRANSFER_SYNTAX, TRUNCATED or NOT_AN_IMAGE.
 */
export function frameDecoder(decodeJpeg: DecodeJpeg): DecodeFrame {
  return async frame => {
    const syntax = frame.transferSyntax;
    if (isNative(syntax)) return uncompressedRgb(frame);
    if (isJpeg(syntax)) return jpegRgb(frame, decodeJpeg);
    if (isJpeg2000(syntax)) return decodeJpeg2000(frame);
    if (isJpegLs(syntax)) return rgbOfSamples(await decodeJpegLs(frame), frame.photometricInterpretation);
    if (isJpegLossless(syntax))
      return rgbOfSamples(decodeJpegLossless(frame), frame.photometricInterpretation);
    if (syntax === RLE_LOSSLESS) return rgbOfSamples(decodeRle(frame), frame.photometricInterpretation);
    throw syntaxNotDecoded(syntax);
  };
}

/** Sizes and the end of the stream are looked at first: decoders differ in what they make of a cut or wrong stream. */
async function jpegRgb(frame: EncodedFrame, decodeJpeg: DecodeJpeg): Promise<RgbRaster> {
  const size = jpegSize(frame.bytes);
  if (!size) throw tileUnreadable('JPEG', 'it has no frame header');
  requireAnnounced(size, frame);
  if (!hasEndOfImage(frame.bytes)) throw tileUnreadable('JPEG', 'it is cut off');
  const rgb = await decodeJpeg(withColourTransform(frame));
  return frame.photometricInterpretation === 'MONOCHROME1' ? inverted(rgb) : rgb;
}
