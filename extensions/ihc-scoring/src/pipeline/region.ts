import { TimescopeError } from '@timescope/core/errors';
import type { MatrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';
import type { ScoreRequest } from './scoreRequest';

/** The area asked for, in matrix pixels. Self-crossing rings follow the even-odd rule. */
export interface Region {
  readonly bounds: PixelRect;
  contains(x: number, y: number): boolean;
}

/**
 * The region of a request, or the whole matrix.
 * @throws TimescopeError EMPTY_ROI for fewer than three points, less than a pixel, or outside the slide.
 */
export function regionOf(ring: ScoreRequest['region'], matrix: { width: number; height: number }): Region {
  const whole = { x: 0, y: 0, width: matrix.width, height: matrix.height };
  const isOnSlide = (x: number, y: number) => x >= 0 && y >= 0 && x < matrix.width && y < matrix.height;
  if (!ring) return { bounds: whole, contains: isOnSlide };
  const bounds = boundsOf(ring);
  if (ring.length < 3 || !(bounds.width >= 1 && bounds.height >= 1))
    throw emptyRegion('The region has no area');
  const isOffSlide =
    bounds.x >= matrix.width ||
    bounds.y >= matrix.height ||
    bounds.x + bounds.width <= 0 ||
    bounds.y + bounds.height <= 0;
  if (isOffSlide) throw emptyRegion('The region lies outside the slide');
  return { bounds, contains: (x, y) => isOnSlide(x, y) && isInRing(ring, x, y) };
}

function emptyRegion(what: string): TimescopeError {
  return new TimescopeError('EMPTY_ROI', `${what}; expected a closed outline around tissue on the slide.`, {
    nextStep: 'Draw the region again.',
  });
}

function boundsOf(ring: readonly MatrixPoint[]): PixelRect {
  const xs = ring.map(point => point.x);
  const ys = ring.map(point => point.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function isInRing(ring: readonly MatrixPoint[], x: number, y: number): boolean {
  let isInside = false;
  let previous = ring.at(-1);
  for (const point of ring) {
    if (previous && point.y > y !== previous.y > y) {
      const crossing = point.x + ((y - point.y) / (previous.y - point.y)) * (previous.x - point.x);
      if (x < crossing) isInside = !isInside;
    }
    previous = point;
  }
  return isInside;
}
