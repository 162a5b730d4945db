import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import { ringsArea } from '../pipeline/annotations/ringsArea';
import type { DrawnRegion } from '../pipeline/reading/drawnRegion';

/** What one measurement covers. Rings are in matrix pixels, their last point joins the first. */
export type MeasuredArea =
  | { readonly kind: 'slide' }
  | { readonly kind: 'field'; readonly ring: readonly MatrixPoint[]; readonly isCut: boolean }
  | { readonly kind: 'drawn'; readonly regions: readonly DrawnRegion[] };

/** The slide's size and pixel spacing, which is all that is needed here. */
export interface SlideExtent {
  readonly width: number;
  readonly height: number;
  readonly mpp: { readonly x: number; readonly y: number };
}

/**
 * Longest side of a field in mm. Ours: 2 x 2 mm are 16 megapixels at 0.5 um, about 10 s of work; four times a
 * microscope's field at 20x.
 */
export const LONGEST_FIELD_MM = 2;

/**
 * The visible part of the slide, cut to its middle when it is too large to measure quickly.
 * @param corners of the viewport in matrix pixels, in order; the view may be rotated
 * @returns undefined when no part of the slide is visible
 */
export function fieldArea(corners: readonly MatrixPoint[], slide: SlideExtent): MeasuredArea | undefined {
  const visible = clippedToSlide(corners, slide);
  if (visible.length < 3) return undefined;
  const middle = bounds(visible);
  const half = { x: (LONGEST_FIELD_MM * 500) / slide.mpp.x, y: (LONGEST_FIELD_MM * 500) / slide.mpp.y };
  const centre = { x: (middle.x0 + middle.x1) / 2, y: (middle.y0 + middle.y1) / 2 };
  const limit = {
    x0: centre.x - half.x,
    y0: centre.y - half.y,
    x1: centre.x + half.x,
    y1: centre.y + half.y,
  };
  const isCut = middle.x1 - middle.x0 > 2 * half.x || middle.y1 - middle.y0 > 2 * half.y;
  const ring = isCut ? clipped(visible, limit) : visible;
  return ring.length < 3 ? undefined : { kind: 'field', ring: ring.map(rounded), isCut };
}

/** What "drawn" measures: the regions to measure; where there are none, the drawn tumour and stroma. */
export function drawnAreaOf(regions: readonly DrawnRegion[]): MeasuredArea | undefined {
  const asked = regions.filter(({ role }) => role === 'region');
  const compartments = regions.filter(
    ({ role, rings }) => (role === 'tumour' || role === 'stroma') && rings.length > 0,
  );
  const measured = asked.length > 0 ? asked : compartments;
  return measured.length === 0 ? undefined : { kind: 'drawn', regions: measured };
}

/** The borders of an area; undefined for a whole slide. */
export function ringsOf(area: MeasuredArea): readonly (readonly MatrixPoint[])[] | undefined {
  if (area.kind === 'slide') return undefined;
  return area.kind === 'field' ? [area.ring] : area.regions.flatMap(({ rings }) => rings);
}

/** Area inside rings in mm2; rings within rings are holes. */
export const areaMm2 = (rings: readonly (readonly MatrixPoint[])[], mpp: SlideExtent['mpp']): number =>
  ringsArea(rings) * (mpp.x / 1000) * (mpp.y / 1000);

/** Width and height in mm of the box around a ring. */
export function sizeMm(
  ring: readonly MatrixPoint[],
  mpp: SlideExtent['mpp'],
): { width: number; height: number } {
  const { x0, y0, x1, y1 } = bounds(ring);
  return { width: ((x1 - x0) * mpp.x) / 1000, height: ((y1 - y0) * mpp.y) / 1000 };
}

/** A hundredth of a pixel is far below what a hand can draw and prints short in the result. */
export const rounded = ({ x, y }: MatrixPoint): MatrixPoint => matrixPoint(hundredths(x), hundredths(y));

/** Adding 0 turns -0 into 0, which are two numbers to a comparison of results. */
const hundredths = (value: number): number => Math.round(value * 100) / 100 + 0;

export const clippedToSlide = (ring: readonly MatrixPoint[], slide: SlideExtent): readonly MatrixPoint[] =>
  clipped(ring, { x0: 0, y0: 0, x1: slide.width, y1: slide.height });

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

function bounds(ring: readonly MatrixPoint[]): Box {
  const xs = ring.map(point => point.x);
  const ys = ring.map(point => point.y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** Sutherland and Hodgman 1974: one side of the box after the other cuts the ring. */
function clipped(ring: readonly MatrixPoint[], box: Box): readonly MatrixPoint[] {
  const sides: ((point: MatrixPoint) => number)[] = [
    point => point.x - box.x0,
    point => box.x1 - point.x,
    point => point.y - box.y0,
    point => box.y1 - point.y,
  ];
  return sides.reduce((rest, inside) => cutBySide(rest, inside), ring);
}

function cutBySide(
  ring: readonly MatrixPoint[],
  inside: (point: MatrixPoint) => number,
): readonly MatrixPoint[] {
  return ring.flatMap((point, index) => {
    const next = ring[(index + 1) % ring.length] ?? point;
    const [here, there] = [inside(point), inside(next)];
    const kept = here >= 0 ? [point] : [];
    return here >= 0 === there >= 0 ? kept : [...kept, between(point, next, here / (here - there))];
  });
}

const between = (a: MatrixPoint, b: MatrixPoint, part: number): MatrixPoint =>
  matrixPoint(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part);
