/**
 * Rasters are row-major: the pixel (x, y) lies at index y * width + x, its centre at (x + 0.5, y + 0.5).
 * Ranges of pixels are half-open.
 */
export interface Raster<Values> {
  readonly width: number;
  readonly height: number;
  readonly values: Values;
}

export type Mask = Raster<Uint8Array>;

/** 8-bit RGB, three interleaved bytes a pixel. */
export type RgbRaster = Raster<Uint8Array>;

/** A half-open rectangle of pixels: x <= column < x + width. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const newRgbRaster = (width: number, height: number, fill = 255): RgbRaster => ({
  width,
  height,
  values: new Uint8Array(width * height * 3).fill(fill),
});

/** The common part of two rectangles, or undefined when they share no pixel. */
export function intersection(a: PixelRect, b: PixelRect): PixelRect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** Copies the part of an RGB tile that falls into `target`; both rectangles are in the same pixel frame. */
export function pasteRgb(target: RgbRaster, targetAt: PixelRect, tile: RgbRaster, tileAt: PixelRect): void {
  const shared = intersection(targetAt, { ...tileAt, width: tile.width, height: tile.height });
  if (!shared) return;
  for (let y = shared.y; y < shared.y + shared.height; y++) {
    const from = ((y - tileAt.y) * tile.width + (shared.x - tileAt.x)) * 3;
    const to = ((y - targetAt.y) * target.width + (shared.x - targetAt.x)) * 3;
    target.values.set(tile.values.subarray(from, from + shared.width * 3), to);
  }
}
