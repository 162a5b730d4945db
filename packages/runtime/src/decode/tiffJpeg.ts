import { jpegSegments } from './jpegSegments';

/** Bytes of a file; fewer than asked for at its end. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** Tags of TIFF 6.0. */
const COMPRESSION = 259;
const PHOTOMETRIC = 262;
const STRIP_OFFSETS = 273;
const TILE_OFFSETS = 324;
const JPEG = 7;
const RGB = 2;
/** Markers of a JPEG stand in its first kilobytes. Ours. */
const HEAD = 1 << 14;

/**
 * Whether a TIFF says that its JPEG pixels are RGB while the streams say YCbCr (a JFIF marker, or Adobe's with transform
 * 1). Decoders believe one or the other, so its colours are not to be trusted. Only the first image is looked at.
 */
export async function hasContradictingColours(read: ReadBytes): Promise<boolean> {
  const tags = await firstImage(read);
  if (tags?.get(COMPRESSION)?.value !== JPEG || tags.get(PHOTOMETRIC)?.value !== RGB) return false;
  const offsets = tags.get(TILE_OFFSETS) ?? tags.get(STRIP_OFFSETS);
  if (!offsets) return false;
  const stream = await read(await firstOf(offsets, read), HEAD);
  return [...jpegSegments(stream)].some(({ marker, offset }) => {
    const name = String.fromCharCode(...stream.subarray(offset, offset + 5));
    if (marker === 0xe0) return name.startsWith('JFIF');
    // Adobe: name, version (2), flags (4), transform.
    return marker === 0xee && name === 'Adobe' && stream[offset + 11] === 1;
  });
}

interface Tag {
  readonly count: number;
  /** The value itself, or where the values lie. */
  readonly value: number;
  /** Bytes of one value. */
  readonly bytes: number;
  readonly layout: Layout;
}

/** Classic TIFF and BigTIFF differ in the size of counts and offsets. */
interface Layout {
  readonly isLittle: boolean;
  readonly word: 4 | 8;
}

async function firstImage(read: ReadBytes): Promise<Map<number, Tag> | undefined> {
  const head = viewOf(await read(0, 16));
  if (head.byteLength < 16) return undefined;
  const order = head.getUint16(0);
  const isLittle = order === 0x4949;
  const version = head.getUint16(2, isLittle);
  if ((!isLittle && order !== 0x4d4d) || (version !== 42 && version !== 43)) return undefined;
  const layout: Layout = { isLittle, word: version === 43 ? 8 : 4 };
  const start = wordAt(head, version === 43 ? 8 : 4, layout);
  return tagsAt(start, layout, read);
}

async function tagsAt(start: number, layout: Layout, read: ReadBytes): Promise<Map<number, Tag>> {
  const { isLittle, word } = layout;
  const counted = word === 8 ? 8 : 2;
  const entry = 4 + 2 * word;
  const tags = new Map<number, Tag>();
  const view = viewOf(await read(start, counted + MOST_TAGS * entry));
  if (view.byteLength < counted) return tags;
  const count = word === 8 ? wordAt(view, 0, layout) : view.getUint16(0, isLittle);
  for (let at = counted, n = 0; n < count && at + entry <= view.byteLength; at += entry, n++) {
    const bytes = SIZES.get(view.getUint16(at + 2, isLittle));
    if (bytes === undefined) continue;
    const values = wordAt(view, at + 4, layout);
    const value = unsignedAt(view, at + 4 + word, values * bytes > word ? word : bytes, layout);
    tags.set(view.getUint16(at, isLittle), { count: values, value, bytes, layout });
  }
  return tags;
}

/** An image has a few dozen. Ours. */
const MOST_TAGS = 200;
/** Bytes of the types SHORT, LONG, LONG8. */
const SIZES = new Map([
  [3, 2],
  [4, 4],
  [16, 8],
]);

async function firstOf({ count, value, bytes, layout }: Tag, read: ReadBytes): Promise<number> {
  if (count * bytes <= layout.word) return value;
  const view = viewOf(await read(value, bytes));
  return view.byteLength < bytes ? 0 : unsignedAt(view, 0, bytes, layout);
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const wordAt = (view: DataView, at: number, layout: Layout): number =>
  unsignedAt(view, at, layout.word, layout);

function unsignedAt(view: DataView, at: number, bytes: number, { isLittle }: Layout): number {
  if (bytes === 8) return Number(view.getBigUint64(at, isLittle));
  return bytes === 4 ? view.getUint32(at, isLittle) : view.getUint16(at, isLittle);
}
