import type { DecodeText } from './characterSet';

/** Values of these VRs hold one text, in which a backslash is only a backslash. */
const singleText = new Set(['ST', 'LT', 'UT', 'UR']);
const decodedText = new Set(['SH', 'LO', 'UC', 'ST', 'LT', 'UT', 'PN']);

const latin1 = new TextDecoder('iso-8859-1');

const readers: Readonly<
  Record<string, readonly [size: number, read: (view: DataView, at: number) => unknown]>
> = {
  US: [2, (view, at) => view.getUint16(at, true)],
  SS: [2, (view, at) => view.getInt16(at, true)],
  UL: [4, (view, at) => view.getUint32(at, true)],
  SL: [4, (view, at) => view.getInt32(at, true)],
  FL: [4, (view, at) => view.getFloat32(at, true)],
  FD: [8, (view, at) => view.getFloat64(at, true)],
  UV: [8, (view, at) => integerOrText(view.getBigUint64(at, true))],
  SV: [8, (view, at) => integerOrText(view.getBigInt64(at, true))],
  AT: [4, (view, at) => hex(view.getUint16(at, true)) + hex(view.getUint16(at + 2, true))],
};

/**
 * The values of one little-endian element as DICOM JSON carries them (PS3.18 annex F): numbers for IS and DS, objects
 * for PN, null for an empty value among others.
 */
export function elementValues(vr: string, bytes: Uint8Array, decode: DecodeText): readonly unknown[] {
  const reader = readers[vr];
  return reader ? numberValues(bytes, ...reader) : textValues(vr, bytes, decode);
}

function numberValues(bytes: Uint8Array, size: number, read: (view: DataView, at: number) => unknown) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => read(view, index * size));
}

/** DICOM JSON writes integers that a double cannot hold as text. */
const integerOrText = (value: bigint) =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);

const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');

function textValues(vr: string, bytes: Uint8Array, decode: DecodeText): readonly unknown[] {
  // Multi-byte sets are decoded before the split, so that a backslash byte inside a character does not part it.
  const whole = decodedText.has(vr) ? decode(bytes) : latin1.decode(bytes);
  if (singleText.has(vr)) return [trimEnd(whole)];
  return whole
    .split('\\')
    .map(part => textValue(vr, vr === 'UC' ? trimEnd(part) : trimEnd(part).trimStart()));
}

function textValue(vr: string, value: string): unknown {
  if (value === '') return null;
  if (vr === 'PN') return personName(value);
  if (vr !== 'IS' && vr !== 'DS') return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function personName(value: string): Record<string, string> {
  const [alphabetic = '', ideographic = '', phonetic = ''] = value.split('=').map(part => part.trim());
  return {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  };
}

/** Values are padded with a space, UIDs with a null byte. */
// eslint-disable-next-line no-control-regex
const trimEnd = (value: string) => value.replace(/[ \u0000]+$/, '');
