import type { Code } from '../contentItem';
import { joinedBytes } from '../../joinedBytes';

/** Value representations whose length takes 32 bits (PS3.5 section 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT']);

/**
 * One element in Explicit VR Little Endian, for what the DICOM library cannot write: OL, and values of many megabytes.
 * @param tag eight hex digits
 * @param value little-endian; an odd length is padded with a zero byte
 */
export function explicitElement(tag: string, vr: string, value: Uint8Array): Uint8Array {
  const length = value.length + (value.length % 2);
  const header = LONG.has(vr) ? 12 : 8;
  const bytes = new Uint8Array(header + length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, parseInt(tag.slice(0, 4), 16), true);
  view.setUint16(2, parseInt(tag.slice(4), 16), true);
  view.setUint8(4, vr.charCodeAt(0));
  view.setUint8(5, vr.charCodeAt(1));
  if (LONG.has(vr)) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  bytes.set(value, header);
  return bytes;
}

/** A text; UIDs are padded with a zero byte, all others with a space. */
export function textElement(tag: string, vr: string, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const isOdd = bytes.length % 2 === 1;
  return explicitElement(tag, vr, isOdd && vr !== 'UI' ? new TextEncoder().encode(`${text} `) : bytes);
}

export const shortElement = (tag: string, value: number): Uint8Array =>
  explicitElement(tag, 'US', Uint8Array.of(value & 255, value >>> 8));

export const longElement = (tag: string, value: number): Uint8Array =>
  explicitElement(tag, 'UL', littleEndian(Uint32Array.of(value)));

/** The numbers' own bytes: machines that run Node or a browser are little-endian, as the file is. */
export const littleEndian = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A sequence of one coded concept. */
export const codeElement = (tag: string, { value, scheme, meaning }: Code): Uint8Array =>
  sequenceElement(tag, [
    joinedBytes([
      textElement('00080100', 'SH', value),
      textElement('00080102', 'SH', scheme),
      textElement('00080104', 'LO', meaning),
    ]),
  ]);

/** A sequence of items that are written already. */
export const sequenceElement = (tag: string, items: readonly Uint8Array[]): Uint8Array =>
  explicitElement(tag, 'SQ', joinedBytes(items.flatMap(item => [itemHeader(item.length), item])));

function itemHeader(length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, 0xe000, true);
  view.setUint32(4, length, true);
  return bytes;
}
