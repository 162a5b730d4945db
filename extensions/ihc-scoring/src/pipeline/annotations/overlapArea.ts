import type { PixelRect } from '@timescope/core/raster';
import type { RingEdges } from './ringEdges';

/** Lines that an area is cut into at most. Ours: a shape of 4 mm is cut every micrometre. */
const MOST_LINES = 4096;

type Span = readonly [number, number];

/** What one area has in common with any of the others, in square pixels; their common parts count once. */
export function overlapArea(area: RingEdges, all: readonly RingEdges[]): number {
  const { y, height } = area.bounds;
  const others = all.filter(({ bounds }) => meet(area.bounds, bounds));
  if (others.length === 0 || height <= 0) return 0;
  const lines = Math.min(MOST_LINES, Math.ceil(height));
  let width = 0;
  for (let line = 0; line < lines; line++) {
    const at = y + ((line + 0.5) * height) / lines;
    width += commonWidth(
      spansOf(area.crossings(at)),
      union(others.flatMap(other => spansOf(other.crossings(at)))),
    );
  }
  return (width * height) / lines;
}

const meet = (a: PixelRect, b: PixelRect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function spansOf(crossings: readonly number[]): Span[] {
  return Array.from({ length: crossings.length / 2 }, (_, k): Span => [
    crossings[2 * k] ?? NaN,
    crossings[2 * k + 1] ?? NaN,
  ]);
}

function union(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

const commonWidth = (some: readonly Span[], others: readonly Span[]): number =>
  some
    .flatMap(([from, to]) => others.map(other => Math.min(to, other[1]) - Math.max(from, other[0])))
    .reduce((sum, width) => sum + Math.max(0, width), 0);
