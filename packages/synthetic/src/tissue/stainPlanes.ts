import type { PixelRect } from '@timescope/core/raster';

/** A piece of a section before it is photographed: how much of each thing that dyes find lies at a pixel, row-major. */
export interface StainPlanes extends PixelRect {
  /** Micrometres per pixel; `x` and `y` count in these pixels from the section's top left corner. */
  readonly mpp: number;
  /** What haematoxylin stains: nuclei above all. */
  readonly haematoxylin: Float32Array;
  /** What eosin stains: protein. */
  readonly protein: Float32Array;
  readonly dab: Float32Array;
}

export function newStainPlanes({ x, y, width, height }: PixelRect, mpp: number): StainPlanes {
  const plane = () => new Float32Array(width * height);
  return { x, y, width, height, mpp, haematoxylin: plane(), protein: plane(), dab: plane() };
}
