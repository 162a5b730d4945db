import type { StreamSize } from './jpegSegments';

/** What a JPEG 2000 stream says of itself (ISO/IEC 15444-1 annex A): markers SIZ and COD. */
export interface Jpeg2000Header extends StreamSize {
  /** Some component has fewer columns or rows than the image. */
  readonly isSubsampled: boolean;
  /** Red, green and blue were transformed together (ICT or RCT); decoders undo it. */
  readonly hasColourTransform: boolean;
}

const SIZ = 0xff51;
const COD = 0xff52;
const START_OF_TILE = 0xff90;

/** Undefined for bytes that do not begin with a codestream, bare or in a JP2 file. */
export function jpeg2000Header(bytes: Uint8Array): Jpeg2000Header | undefined {
  const start = codestreamStart(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (start === undefined || start + 44 > bytes.length || view.getUint16(start + 2) !== SIZ) return undefined;
  const siz = start + 4;
  const components = view.getUint16(siz + 36);
  const first = siz + 38;
  if (first + 3 * components > bytes.length) return undefined;
  const perComponent = Array.from({ length: components }, (_, index) =>
    bytes.subarray(first + 3 * index, first + 3 * index + 3),
  );
  return {
    width: view.getUint32(siz + 4) - view.getUint32(siz + 12),
    height: view.getUint32(siz + 8) - view.getUint32(siz + 16),
    components,
    bits: Math.max(...perComponent.map(([depth = 0]) => (depth & 0x7f) + 1)),
    isSubsampled: perComponent.some(([, x, y]) => x !== 1 || y !== 1),
    hasColourTransform: hasColourTransform(view, start),
  };
}

/** A codestream begins with SOC and SIZ; DICOM wants it bare, some writers leave the JP2 boxes around it. */
function codestreamStart(bytes: Uint8Array): number | undefined {
  const isStart = (at: number) =>
    bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51;
  if (isStart(0)) return 0;
  const isFile = bytes[4] === 0x6a && bytes[5] === 0x50;
  if (!isFile) return undefined;
  for (let at = 12; at < Math.min(bytes.length, LONGEST_BOXES); at++) if (isStart(at)) return at;
  return undefined;
}

/** Boxes before the codestream hold a few hundred bytes, with a colour profile some thousands. Ours. */
const LONGEST_BOXES = 1 << 20;

function hasColourTransform(view: DataView, start: number): boolean {
  for (let at = start + 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    // Lcod, Scod, then SGcod: progression (1 byte), layers (2), multiple component transform (1).
    if (marker === COD) return view.getUint8(at + 8) === 1;
    if (marker === START_OF_TILE) return false;
  }
  return false;
}
