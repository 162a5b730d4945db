/** Tag as eight hex digits, VR, and the value: text, bytes, or 16-bit numbers. */
export type HandMade = readonly [tag: string, vr: string, value: string | Uint8Array | readonly number[]];

const long = new Set(['OB', 'OW', 'UN', 'UT', 'SQ']);

/** An Explicit VR Little Endian file, or one of another syntax whose elements are given as bytes. */
export function dicomFile(
  elements: readonly HandMade[],
  options: { transferSyntax?: string; tail?: Uint8Array } = {},
): Uint8Array {
  const meta = bytesOf([['00020010', 'UI', options.transferSyntax ?? '1.2.840.10008.1.2.1']]);
  const length = bytesOf([['00020000', 'UL', Uint8Array.of(meta.length, 0, 0, 0)]]);
  const preamble = new Uint8Array(132);
  preamble.set(new TextEncoder().encode('DICM'), 128);
  return concat([preamble, length, meta, bytesOf(elements), options.tail ?? new Uint8Array()]);
}

/** The identifiers that every stored instance needs. */
export const identified = (study: string, series: string, instance: string): readonly HandMade[] => [
  ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.7'],
  ['00080018', 'UI', instance],
  ['00080060', 'CS', 'OT'],
  ['00100010', 'PN', 'Hand^Made'],
  ['0020000D', 'UI', study],
  ['0020000E', 'UI', series],
];

/** An image of 2 x 2 grey pixels a frame. */
export const greyImage = (frames: readonly (readonly number[])[]): readonly HandMade[] => [
  ['00280002', 'US', [1]],
  ['00280004', 'CS', 'MONOCHROME2'],
  ['00280008', 'IS', String(frames.length)],
  ['00280010', 'US', [2]],
  ['00280011', 'US', [2]],
  ['00280100', 'US', [8]],
  ['7FE00010', 'OB', Uint8Array.from(frames.flat())],
];

/** Encapsulated pixel data: offset table and fragments as items, with the sequence's end. */
export function encapsulated(
  offsets: readonly number[],
  fragments: readonly (readonly number[])[],
): Uint8Array {
  const table = new Uint8Array(new Uint32Array(offsets).buffer);
  return concat([
    Uint8Array.of(0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff),
    item(table),
    ...fragments.map(fragment => item(Uint8Array.from(fragment))),
    Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0),
  ]);
}

const item = (body: Uint8Array) =>
  concat([Uint8Array.of(0xfe, 0xff, 0, 0xe0), new Uint8Array(Uint32Array.of(body.length).buffer), body]);

function bytesOf(elements: readonly HandMade[]): Uint8Array {
  return concat(elements.map(([tag, vr, value]) => element(tag, vr, valueBytes(value))));
}

function valueBytes(value: HandMade[2]): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return Uint8Array.from(value, character => character.charCodeAt(0));
  return Uint8Array.from(value.flatMap(number => [number & 255, number >> 8]));
}

function element(tag: string, vr: string, value: Uint8Array): Uint8Array {
  const number = (at: number) => parseInt(tag.slice(at, at + 2), 16);
  const padded = value.length % 2 === 0 ? value : concat([value, Uint8Array.of(vr === 'UI' ? 0 : 32)]);
  const head = [number(2), number(0), number(6), number(4), vr.charCodeAt(0), vr.charCodeAt(1)];
  const { length } = padded;
  const size = long.has(vr)
    ? [0, 0, length & 255, (length >> 8) & 255, (length >> 16) & 255, length >> 24]
    : [length & 255, length >> 8];
  return concat([Uint8Array.from([...head, ...size]), padded]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(part => [...part]));
}
