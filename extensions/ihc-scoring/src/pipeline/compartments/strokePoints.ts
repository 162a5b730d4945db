import { TimescopeError } from '@timescope/core/errors';
import type { PixelRect } from '@timescope/core/raster';
import { fillAnnotation } from '../annotations/fillAnnotation';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { ringEdges } from '../annotations/ringEdges';
import type { WorkingFrame } from '../workingFrame';
import { OTHER, STROMA, TUMOUR } from './compartmentSource';
import { GRID_STEP } from './stainGrid.kernel';

/** A point of the 2 um grid with the class that was drawn on it. */
export interface StrokePoint {
  readonly column: number;
  readonly row: number;
  readonly label: number;
}

const LABELS: ReadonlyMap<string, number> = new Map<string, number>([
  ['tumor', TUMOUR],
  ['tumour', TUMOUR],
  ['stroma', STROMA],
  ['other', OTHER],
  ['ignore*', OTHER],
  ['necrosis', OTHER],
  ['background', OTHER],
]);

/** Labels of the 2 um grid, row by row, for the part of the slide that holds strokes. */
export interface StrokeGrid {
  /** In grid points of the slide. */
  readonly at: PixelRect;
  /** A byte a point: the label, or one of the two below. */
  readonly labels: Uint8Array;
  /** Points of each label. */
  readonly counts: readonly [number, number, number];
}

const NOT_DRAWN = 255;
const TWO_CLASSES = 254;

/**
 * The grid points under strokes: along lines, inside areas, at points. A point under strokes of two classes is left out.
 * @throws TimescopeError EMPTY_ROI for strokes of an unknown class, or without both tumour and stroma on the slide.
 */
export function strokeGrid(strokes: readonly DrawnShape[], frame: WorkingFrame): StrokeGrid {
  const step = { x: GRID_STEP * frame.matrixStep.x, y: GRID_STEP * frame.matrixStep.y };
  const at = drawnPart(strokes, frame, step);
  const labels = new Uint8Array(at.width * at.height).fill(NOT_DRAWN);
  const draw = (index: number, label: number) => {
    const before = labels[index];
    labels[index] = before === NOT_DRAWN || before === label ? label : TWO_CLASSES;
  };
  for (const stroke of strokes) {
    const label = labelOf(stroke.className);
    if (stroke.kind === 'area')
      drawArea(stroke, at, step, index => {
        draw(index, label);
      });
    else
      drawLines(stroke, at, step, index => {
        draw(index, label);
      });
  }
  const counts = countsIn(labels);
  requireBoth(counts);
  return { at, labels, counts };
}

/** What a reader should know of the strokes: one stroke shows one place of the slide only. */
export function strokeDoubts(strokes: readonly DrawnShape[]): string[] {
  const strokesOf = (label: number) =>
    strokes
      .filter(({ className }) => labelOf(className) === label)
      .reduce((sum, stroke) => sum + strokesIn(stroke), 0);
  return (
    [
      ['Tumour', TUMOUR],
      ['Stroma', STROMA],
    ] as const
  )
    .filter(([, label]) => strokesOf(label) === 1)
    .map(([name]) => `${name} was learned from one stroke: draw several, in different parts of the slide.`);
}

function strokesIn({ kind, rings }: DrawnShape): number {
  if (kind === 'area') return 1;
  return kind === 'line' ? rings.length : rings.flat().length;
}

/** Row by row. */
export function* labelledPoints({ at, labels }: StrokeGrid): Generator<StrokePoint> {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? NOT_DRAWN;
    if (label < TWO_CLASSES)
      yield { column: at.x + (i % at.width), row: at.y + Math.floor(i / at.width), label };
  }
}

/** The box around all strokes, cut to the slide. */
function drawnPart(strokes: readonly DrawnShape[], frame: WorkingFrame, step: Step): PixelRect {
  let [left, upper, right, lower] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { rings } of strokes)
    for (const ring of rings)
      for (const { x, y } of ring) {
        left = Math.min(left, x / step.x - PEN);
        upper = Math.min(upper, y / step.y - PEN);
        right = Math.max(right, x / step.x + PEN + 1);
        lower = Math.max(lower, y / step.y + PEN + 1);
      }
  const slide = {
    x: 0,
    y: 0,
    width: Math.ceil(frame.width / GRID_STEP),
    height: Math.ceil(frame.height / GRID_STEP),
  };
  return cut(slide, left, upper, right, lower);
}

function cut(rect: PixelRect, left: number, upper: number, right: number, lower: number): PixelRect {
  const x = Math.max(rect.x, Math.floor(left));
  const y = Math.max(rect.y, Math.floor(upper));
  const width = Math.max(0, Math.min(rect.x + rect.width, Math.ceil(right)) - x);
  const height = Math.max(0, Math.min(rect.y + rect.height, Math.ceil(lower)) - y);
  return width > 0 && height > 0 ? { x, y, width, height } : { x: rect.x, y: rect.y, width: 0, height: 0 };
}

function countsIn(labels: Uint8Array): [number, number, number] {
  const counts: [number, number, number] = [0, 0, 0];
  for (const label of labels) if (label === OTHER || label === TUMOUR || label === STROMA) counts[label]++;
  return counts;
}

function labelOf(className: string | undefined): number {
  const label = className === undefined ? undefined : LABELS.get(className.toLowerCase());
  if (label !== undefined) return label;
  throw unusable(className === undefined ? 'A stroke has no class' : `A stroke has the class "${className}"`);
}

function requireBoth(counts: readonly number[]): void {
  for (const [label, name] of [
    [TUMOUR, 'tumour'],
    [STROMA, 'stroma'],
  ] as const)
    if ((counts[label] ?? 0) === 0) throw unusable(`No stroke for ${name} lies on the slide`);
}

const unusable = (what: string): TimescopeError =>
  new TimescopeError('EMPTY_ROI', `${what}; expected strokes of the classes Tumor, Stroma and Other.`, {
    nextStep: 'Draw a few lines over each and export them as GeoJSON.',
  });

interface Step {
  readonly x: number;
  readonly y: number;
}

/** Grid points whose centre lies in the area. */
function drawArea({ rings }: DrawnShape, at: PixelRect, step: Step, draw: (index: number) => void): void {
  const edges = ringEdges(rings);
  const { x, y, width, height } = edges.bounds;
  const part = cut(at, x / step.x, y / step.y, (x + width) / step.x, (y + height) / step.y);
  const bits = new Uint8Array(part.width * part.height);
  fillAnnotation(edges, { at: part, step }, 1, bits);
  for (let row = 0; row < part.height; row++) {
    const start = (part.y - at.y + row) * at.width + part.x - at.x;
    for (let column = 0; column < part.width; column++)
      if (bits[row * part.width + column] === 1) draw(start + column);
  }
}

/** Points and lines are this many grid points wide to either side: 6 um in all, as a pen. Ours. */
const PEN = 1;

/** Grid points that a pen along the line, or at the points, passes; in steps of half a grid point. */
function drawLines(
  { kind, rings }: DrawnShape,
  at: PixelRect,
  step: Step,
  draw: (index: number) => void,
): void {
  for (const run of rings) {
    for (const [index, from] of run.entries()) {
      const to = kind === 'line' ? (run[index + 1] ?? from) : from;
      const start = { x: from.x / step.x, y: from.y / step.y };
      const way = { x: (to.x - from.x) / step.x, y: (to.y - from.y) / step.y };
      const steps = Math.ceil(2 * Math.max(Math.abs(way.x), Math.abs(way.y)));
      const [first, last] = stepsWithin(start, way, steps, at);
      for (let k = first; k <= last; k++) {
        const part = steps === 0 ? 0 : k / steps;
        penAt(Math.floor(start.x + part * way.x), Math.floor(start.y + part * way.y), at, draw);
      }
    }
  }
}

/** The steps of a line whose pen may touch the part (Liang and Barsky, ACM Trans Graph 1984;3:1), and one beyond. */
function stepsWithin(start: Step, way: Step, steps: number, at: PixelRect): [number, number] {
  let [enter, leave] = [0, 1];
  for (const [from, along, least, size] of [
    [start.x, way.x, at.x, at.width],
    [start.y, way.y, at.y, at.height],
  ] as const) {
    const [low, high] = [least - PEN - 1 - from, least + size + PEN + 1 - from];
    if (along === 0 && (low > 0 || high < 0)) return [0, -1];
    if (along === 0) continue;
    enter = Math.max(enter, Math.min(low / along, high / along));
    leave = Math.min(leave, Math.max(low / along, high / along));
  }
  if (enter > leave) return [0, -1];
  return [Math.max(0, Math.floor(enter * steps) - 1), Math.min(steps, Math.ceil(leave * steps) + 1)];
}

function penAt(column: number, row: number, at: PixelRect, draw: (index: number) => void): void {
  const [x, y] = [column - at.x, row - at.y];
  for (let v = Math.max(0, y - PEN); v <= Math.min(at.height - 1, y + PEN); v++)
    for (let u = Math.max(0, x - PEN); u <= Math.min(at.width - 1, x + PEN); u++) draw(v * at.width + u);
}
