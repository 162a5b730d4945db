import { newRgbRaster, pasteRgb, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import type { TileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';

/** Edge of a piece in pixels of the level, about: a few stored tiles. Ours. */
const PIECE = 1024;

/** A rectangle of a level in means of factor x factor pixels, read piece by piece: never all of its pixels at once. */
export async function readReduced(
  reader: TileReader,
  index: number,
  rect: PixelRect,
  factor: number,
): Promise<RgbRaster> {
  if (factor === 1) return reader.read(index, rect);
  const image = newRgbRaster(Math.ceil(rect.width / factor), Math.ceil(rect.height / factor));
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  const edge = factor * Math.max(1, Math.floor(PIECE / factor));
  for (let y = 0; y < rect.height; y += edge)
    for (let x = 0; x < rect.width; x += edge) {
      const size = { width: Math.min(edge, rect.width - x), height: Math.min(edge, rect.height - y) };
      const piece = reduced(await reader.read(index, { x: rect.x + x, y: rect.y + y, ...size }), factor);
      const { width, height } = piece;
      pasteRgb(image, whole, piece, { x: x / factor, y: y / factor, width, height });
    }
  return image;
}

/** Squares at the right and lower edge are means of what there is. */
function reduced(image: RgbRaster, factor: number): RgbRaster {
  const out = newRgbRaster(Math.ceil(image.width / factor), Math.ceil(image.height / factor));
  for (let y = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++)
      out.values.set(
        meanOf(image, {
          x: x * factor,
          y: y * factor,
          width: Math.min(factor, image.width - x * factor),
          height: Math.min(factor, image.height - y * factor),
        }),
        3 * (y * out.width + x),
      );
  return out;
}

function meanOf({ width, values }: RgbRaster, square: PixelRect): [number, number, number] {
  let [red, green, blue] = [0, 0, 0];
  for (let y = square.y; y < square.y + square.height; y++)
    for (let x = square.x; x < square.x + square.width; x++) {
      const at = 3 * (y * width + x);
      red += values[at] ?? 0;
      green += values[at + 1] ?? 0;
      blue += values[at + 2] ?? 0;
    }
  const pixels = square.width * square.height;
  return [Math.round(red / pixels), Math.round(green / pixels), Math.round(blue / pixels)];
}
