import type { EncodedFrame } from '@timescope/core/pixelSource';
import { jpegSegments } from './jpegSegments';

/** Adobe's marker with "no colour transform": FF EE, length 14, "Adobe", version 100, two flags, transform 0. */
const APP14_RGB = Uint8Array.of(
  ...[0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00, 0x00, 0x00],
);

/**
 * The JPEG stream of a frame, saying itself how its colours are stored. Decoders take three components for YCbCr unless
 * a marker says otherwise; some scanners store RGB and say so only in DICOM.
 */
export function withColourTransform(frame: EncodedFrame): Uint8Array {
  const { bytes } = frame;
  if (frame.photometricInterpretation !== 'RGB' || saysItsColours(bytes)) return bytes;
  const marked = new Uint8Array(bytes.length + APP14_RGB.length);
  marked.set(bytes.subarray(0, 2));
  marked.set(APP14_RGB, 2);
  marked.set(bytes.subarray(2), 2 + APP14_RGB.length);
  return marked;
}

const APP0 = 0xe0;
const APP14 = 0xee;

/** Whether JFIF (always YCbCr) or Adobe's marker stands among the segments before the first scan. */
const saysItsColours = (bytes: Uint8Array): boolean =>
  [...jpegSegments(bytes)].some(({ marker }) => marker === APP0 || marker === APP14);
