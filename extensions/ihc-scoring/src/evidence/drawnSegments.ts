import { matrixOnSlide, segmentTiles, type SegmentTile } from '@timescope/core/dicom/read/segmentOnSlide';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { TimescopeError } from '@timescope/core/errors';
import type { Mask, PixelRect } from '@timescope/core/raster';
import { colourOf, type DrawnObject } from './drawnObject';

/** A segment is drawn with at most this many pixels a side: a picture of 64 MB. Ours. */
const MOST_PIXELS = 4096;

/**
 * The segments of a segmentation of a slide, each cut to where it has pixels. Large ones are reduced: a pixel is inside
 * when any of those that it stands for is.
 * @throws TimescopeError GEOMETRY when it does not lie on this slide, EMPTY_ROI without any pixel inside, and those of
 *   reading a segmentation
 */
export function drawnSegments(bytes: Uint8Array, slide: Slide): DrawnObject {
  const segmentation = readSegmentation(bytes);
  const place = matrixOnSlide(segmentation, slide);
  const layers = segmentation.segments.flatMap((segment, index) => {
    const tiles = [...segmentTiles(segmentation, segment.number)];
    const box = boxAround(tiles);
    if (!box) return [];
    const factor = Math.ceil(Math.max(box.width, box.height) / MOST_PIXELS);
    return [
      {
        kind: 'mask' as const,
        name: segment.label,
        colour: segment.colour ?? colourOf(index),
        mask: reduced(tiles, box, factor),
        origin: { x: place.origin.x + box.x * place.step.x, y: place.origin.y + box.y * place.step.y },
        step: { x: place.step.x * factor, y: place.step.y * factor },
      },
    ];
  });
  if (layers.length > 0) return { layers };
  throw new TimescopeError('EMPTY_ROI', 'The segmentation has no pixel inside any of its segments.', {
    nextStep: 'Choose another one.',
  });
}

function boxAround(tiles: readonly SegmentTile[]): PixelRect | undefined {
  const [first] = tiles;
  if (!first) return undefined;
  let [x0, y0, x1, y1] = [first.x, first.y, first.x, first.y];
  for (const { x, y, width, height } of tiles) {
    [x0, y0] = [Math.min(x0, x), Math.min(y0, y)];
    [x1, y1] = [Math.max(x1, x + width), Math.max(y1, y + height)];
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

function reduced(tiles: readonly SegmentTile[], box: PixelRect, factor: number): Mask {
  const [width, height] = [Math.ceil(box.width / factor), Math.ceil(box.height / factor)];
  const values = new Uint8Array(width * height);
  for (const tile of tiles)
    tile.values.forEach((value, pixel) => {
      if (value === 0) return;
      const x = Math.floor((tile.x - box.x + (pixel % tile.width)) / factor);
      const y = Math.floor((tile.y - box.y + Math.floor(pixel / tile.width)) / factor);
      values[y * width + x] = 1;
    });
  return { width, height, values };
}
