import type { DataSet } from 'dicom-parser';
import { TimescopeError } from '../../errors';
import type { ByteQuestions, ByteRange } from './byteSource';

/** Encapsulated pixel data as stored (PS3.5 annex A.4). */
export interface Fragments {
  /** The fragments without their item headers. */
  readonly ranges: readonly ByteRange[];
  /** Basic offset table; empty when the file has none. */
  readonly offsets: readonly number[];
  /** Where offset 0 of either offset table lies: the item header of the first fragment. */
  readonly base: number;
}

const ITEM = 0xe000;
const SEQUENCE_END = 0xe0dd;
const HEADER = 8;

/** @throws TimescopeError TRUNCATED when a fragment reaches beyond the file. */
export function* readFragments({ offset, length }: ByteRange): ByteQuestions<Fragments> {
  const end = offset + length;
  const ranges: ByteRange[] = [];
  for (let at = offset; at + HEADER <= end;) {
    const { element, length: size } = itemHeader(yield { offset: at, length: HEADER });
    if (element === SEQUENCE_END) break;
    if (element !== ITEM || at + HEADER + size > end) throw cutOff(end, at + HEADER + size);
    ranges.push({ offset: at + HEADER, length: size });
    at += HEADER + size;
  }
  const [table, ...fragments] = ranges;
  if (!table) throw cutOff(end, offset + HEADER);
  const bytes = yield table;
  return { ranges: fragments, offsets: uint32s(bytes), base: table.offset + table.length };
}

function itemHeader(bytes: Uint8Array): { element: number; length: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < HEADER || view.getUint16(0, true) !== 0xfffe) return { element: 0, length: 0 };
  return { element: view.getUint16(2, true), length: view.getUint32(4, true) };
}

function uint32s(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(index * 4, true));
}

/**
 * Which fragments make up which frame: by the extended or the basic offset table, else one fragment a frame, else a
 * frame begins where a JPEG image begins.
 */
export function* framesOfFragments(
  fragments: Fragments,
  dataSet: DataSet,
  frames: number,
): ByteQuestions<readonly (readonly ByteRange[])[]> {
  const { ranges } = fragments;
  for (const offsets of [extendedOffsets(dataSet), fragments.offsets]) {
    const starts = offsets.map(offset => offset + fragments.base + HEADER);
    if (starts.length === frames && startFragments(starts, ranges)) return grouped(ranges, new Set(starts));
  }
  if (frames === 1) return [ranges];
  if (ranges.length === frames) return ranges.map(range => [range]);
  const starts = yield* imageStarts(ranges);
  if (starts.size === frames) return grouped(ranges, starts);
  throw new TimescopeError(
    'TRUNCATED',
    `The pixel data holds ${ranges.length} fragments, from which the ${frames} expected frames cannot be told apart.`,
    {
      nextStep: 'Export the file again, with an offset table.',
      fields: { fragments: ranges.length, frames },
    },
  );
}

/** Extended Offset Table (7FE0,0001), 64-bit. */
function extendedOffsets(dataSet: DataSet): readonly number[] {
  const element = dataSet.elements.x7fe00001;
  if (!element) return [];
  const { buffer, byteOffset } = dataSet.byteArray;
  const view = new DataView(buffer, byteOffset + element.dataOffset, element.length);
  return Array.from({ length: Math.floor(element.length / 8) }, (_, index) =>
    Number(view.getBigUint64(index * 8, true)),
  );
}

function startFragments(starts: readonly number[], ranges: readonly ByteRange[]): boolean {
  const offsets = new Set(ranges.map(range => range.offset));
  return starts[0] === ranges[0]?.offset && starts.every(start => offsets.has(start));
}

function grouped(
  ranges: readonly ByteRange[],
  starts: ReadonlySet<number>,
): readonly (readonly ByteRange[])[] {
  const frames: ByteRange[][] = [];
  for (const range of ranges) {
    if (starts.has(range.offset)) frames.push([range]);
    else frames.at(-1)?.push(range);
  }
  return frames;
}

/** Offsets of the fragments that begin with a JPEG or JPEG-LS start of image, or a JPEG 2000 start of codestream. */
function* imageStarts(ranges: readonly ByteRange[]): ByteQuestions<ReadonlySet<number>> {
  const starts = new Set<number>();
  for (const { offset } of ranges) {
    const [first, second, third] = yield { offset, length: 3 };
    if (first === 0xff && (second === 0xd8 || second === 0x4f) && third === 0xff) starts.add(offset);
  }
  return starts;
}

function cutOff(found: number, expected: number): TimescopeError {
  return new TimescopeError(
    'TRUNCATED',
    `The pixel data is cut off: the file ends at byte ${found}, a fragment reaches to byte ${expected}.`,
    { nextStep: 'Copy or export the file again.', fields: { found, expected } },
  );
}
