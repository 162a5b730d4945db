import type { EncodedFrame } from '@timescope/core/pixelSource';
import { tileUnreadable } from './announcedSize';
import type { Samples } from './samples.kernel';

/** Number of segments and up to 15 offsets, 32 bits each (PS3.5 annex G.5). */
const HEADER = 64;

/**
 * RLE Lossless with 8 bits a sample: one run-length coded plane a colour.
 * @throws TimescopeError TRUNCATED
 */
export function decodeRle({ bytes, width, height, samplesPerPixel }: EncodedFrame): Samples {
  const values = rlePlanes(bytes, samplesPerPixel, width * height);
  return { width, height, samplesPerPixel, order: 'plane', values };
}

/** The planes one after the other: of samples of 16 bits the high bytes first, then the low ones (PS3.5 G.2). */
export function rlePlanes(bytes: Uint8Array, planes: number, pixels: number): Uint8Array {
  if (bytes.length < HEADER) throw tileUnreadable('RLE', 'it is cut off');
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER);
  const segments = header.getUint32(0, true);
  if (segments !== planes)
    throw tileUnreadable('RLE', `it has ${segments} segments where ${planes} were announced`);
  const values = new Uint8Array(planes * pixels);
  for (let plane = 0; plane < segments; plane++) {
    const start = header.getUint32(4 * (plane + 1), true);
    const end = plane + 1 < segments ? header.getUint32(4 * (plane + 2), true) : bytes.length;
    if (start < HEADER || end < start || end > bytes.length)
      throw tileUnreadable('RLE', 'its segments do not lie in it');
    unpack(bytes.subarray(start, end), values.subarray(plane * pixels, (plane + 1) * pixels));
  }
  return values;
}

/** PackBits (PS3.5 annex G.3.2): 0 to 127 copies the next n + 1 bytes, 129 to 255 repeats the next byte 257 - n times. */
function unpack(coded: Uint8Array, plane: Uint8Array): void {
  let from = 0;
  let to = 0;
  while (to < plane.length) {
    const control = coded[from];
    if (control === undefined) throw tileUnreadable('RLE', 'a plane is cut off');
    from += 1;
    if (control === 128) continue;
    const copied = control < 128 ? control + 1 : 1;
    const length = control < 128 ? copied : 257 - control;
    if (from + copied > coded.length || to + length > plane.length)
      throw tileUnreadable('RLE', 'a run reaches beyond its plane');
    if (control < 128) plane.set(coded.subarray(from, from + length), to);
    else plane.fill(coded[from] ?? 0, to, to + length);
    from += copied;
    to += length;
  }
}
