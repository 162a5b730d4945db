import { TimescopeError } from '../../errors';
import type { Mask, PixelRect } from '../../raster';

/** The part of a slice that a picture shows, in square pixels. */
export interface CtField {
  /** Of the picture, in its own pixels. */
  readonly width: number;
  readonly height: number;
  readonly mmPerPixel: number;
  /** The picture's upper left corner in voxels of the slice: the first voxel's centre lies at (0.5, 0.5). */
  readonly corner: { readonly x: number; readonly y: number };
  /** Voxels that a pixel of the picture spans. */
  readonly step: { readonly x: number; readonly y: number };
}

/** Longer side of the picture in pixels. Ours: 41 mm in print. */
const LONGEST_SIDE = 480;
/** The body around the outline tells where it lies. Ours: half the width of a trunk, or two and a half times the outline. */
const LEAST_MM = 180;
const TIMES_OUTLINE = 2.5;

/**
 * The outline in the middle, as far as the slice reaches.
 * @throws TimescopeError EMPTY_ROI when the region has no voxel on the slice
 */
export function ctField(region: Mask, spacingMm: { readonly x: number; readonly y: number }): CtField {
  const box = boxAround(region);
  if (!box)
    throw new TimescopeError('EMPTY_ROI', 'The stored outline has no voxel on the stored slice.', {
      nextStep: 'Predict again and save.',
    });
  const longer = Math.max(box.width * spacingMm.x, box.height * spacingMm.y);
  const wantedMm = Math.max(LEAST_MM, TIMES_OUTLINE * longer);
  const mm = {
    x: Math.min(wantedMm, region.width * spacingMm.x),
    y: Math.min(wantedMm, region.height * spacingMm.y),
  };
  const mmPerPixel = Math.max(mm.x, mm.y) / LONGEST_SIDE;
  const span = { x: mm.x / spacingMm.x, y: mm.y / spacingMm.y };
  return {
    width: Math.max(1, Math.round(mm.x / mmPerPixel)),
    height: Math.max(1, Math.round(mm.y / mmPerPixel)),
    mmPerPixel,
    corner: {
      x: start(box.x + box.width / 2, span.x, region.width),
      y: start(box.y + box.height / 2, span.y, region.height),
    },
    step: { x: mmPerPixel / spacingMm.x, y: mmPerPixel / spacingMm.y },
  };
}

const start = (middle: number, span: number, size: number): number =>
  Math.min(size - span, Math.max(0, middle - span / 2));

function boxAround({ width, height, values }: Mask): PixelRect | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((values[y * width + x] ?? 0) === 0) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), y];
    }
  return right < 0 ? undefined : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
