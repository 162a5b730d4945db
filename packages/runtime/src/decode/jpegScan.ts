import { jpegSegments } from './jpegSegments';

/** Codes of one length lie between `first` and `last`; their symbols follow each other from `offset`. By length, 1 to 16. */
export interface HuffmanTable {
  readonly first: Int32Array;
  /** -1 where no code has this length. */
  readonly last: Int32Array;
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

/** The first scan of a lossless JPEG stream. */
export interface JpegScan {
  /** One a component of the scan. */
  readonly tables: readonly HuffmanTable[];
  readonly predictor: number;
  readonly pointTransform: number;
  /** Pixels between restarts, 0 without. */
  readonly restartInterval: number;
  /** Of the first entropy-coded byte. */
  readonly offset: number;
}

const HUFFMAN_TABLES = 0xc4;
const RESTART_INTERVAL = 0xdd;

/** Undefined when the scan or one of its tables is missing. */
export function jpegScan(bytes: Uint8Array): JpegScan | undefined {
  const tables = new Map<number, HuffmanTable>();
  let restartInterval = 0;
  let scanHeader = 2;
  for (const { marker, offset } of jpegSegments(bytes)) {
    const length = word(bytes, offset - 2) - 2;
    const content = bytes.subarray(offset, offset + length);
    if (marker === HUFFMAN_TABLES) readTables(content, tables);
    if (marker === RESTART_INTERVAL) restartInterval = word(bytes, offset);
    scanHeader = offset + length;
  }
  return scanAt(bytes, scanHeader, tables, restartInterval);
}

/** SOS (T.81 B.2.3): components with their tables, then predictor, an unused byte and the point transform. */
function scanAt(
  bytes: Uint8Array,
  at: number,
  tables: ReadonlyMap<number, HuffmanTable>,
  restartInterval: number,
): JpegScan | undefined {
  const components = bytes[at + 4] ?? 0;
  const used = Array.from({ length: components }, (_, index) =>
    tables.get((bytes[at + 6 + 2 * index] ?? 0) >> 4),
  ).filter(table => table !== undefined);
  const end = at + 5 + 2 * components;
  if (used.length !== components || end + 3 > bytes.length) return undefined;
  return {
    tables: used,
    predictor: bytes[end] ?? 1,
    pointTransform: (bytes[end + 2] ?? 0) & 15,
    restartInterval,
    offset: end + 3,
  };
}

/** A segment holds any number of tables: class and number, 16 counts, symbols (T.81 B.2.4.2). */
function readTables(content: Uint8Array, tables: Map<number, HuffmanTable>): void {
  for (let at = 0; at + 17 <= content.length;) {
    const counts = content.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    tables.set(content[at] ?? 0, huffmanTable(counts, content.subarray(at + 17, at + 17 + total)));
    at += 17 + total;
  }
}

function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = {
    first: new Int32Array(17),
    last: new Int32Array(17).fill(-1),
    offset: new Int32Array(17),
    symbols,
  };
  let code = 0;
  let used = 0;
  counts.forEach((count, index) => {
    table.first[index + 1] = code;
    table.offset[index + 1] = used;
    if (count > 0) table.last[index + 1] = code + count - 1;
    code = (code + count) << 1;
    used += count;
  });
  return table;
}

const word = (bytes: Uint8Array, at: number): number => 256 * (bytes[at] ?? 0) + (bytes[at + 1] ?? 0);
