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

/** Empty planes for a piece, in those given where they have its size: new ones keep the collector busy. */
export function emptyPlanes(before: StainPlanes | undefined, piece: PixelRect, mpp: number): StainPlanes {
  const { width, height } = piece;
  if (before?.width !== width || before.height !== height) {
    const plane = () => new Float32Array(width * height);
    return { ...piece, mpp, haematoxylin: plane(), protein: plane(), dab: plane() };
  }
  const { haematoxylin, protein, dab } = before;
  for (const plane of [haematoxylin, protein, dab]) plane.fill(0);
  return { ...piece, mpp, haematoxylin, protein, dab };
}
