import { TimescopeError } from '@timescope/core/errors';
import {
  isJpeg2000,
  isJpegLossless,
  isJpegLs,
  RLE_LOSSLESS,
  transferSyntaxName,
} from '@timescope/core/dicom/read/transferSyntaxes';
import type { EncodedFrame } from '@timescope/core/pixelSource';
import { jpeg2000Bytes } from './jpeg2000';
import { jpeg2000Header } from './jpeg2000Header';
import { decodeGreyJpegLossless } from './jpegLossless.kernel';
import { jpegLsBytes } from './jpegLs';
import { hasEndOfImage, jpegSize, type StreamSize } from './jpegSegments';
import { rlePlanes } from './rle';

/**
 * A compressed grey image of 8 or 16 bits allocated as its uncompressed pixel data (little endian), as stored: what the
 * header says of bits, sign and rescale still holds. JPEG 2000, JPEG-LS, lossless JPEG and RLE are read.
 * @throws TimescopeError UNSUPPORTED_TRANSFER_SYNTAX, NOT_AN_IMAGE, TRUNCATED
 */
export async function greyPixels(frame: EncodedFrame, bitsAllocated: 8 | 16): Promise<Uint8Array> {
  const { bytes, transferSyntax, width, height } = frame;
  const pixels = width * height;
  if (frame.samplesPerPixel !== 1) throw notGrey(frame, 'it has colours');
  if (transferSyntax === RLE_LOSSLESS) {
    const planes = rlePlanes(bytes, bitsAllocated / 8, pixels);
    return bitsAllocated === 8 ? planes : joined(planes.subarray(0, pixels), planes.subarray(pixels));
  }
  const { bits } = announced(streamSize(frame), frame, bitsAllocated);
  const values = await decoded(frame, bits);
  const bytesOfSample = bits > 8 ? 2 : 1;
  if (values.length !== pixels * bytesOfSample)
    throw notGrey(frame, `it gives ${values.length} bytes for ${pixels} pixels of ${bits} bits`);
  return bytesOfSample * 8 === bitsAllocated ? values : joined(new Uint8Array(pixels), values);
}

function streamSize({ bytes, transferSyntax }: EncodedFrame): StreamSize | undefined {
  if (isJpeg2000(transferSyntax)) return jpeg2000Header(bytes);
  if (isJpegLs(transferSyntax) || isJpegLossless(transferSyntax)) return jpegSize(bytes);
  throw new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `The CT images are compressed as ${transferSyntaxName(transferSyntax)}, which is not read here.`,
    {
      nextStep: 'Export the series uncompressed (Explicit VR Little Endian).',
      fields: { transferSyntax },
    },
  );
}

/** Looked at before anything is decoded: a stream could ask for any amount of memory. */
function announced(size: StreamSize | undefined, frame: EncodedFrame, bitsAllocated: number): StreamSize {
  if (!size) throw notGrey(frame, 'it has no header');
  if (size.width !== frame.width || size.height !== frame.height)
    throw notGrey(
      frame,
      `it holds ${size.width} x ${size.height} pixels where ${frame.width} x ${frame.height} were announced`,
    );
  if (size.components !== 1 || size.bits > bitsAllocated)
    throw notGrey(frame, `it holds ${size.components} samples of ${size.bits} bits a pixel`);
  return size;
}

async function decoded(frame: EncodedFrame, bits: number): Promise<Uint8Array> {
  const { bytes, transferSyntax } = frame;
  if (isJpeg2000(transferSyntax)) return jpeg2000Bytes(bytes);
  if (!hasEndOfImage(bytes)) throw notGrey(frame, 'it is cut off');
  if (isJpegLs(transferSyntax)) return (await jpegLsBytes(bytes)).values;
  const values = decodeGreyJpegLossless(frame, bits);
  return bits > 8 ? new Uint8Array(values.buffer) : Uint8Array.from(values);
}

/** Words of 16 bits, low byte first. */
function joined(high: Uint8Array, low: Uint8Array): Uint8Array {
  const words = new Uint8Array(2 * low.length);
  low.forEach((value, pixel) => {
    words[2 * pixel] = value;
    words[2 * pixel + 1] = high[pixel] ?? 0;
  });
  return words;
}

const notGrey = ({ transferSyntax }: EncodedFrame, because: string): TimescopeError =>
  new TimescopeError(
    'TRUNCATED',
    `An image is no readable grey image in ${transferSyntaxName(transferSyntax)}: ${because}.`,
    { nextStep: 'Copy or export the file again.', fields: { transferSyntax } },
  );
