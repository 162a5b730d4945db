/** A segment of a JPEG or JPEG-LS stream before its first scan. */
interface Segment {
  readonly marker: number;
  /** Of the first byte after the segment's length. */
  readonly offset: number;
}

/** What a compressed stream says of itself before anything is decoded. */
export interface StreamSize {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bits: number;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Not a frame header although it lies among them: Huffman tables, JPEG extensions, arithmetic coding (ITU-T T.81 table B.1). */
const NO_FRAME_HEADER = new Set([0xc4, 0xc8, 0xcc]);
/** Frame header of JPEG-LS (ITU-T T.87). */
const SOF55 = 0xf7;

export function* jpegSegments(bytes: Uint8Array): Generator<Segment> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      // Fill bytes may stand before a marker.
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE) return;
    yield { marker, offset: at + 4 };
    at += 2 + 256 * (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0);
  }
}

/** Size in the frame header of a JPEG or JPEG-LS stream; undefined when it has none. */
export function jpegSize(bytes: Uint8Array): StreamSize | undefined {
  for (const { marker, offset } of jpegSegments(bytes)) {
    const isFrameHeader =
      (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME_HEADER.has(marker)) || marker === SOF55;
    if (!isFrameHeader) continue;
    const [bits = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = bytes.subarray(offset, offset + 6);
    return { width: 256 * w1 + w0, height: 256 * h1 + h0, components, bits };
  }
  return undefined;
}

/** Whether the stream ends with its end marker; DICOM may add a byte or more of padding. */
export function hasEndOfImage(bytes: Uint8Array): boolean {
  const last = bytes.findLastIndex(byte => byte !== 0);
  return bytes[last] === END_OF_IMAGE && bytes[last - 1] === 0xff;
}
