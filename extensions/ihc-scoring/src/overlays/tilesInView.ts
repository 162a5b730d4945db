import type { PyramidLevel } from '@timescope/core/pixelSource';
import type { MatrixBox } from './screenFrame';

/** A stored tile of a level, and the part of it that lies on the slide, in matrix pixels. */
export interface TileInView {
  readonly key: string;
  readonly level: number;
  readonly column: number;
  readonly row: number;
  /** Pixels of the tile that are slide; the rest of an edge tile is filling. */
  readonly pixels: { readonly width: number; readonly height: number };
  readonly box: MatrixBox;
}

/**
 * The level to draw at this many screen pixels a matrix pixel: the coarsest whose pixels are not larger than 1.4 screen
 * pixels, as the stock viewer chooses its own.
 */
export function levelInView(levels: readonly PyramidLevel[], screenScale: number): number {
  const finest = levels[0];
  if (!finest) return 0;
  const fits = levels.findLastIndex(level => (level.mpp.x / finest.mpp.x) * screenScale <= Math.SQRT2);
  return Math.max(0, fits);
}

/** The tiles of a level that a box touches, those nearest to its middle first. */
export function tilesInView(levels: readonly PyramidLevel[], index: number, box: MatrixBox): TileInView[] {
  const [finest, level] = [levels[0], levels[index]];
  if (!finest || !level) return [];
  const step = { x: level.mpp.x / finest.mpp.x, y: level.mpp.y / finest.mpp.y };
  const across = range(box.x0 / step.x, box.x1 / step.x, level.tileWidth, level.width);
  const down = range(box.y0 / step.y, box.y1 / step.y, level.tileHeight, level.height);
  const tiles = down.flatMap(row => across.map(column => tileAt(level, index, column, row, step)));
  const middle = { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 };
  const distance = ({ box: { x0, y0, x1, y1 } }: TileInView) =>
    Math.hypot((x0 + x1) / 2 - middle.x, (y0 + y1) / 2 - middle.y);
  return tiles.sort((a, b) => distance(a) - distance(b));
}

function tileAt(
  level: PyramidLevel,
  index: number,
  column: number,
  row: number,
  step: { readonly x: number; readonly y: number },
): TileInView {
  const [x, y] = [column * level.tileWidth, row * level.tileHeight];
  const width = Math.min(level.tileWidth, level.width - x);
  const height = Math.min(level.tileHeight, level.height - y);
  return {
    key: `${index}/${column}/${row}`,
    ...{ level: index, column, row, pixels: { width, height } },
    box: { x0: x * step.x, y0: y * step.y, x1: (x + width) * step.x, y1: (y + height) * step.y },
  };
}

/** Numbers of the tiles of `edge` pixels under from ... to, of those that a level of `length` pixels has. */
function range(from: number, to: number, edge: number, length: number): number[] {
  const first = Math.max(0, Math.floor(from / edge));
  const end = Math.min(Math.ceil(length / edge), Math.ceil(to / edge));
  return Array.from({ length: Math.max(0, end - first) }, (_, k) => first + k);
}
