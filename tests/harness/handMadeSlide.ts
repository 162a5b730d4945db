import { dicomFile, encapsulated, type HandMade } from './dicomBytes';

/** What differs from a clean level of 5 x 3 pixels in uncompressed RGB tiles of 2 x 2. */
export interface SlideChanges {
  /** Elements that replace or join those of the clean slide. */
  readonly elements?: readonly HandMade[];
  /** Tags of the clean slide that are left out. */
  readonly without?: readonly string[];
  /** Bytes of each frame; by default frame n holds 12 bytes of value n. */
  readonly frames?: readonly (readonly number[])[];
  readonly transferSyntax?: string;
}

const TILES = 6;

/** A small slide image, written by hand. */
export function handMadeSlide({
  elements = [],
  without = [],
  frames,
  transferSyntax,
}: SlideChanges = {}): Uint8Array {
  const stored =
    frames ?? Array.from({ length: TILES }, (_, tile) => Array.from({ length: 12 }, () => tile + 1));
  const clean: readonly HandMade[] = [
    ['00080008', 'CS', 'DERIVED\\PRIMARY\\VOLUME\\NONE'],
    ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.77.1.6'],
    ['00080018', 'UI', '1.2.3'],
    ['0020000D', 'UI', '1.2.1'],
    ['0020000E', 'UI', '1.2.2'],
    ['00209311', 'CS', 'TILED_FULL'],
    ['00280002', 'US', [3]],
    ['00280004', 'CS', 'RGB'],
    ['00280006', 'US', [0]],
    ['00280008', 'IS', String(stored.length)],
    ['00280010', 'US', [2]],
    ['00280011', 'US', [2]],
    ['00280100', 'US', [8]],
    ['00480006', 'UL', unsigned(5)],
    ['00480007', 'UL', unsigned(3)],
    ['52009229', 'SQ', spacing('0.0005\\0.00025')],
  ];
  const replaced = new Set([...without, ...elements.map(([tag]) => tag)]);
  const header = [...clean.filter(([tag]) => !replaced.has(tag)), ...elements].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const isCompressed = transferSyntax !== undefined && !transferSyntax.startsWith('1.2.840.10008.1.2.1');
  if (isCompressed) return dicomFile(header, { transferSyntax, tail: encapsulated([], stored) });
  const pixels: HandMade = ['7FE00010', 'OB', Uint8Array.from(stored.flat())];
  return dicomFile([...header, pixels], transferSyntax === undefined ? {} : { transferSyntax });
}

export const unsigned = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
export const float = (value: number): Uint8Array => new Uint8Array(Float32Array.of(value).buffer);

/** The value of a sequence: items of elements. */
export function sequence(...items: readonly (readonly HandMade[])[]): Uint8Array {
  const bodies = items.map(elements => dicomFile(elements).subarray(dicomFile([]).length));
  return Uint8Array.from(bodies.flatMap(body => [0xfe, 0xff, 0, 0xe0, ...unsigned(body.length), ...body]));
}

/** Shared functional groups with a pixel spacing in mm, rows first. */
export const spacing = (mm: string): Uint8Array =>
  sequence([['00289110', 'SQ', sequence([['00280030', 'DS', mm]])]]);

/** Functional groups of one frame at a pixel of the matrix, counted from 1. */
export const framePlace = (x: number, y: number): readonly HandMade[] => [
  ['0048021A', 'SQ', sequence([['0048021E', 'SL', unsigned(x)], ['0048021F', 'SL', unsigned(y)]])], // prettier-ignore
];
