import type { PolygonTable } from '../pipeline/cellTable';

/**
 * A picture in memory: one number a pixel, as ImageData has them on little-endian machines, red in the lowest byte,
 * opacity in the highest, colours not multiplied by it. The browser's own canvas takes ten times as long for
 * thousands of small rings (tests/bench/pathologyPage.nightly.ts).
 */
export interface RingPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** Lengths in pixels of the picture. */
export interface Line {
  readonly rgb: readonly [number, number, number];
  readonly width: number;
  /** 0 to 1. */
  readonly opacity: number;
  /** Drawn and left out in turn; empty for a solid line. */
  readonly dash: readonly number[];
}

/** From the rings' pixels to the picture's, as DOMMatrix names the numbers. */
export interface Placement {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** One ring in pixels of the picture: x, y, x, y of the first `points`; the rest is room. */
export interface PlacedRing {
  xy: Float64Array;
  points: number;
}

/** Room for any ring of our own detectors; a larger one makes room for itself. */
export const newPlacedRing = (): PlacedRing => ({ xy: new Float64Array(32), points: 0 });

/** @param apart points nearer than this to the last one, in pixels of the picture along both axes, are left out. */
export function placeRing(
  ring: PlacedRing,
  { xy, offsets }: PolygonTable,
  cell: number,
  { a, b, c, d, e, f }: Placement,
  apart: number,
): void {
  const from = offsets[cell] ?? 0;
  const end = offsets[cell + 1] ?? from;
  if (ring.xy.length < 2 * (end - from)) ring.xy = new Float64Array(2 * (end - from));
  let points = 0;
  let lastX = Infinity;
  let lastY = Infinity;
  for (let point = from; point < end; point++) {
    const x = a * xy[2 * point]! + c * xy[2 * point + 1]! + e;
    const y = b * xy[2 * point]! + d * xy[2 * point + 1]! + f;
    if (Math.abs(x - lastX) < apart && Math.abs(y - lastY) < apart) continue;
    ring.xy[2 * points] = lastX = x;
    ring.xy[2 * points + 1] = lastY = y;
    points++;
  }
  ring.points = points;
}

/**
 * A line along all points and, unless it is open, back to the first. Where lines of one colour meet, the darker pixel
 * stays, so that joints do not show as dots.
 */
export function strokeRing(
  picture: RingPicture,
  { xy, points }: PlacedRing,
  line: Line,
  isClosed = true,
): void {
  const { width, height, pixels } = picture;
  const [drawn = 0, gap = 0] = line.dash;
  const pen = { pixels, drawn, gap, colour: colourOf(line.rgb), alpha: 255 * line.opacity };
  const columns = { pixels: width, step: 1 };
  const rows = { pixels: height, step: width };
  const sides = isClosed || points < 2 ? points : points - 1;
  let along = 0;
  for (let point = 0; point < sides; point++) {
    const next = point + 1 === points ? 0 : point + 1;
    const x = xy[2 * point]!;
    const y = xy[2 * point + 1]!;
    const dx = xy[2 * next]! - x;
    const dy = xy[2 * next + 1]! - y;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (Math.abs(dx) >= Math.abs(dy)) strokeSide(pen, columns, rows, x, y, dx, dy, length, line.width, along);
    else strokeSide(pen, rows, columns, y, x, dy, dx, length, line.width, along);
    along += length;
  }
}

/** Even-odd, by pixel centres: the line around it covers the steps. */
export function fillRing(
  picture: RingPicture,
  { xy, points }: PlacedRing,
  rgb: Line['rgb'],
  opacity: number,
): void {
  const { width, height, pixels } = picture;
  const colour = colourOf(rgb);
  const alpha = Math.round(255 * opacity);
  let top = Infinity;
  let bottom = -Infinity;
  for (let point = 0; point < points; point++) {
    top = Math.min(top, xy[2 * point + 1]!);
    bottom = Math.max(bottom, xy[2 * point + 1]!);
  }
  const end = Math.min(height, Math.ceil(bottom - 0.5));
  const crossings = new Float64Array(points);
  for (let row = Math.max(0, Math.ceil(top - 0.5)); row < end; row++) {
    const count = findCrossings(crossings, xy, points, row + 0.5);
    for (let k = 0; k + 1 < count; k += 2) {
      const right = row * width + Math.min(width, Math.ceil(crossings[k + 1]! - 0.5));
      const left = row * width + Math.max(0, Math.ceil(crossings[k]! - 0.5));
      for (let at = left; at < right; at++) ink(pixels, at, colour, alpha);
    }
  }
}

/** A square around a place, by pixel centres. */
export function fillSquare(picture: RingPicture, x: number, y: number, side: number, rgb: Line['rgb']): void {
  const { width, height, pixels } = picture;
  const colour = colourOf(rgb);
  const left = Math.max(0, Math.ceil(x - side / 2 - 0.5));
  const right = Math.min(width, Math.ceil(x + side / 2 - 0.5));
  const end = Math.min(height, Math.ceil(y + side / 2 - 0.5));
  for (let row = Math.max(0, Math.ceil(y - side / 2 - 0.5)); row < end; row++)
    for (let column = left; column < right; column++) ink(pixels, row * width + column, colour, 255);
}

interface Pen {
  readonly pixels: Uint32Array;
  readonly colour: number;
  /** 0 to 255. */
  readonly alpha: number;
  /** Lengths of a dash and of what is left out behind it; both 0 for a solid line. */
  readonly drawn: number;
  readonly gap: number;
}

/** An axis of the picture: how many pixels it has and how far apart they are in memory. */
interface Axis {
  readonly pixels: number;
  readonly step: number;
}

/**
 * One side of a ring, a pixel of its longer axis (u) at a time: what the line covers of the pixels across (v).
 * Written out, since a redraw of 20,000 nuclei comes here 200,000 times.
 */
function strokeSide(
  pen: Pen,
  uAxis: Axis,
  vAxis: Axis,
  u0: number,
  v0: number,
  du: number,
  dv: number,
  length: number,
  lineWidth: number,
  along: number,
): void {
  const { pixels, colour } = pen;
  const isDashed = pen.gap > 0;
  const vStep = vAxis.step;
  const slope = du === 0 ? 0 : dv / du;
  const across = du === 0 ? lineWidth : (lineWidth * length) / Math.abs(du);
  const lengthAPixel = du === 0 ? 0 : length / du;
  const first = du < 0 ? u0 + du : u0;
  const end = du < 0 ? u0 : u0 + du;
  const lastU = end >= uAxis.pixels ? uAxis.pixels - 1 : Math.floor(end);
  for (let u = first < 0 ? 0 : Math.floor(first); u <= lastU; u++) {
    const past = u + 0.5 - u0;
    const full = isDashed
      ? pen.alpha * drawnShare(along + past * lengthAPixel, pen.drawn, pen.gap)
      : pen.alpha;
    const from = v0 + slope * past - 0.5 * across;
    const to = from + across;
    const lastV = to >= vAxis.pixels ? vAxis.pixels - 1 : Math.floor(to);
    for (let v = from < 0 ? 0 : Math.floor(from); v <= lastV; v++) {
      const covered = (v + 1 < to ? v + 1 : to) - (v > from ? v : from);
      const alpha = (full * covered + 0.5) | 0;
      if (alpha > 0) ink(pixels, u * uAxis.step + v * vStep, colour, alpha);
    }
  }
}

/** How much of the pixel around a place along a dashed line is drawn. */
function drawnShare(place: number, drawn: number, gap: number): number {
  const period = drawn + gap;
  const phase = place - period * Math.floor(place / period);
  const ofThis = Math.max(0, Math.min(phase + 0.5, drawn) - Math.max(phase - 0.5, 0));
  return Math.min(1, ofThis + Math.max(0, phase + 0.5 - period));
}

/** Where a row's middle line crosses the ring, from left to right. @returns how many places these are */
function findCrossings(crossings: Float64Array, xy: Float64Array, points: number, y: number): number {
  let count = 0;
  let x0 = xy[2 * points - 2]!;
  let y0 = xy[2 * points - 1]!;
  for (let point = 0; point < points; point++) {
    const x1 = xy[2 * point]!;
    const y1 = xy[2 * point + 1]!;
    if (y0 <= y !== y1 <= y) {
      const x = x0 + ((x1 - x0) * (y - y0)) / (y1 - y0);
      let at = count++;
      for (; at > 0 && crossings[at - 1]! > x; at--) crossings[at] = crossings[at - 1]!;
      crossings[at] = x;
    }
    x0 = x1;
    y0 = y1;
  }
  return count;
}

const colourOf = ([red, green, blue]: Line['rgb']): number => red | (green << 8) | (blue << 16);

/** Over what is there; the same colour is not added to itself. */
function ink(pixels: Uint32Array, at: number, colour: number, alpha: number): void {
  const below = pixels[at]!;
  if (below === 0) pixels[at] = colour | (alpha << 24);
  else if ((below & 0xffffff) !== colour) pixels[at] = mixed(below, colour, alpha);
  else if (alpha > below >>> 24) pixels[at] = colour | (alpha << 24);
}

function mixed(below: number, colour: number, alpha: number): number {
  const rest = ((below >>> 24) * (255 - alpha)) / 255;
  const sum = alpha + rest;
  const red = ((colour & 255) * alpha + (below & 255) * rest) / sum;
  const green = (((colour >> 8) & 255) * alpha + ((below >> 8) & 255) * rest) / sum;
  const blue = (((colour >> 16) & 255) * alpha + ((below >> 16) & 255) * rest) / sum;
  return (red + 0.5) | ((green + 0.5) << 8) | ((blue + 0.5) << 16) | ((sum + 0.5) << 24);
}
