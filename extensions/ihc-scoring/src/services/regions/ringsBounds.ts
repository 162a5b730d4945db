import type { MatrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';
import { ringEdges } from '../../pipeline/annotations/ringEdges';

/** The box around rings, in matrix pixels. */
export const ringsBounds = (rings: readonly (readonly MatrixPoint[])[]): PixelRect => ringEdges(rings).bounds;
