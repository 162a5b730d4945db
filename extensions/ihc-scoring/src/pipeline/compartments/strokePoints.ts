import { TimescopeError } from '@timescope/core/errors';
import type { MatrixPoint } from '@timescope/core/frames';
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

/**
 * The grid points under strokes: along lines, inside areas, at points. Row by row. A point under strokes of two classes
 * is left out.
 * @throws TimescopeError EMPTY_ROI for strokes of an unknown class, or without both tumour and stroma on the slide.
 */
export function strokePoints(strokes: readonly DrawnShape[], frame: WorkingFrame): StrokePoint[] {
  const width = Math.ceil(frame.width / GRID_STEP);
  const height = Math.ceil(frame.height / GRID_STEP);
  const step = { x: GRID_STEP * frame.matrixStep.x, y: GRID_STEP * frame.matrixStep.y };
  const drawn = new Map<number, number>();
  for (const stroke of strokes) {
    const label = labelOf(stroke.className);
    for (const [column, row] of stroke.kind === 'area' ? inside(stroke, step) : along(stroke, step)) {
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const key = row * width + column;
      drawn.set(key, (drawn.get(key) ?? label) === label ? label : TWO_CLASSES);
    }
  }
  const points = [...drawn]
    .filter(([, label]) => label !== TWO_CLASSES)
    .sort(([a], [b]) => a - b)
    .map(([key, label]) => ({ column: key % width, row: Math.floor(key / width), label }));
  requireBoth(points);
  return points;
}

const TWO_CLASSES = -1;

function labelOf(className: string | undefined): number {
  const label = className === undefined ? undefined : LABELS.get(className.toLowerCase());
  if (label !== undefined) return label;
  throw unusable(className === undefined ? 'A stroke has no class' : `A stroke has the class "${className}"`);
}

function requireBoth(points: readonly StrokePoint[]): void {
  for (const [label, name] of [
    [TUMOUR, 'tumour'],
    [STROMA, 'stroma'],
  ] as const) {
    if (!points.some(point => point.label === label))
      throw unusable(`No stroke for ${name} lies on the slide`);
  }
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
function* inside({ rings }: DrawnShape, step: Step): Generator<[number, number]> {
  const edges = ringEdges(rings);
  const { bounds } = edges;
  const x = Math.floor(bounds.x / step.x);
  const y = Math.floor(bounds.y / step.y);
  const width = Math.ceil((bounds.x + bounds.width) / step.x) - x;
  const height = Math.ceil((bounds.y + bounds.height) / step.y) - y;
  const bits = new Uint8Array(width * height);
  fillAnnotation(edges, { at: { x, y, width, height }, step }, 1, bits);
  for (let i = 0; i < bits.length; i++) if (bits[i] === 1) yield [x + (i % width), y + Math.floor(i / width)];
}

/** Points and lines are this many grid points wide to either side: 6 um in all, as a pen. Ours. */
const PEN = 1;

/** Grid points that a pen along the line, or at the points, passes; in steps of half a grid point. */
function* along({ kind, rings }: DrawnShape, step: Step): Generator<[number, number]> {
  for (const run of rings) {
    for (const [index, from] of run.entries()) {
      const to = kind === 'line' ? (run[index + 1] ?? from) : from;
      const steps = Math.ceil(
        2 * Math.max(Math.abs(to.x - from.x) / step.x, Math.abs(to.y - from.y) / step.y),
      );
      for (let k = 0; k <= steps; k++) yield* penAt(pointAt(from, to, steps === 0 ? 0 : k / steps, step));
    }
  }
}

function* penAt([x, y]: readonly [number, number]): Generator<[number, number]> {
  for (let dy = -PEN; dy <= PEN; dy++) for (let dx = -PEN; dx <= PEN; dx++) yield [x + dx, y + dy];
}

const pointAt = (from: MatrixPoint, to: MatrixPoint, part: number, step: Step): [number, number] => [
  Math.floor((from.x + part * (to.x - from.x)) / step.x),
  Math.floor((from.y + part * (to.y - from.y)) / step.y),
];
