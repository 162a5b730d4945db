import type { PlacedMask } from '../../pipeline/annotations/maskRings';
import type { PreviewTile } from '../../pipeline/compartments/previewTiles';

/** Where a label lies in tiles of one grid, as one mask around all of them; undefined without tiles. */
export function maskOfTiles(tiles: readonly PreviewTile[], label: number): PlacedMask | undefined {
  const [first] = tiles;
  if (!first) return undefined;
  const { step } = first;
  const placed = tiles.map(tile => ({
    tile,
    column: Math.round(tile.origin.x / step.x),
    row: Math.round(tile.origin.y / step.y),
  }));
  const left = Math.min(...placed.map(({ column }) => column));
  const upper = Math.min(...placed.map(({ row }) => row));
  const width = Math.max(...placed.map(({ tile, column }) => column + tile.width)) - left;
  const height = Math.max(...placed.map(({ tile, row }) => row + tile.height)) - upper;
  const values = new Uint8Array(width * height);
  for (const { tile, column, row } of placed)
    tile.values.forEach((own, k) => {
      if (own !== label) return;
      const y = row - upper + Math.floor(k / tile.width);
      values[y * width + column - left + (k % tile.width)] = 1;
    });
  return { width, height, values, origin: { x: left * step.x, y: upper * step.y }, step };
}
