import { TimescopeError } from '@timescope/core/errors';
import { intersection, type PixelRect } from '@timescope/core/raster';
import type { Annotation } from './annotations';
import { fillAnnotation, type GridPlace } from './annotations/fillAnnotation';
import { isInside, ringEdges } from './annotations/ringEdges';

/** The area asked for, in matrix pixels. */
export interface Region {
  readonly bounds: PixelRect;
  contains(x: number, y: number): boolean;
  /** Asked for by the regions, but in an area that is to be left out. */
  isLeftOut(x: number, y: number): boolean;
  /** 1 for each pixel of a grid whose centre lies in the region and on the slide, else 0. */
  mark(place: GridPlace, out: Uint8Array): void;
}

/**
 * What is measured of a slide: inside any annotation whose role is `region` (or, without one, anywhere on the slide) and
 * in none to be left out (`exclude`, `control`). Tumour and stroma do not limit it.
 * @throws TimescopeError EMPTY_ROI for an annotation with fewer than three points or less than a pixel, or when all
 * regions lie outside the slide.
 */
export function regionOf(
  annotations: readonly Annotation[] | undefined,
  matrix: { readonly width: number; readonly height: number },
): Region {
  const slide = { x: 0, y: 0, width: matrix.width, height: matrix.height };
  const all = (annotations ?? []).map(({ role, rings, name }) => ({ role, name, edges: ringEdges(rings) }));
  for (const { name, edges } of all) requireArea(name, edges.bounds);
  const wanted = all.filter(({ role }) => role === 'region').map(({ edges }) => edges);
  const left = all.filter(({ role }) => role === 'exclude' || role === 'control').map(({ edges }) => edges);
  const onSlide = wanted.map(({ bounds }) => intersection(bounds, slide)).filter(part => part !== undefined);
  if (wanted.length > 0 && onSlide.length === 0) throw emptyRegion('The region lies outside the slide');
  const isOnSlide = (x: number, y: number) => x >= 0 && y >= 0 && x < matrix.width && y < matrix.height;
  const isWanted = (x: number, y: number) =>
    isOnSlide(x, y) && (wanted.length === 0 || wanted.some(edges => isInside(edges, x, y)));
  const isLeft = (x: number, y: number) => left.some(edges => isInside(edges, x, y));
  return {
    bounds: wanted.length === 0 ? slide : wanted.map(({ bounds }) => bounds).reduce(around),
    contains: (x, y) => isWanted(x, y) && !isLeft(x, y),
    isLeftOut: (x, y) => isWanted(x, y) && isLeft(x, y),
    mark: (place, out) => {
      out.fill(wanted.length === 0 ? 1 : 0);
      for (const edges of wanted) fillAnnotation(edges, place, 1, out);
      for (const edges of left) fillAnnotation(edges, place, 0, out);
      clearBeyond(place, matrix, out);
    },
  };
}

function requireArea(name: string, bounds: PixelRect): void {
  if (!(bounds.width >= 1 && bounds.height >= 1)) throw emptyRegion(`The annotation "${name}" has no area`);
}

function emptyRegion(what: string): TimescopeError {
  return new TimescopeError('EMPTY_ROI', `${what}; expected a closed outline around tissue on the slide.`, {
    nextStep: 'Draw the region again.',
  });
}

function around(a: PixelRect, b: PixelRect): PixelRect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Pixels of the grid whose centre is not on the slide. */
function clearBeyond(
  { at, step }: GridPlace,
  matrix: { readonly width: number; readonly height: number },
  out: Uint8Array,
): void {
  const isBeyond = (index: number, stepBy: number, size: number) =>
    (index + 0.5) * stepBy < 0 || (index + 0.5) * stepBy >= size;
  const columns = Array.from({ length: at.width }, (_, k) => k).filter(k =>
    isBeyond(at.x + k, step.x, matrix.width),
  );
  for (let row = 0; row < at.height; row++) {
    const start = row * at.width;
    if (isBeyond(at.y + row, step.y, matrix.height)) out.fill(0, start, start + at.width);
    else for (const column of columns) out[start + column] = 0;
  }
}
