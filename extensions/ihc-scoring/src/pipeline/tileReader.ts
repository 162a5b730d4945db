import { TimescopeError } from '@timescope/core/errors';
import type { PixelSource } from '@timescope/core/pixelSource';
import { newRgbRaster, pasteRgb, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import { levelAt } from './workingFrame';

/** Where a stored tile could not be used, in pixels of its level. */
export interface TileGap {
  readonly level: number;
  readonly rect: PixelRect;
  /** Never scanned tiles leave the denominators; unreadable ones lower the coverage. */
  readonly kind: 'never scanned' | 'unreadable';
}

/** Reads rectangles of a level. Keeps a bounded number of decoded tiles and remembers the gaps. */
export interface TileReader {
  /**
   * Missing pixels are white.
   * @param memory For the pixels, where it is large enough; whoever gives it again has done with them.
   */
  read(level: number, rect: PixelRect, memory?: Uint8Array): Promise<RgbRaster>;
  /** Stored tiles that the rectangle touches. */
  under(level: number, rect: PixelRect): readonly StoredTile[];
  /** By tileKey. */
  readonly gaps: ReadonlyMap<string, TileGap>;
}

export interface StoredTile {
  readonly key: string;
  readonly column: number;
  readonly row: number;
}

/** Decoded pixels kept (25 MB): what a working tile of 0.8 mm and its neighbours share of a level of 0.46 um/px. Ours. */
const KEPT_PIXELS = 8_400_000;

/** @param keptPixels How many decoded pixels are remembered: none where every tile is read once. */
export function tileReader(source: PixelSource, signal?: AbortSignal, keptPixels = KEPT_PIXELS): TileReader {
  const kept = new Map<string, RgbRaster | undefined>();
  const gaps = new Map<string, TileGap>();

  const stored = async (level: number, { key, column, row }: StoredTile, rect: PixelRect) => {
    if (kept.has(key)) return kept.get(key);
    signal?.throwIfAborted();
    const tile = await readOrGap(source, { level, column, row }, signal);
    if (typeof tile === 'string') gaps.set(key, { level, rect, kind: tile });
    const pixels = typeof tile === 'string' ? undefined : tile;
    kept.set(key, pixels);
    forgetOldest(kept, keptPixels / (rect.width * rect.height));
    return pixels;
  };

  const under = (index: number, rect: PixelRect) => {
    const { tileWidth: width, tileHeight: height } = levelAt(source, index);
    const columns = range(rect.x, rect.x + rect.width, width);
    return range(rect.y, rect.y + rect.height, height).flatMap(row =>
      columns.map(column => ({ key: tileKey(index, column, row), column, row })),
    );
  };

  const read = async (index: number, rect: PixelRect, memory?: Uint8Array) => {
    const { tileWidth: width, tileHeight: height } = levelAt(source, index);
    const out = whiteRaster(rect, memory);
    const wanted = under(index, rect).map(async part => {
      const at = { x: part.column * width, y: part.row * height, width, height };
      const tile = await stored(index, part, at);
      if (tile) pasteRgb(out, rect, tile, at);
    });
    await Promise.all(wanted);
    return out;
  };
  return { read, under, gaps };
}

function whiteRaster({ width, height }: PixelRect, memory: Uint8Array | undefined): RgbRaster {
  const bytes = 3 * width * height;
  if (memory === undefined || memory.length < bytes) return newRgbRaster(width, height);
  return { width, height, values: memory.subarray(0, bytes).fill(255) };
}

function forgetOldest(kept: Map<string, RgbRaster | undefined>, most: number): void {
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

export const tileKey = (level: number, column: number, row: number): string => `${level}/${column}/${row}`;

/** Numbers of the tiles of `edge` pixels that cover from ... to. */
function range(from: number, to: number, edge: number): number[] {
  const first = Math.floor(from / edge);
  return Array.from({ length: Math.ceil(to / edge) - first }, (_, k) => first + k);
}

/** A tile that may be readable later stops the run; one that never will is a gap. */
async function readOrGap(
  source: PixelSource,
  at: { level: number; column: number; row: number },
  signal: AbortSignal | undefined,
): Promise<RgbRaster | TileGap['kind']> {
  try {
    return (await source.readTile(at.level, at.column, at.row, signal)) ?? 'never scanned';
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof TimescopeError && thrown.kind === 'rejected') return 'unreadable';
    throw thrown;
  }
}
