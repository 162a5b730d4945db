import type { MatrixPoint } from '@timescope/core/frames';
import type { Raster } from '@timescope/core/raster';

/**
 * Compartments as a network or a file gives them: a byte a pixel, 0 other, 1 tumour, 2 stroma. Pixel (column, row) spans
 * `matrixStep` matrix pixels from `origin`. What lies outside is other.
 */
export interface CompartmentMask extends Raster<Uint8Array> {
  readonly origin: MatrixPoint;
  readonly matrixStep: { readonly x: number; readonly y: number };
  /** Who made it, for the provenance: a model's name and hash, or a file's. */
  readonly source: string;
}
