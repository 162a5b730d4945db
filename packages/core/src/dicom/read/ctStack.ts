import { TimescopeError } from '../../errors';
import type { Vector3, VolumePlacement } from '../../frames';
import { millimetres } from '../../units';
import type { Warning } from '../../warning';
import { number } from '../json';
import { cross, dot, minus, type CtSlice } from './ctSlice';

export type Slices = readonly [CtSlice, ...CtSlice[]];

export interface CtStack {
  readonly slices: Slices;
  readonly placement: VolumePlacement;
  readonly evenlySpaced: boolean;
  readonly warnings: readonly Warning[];
}

/** Ours: two images nearer than this are the same place. */
const SAME_PLACE_MM = 0.01;
/** Ours: distances that differ by more than this share of the usual one are uneven. */
const UNEVEN = 0.02;
/** Ours: a direction that differs by more is another orientation; cosines carry six digits. */
const SAME_DIRECTION = 1e-4;
/** Ours: the sine of half a degree; scanners that do not tilt write 0. */
const TILT_SINE = 0.0087;

/** Sorts images along their normal, and says what keeps them from being an even stack. */
export function stackSlices(slices: Slices): CtStack {
  requireOneShape(slices);
  const normal = cross(slices[0].row, slices[0].column);
  const height = (slice: CtSlice) => dot(normal, slice.positionMm);
  const sorted = slices.toSorted((a, b) => height(a) - height(b));
  const { kept, warnings: duplicates } = withoutDuplicates(sorted, height);
  const heights = kept.map(height);
  const gaps = spacingWarnings(heights);
  const tilt = tiltWarnings(kept, normal);
  return {
    slices: kept,
    placement: placementOf(kept, normal, heights),
    evenlySpaced: gaps.length === 0 && tilt.length === 0,
    warnings: [...duplicates, ...gaps, ...tilt],
  };
}

function requireOneShape(slices: Slices): void {
  const [first] = slices;
  const turned = slices.filter(
    slice =>
      dot(slice.row, first.row) < 1 - SAME_DIRECTION || dot(slice.column, first.column) < 1 - SAME_DIRECTION,
  ).length;
  if (turned > 0)
    throw notOne(
      `its images lie in different directions (${slices.length - turned} one way, ${turned} another)`,
    );
  const sameGrid = (slice: CtSlice) =>
    slice.columns === first.columns &&
    slice.rows === first.rows &&
    Math.abs(slice.spacingMm.x - first.spacingMm.x) < 1e-4 &&
    Math.abs(slice.spacingMm.y - first.spacingMm.y) < 1e-4;
  if (!slices.every(sameGrid)) throw notOne('its images differ in rows, columns or pixel spacing');
}

function notOne(because: string): TimescopeError {
  return new TimescopeError('GEOMETRY', `The CT series is not one stack of slices: ${because}.`, {
    nextStep: 'Split the series, and choose the axial part.',
  });
}

/** The same image twice is kept once; two different images in one place cannot both be right. */
function withoutDuplicates(
  sorted: readonly CtSlice[],
  height: (slice: CtSlice) => number,
): { kept: Slices; warnings: Warning[] } {
  const [first, ...others] = sorted;
  if (!first) throw notOne('it has no image');
  const kept: [CtSlice, ...CtSlice[]] = [first];
  for (const slice of others) {
    const last = kept.at(-1) ?? first;
    if (height(slice) - height(last) >= SAME_PLACE_MM) kept.push(slice);
    else if (!isSameImage(slice, last))
      throw notOne(`two different images lie in the same place (${last.uid} and ${slice.uid})`);
  }
  const twice = sorted.length - kept.length;
  const message = `${twice} images were there twice; one of each is used.`;
  return { kept, warnings: twice === 0 ? [] : [{ code: 'DUPLICATE_SLICES', message }] };
}

/** Without pixels (headers alone) only the UIDs can tell. */
function isSameImage(a: CtSlice, b: CtSlice): boolean {
  const [x, y] = [a.instance.pixels, b.instance.pixels];
  if (x.length === 0 || y.length === 0) return a.uid === b.uid;
  return x.length === y.length && x.every((byte, index) => byte === y[index]);
}

function spacingWarnings(heights: readonly number[]): Warning[] {
  const steps = heights.slice(1).map((height, index) => height - (heights[index] ?? 0));
  const usual = usualStep(steps);
  const missing: string[] = [];
  let uneven = 0;
  steps.forEach((step, k) => {
    if (Math.abs(step - usual) <= UNEVEN * usual) return;
    const times = Math.round(step / usual);
    if (times >= 2 && Math.abs(step - times * usual) <= UNEVEN * usual * times)
      missing.push(`${times - 1} between slices ${k} and ${k + 1}`);
    else uneven++;
  });
  return [
    ...(missing.length === 0
      ? []
      : [{ code: 'MISSING_SLICES', message: `Slices are missing: ${missing.join(', ')}.` }]),
    ...(uneven === 0
      ? []
      : [
          {
            code: 'UNEVEN_SPACING',
            message: `${uneven} of ${steps.length} distances between slices differ from the usual ${usual.toFixed(2)} mm.`,
          },
        ]),
  ];
}

/** The median distance: a gap or two do not move it. */
function usualStep(steps: readonly number[]): number {
  return steps.toSorted((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] ?? 0;
}

/** With a tilted gantry the slices are shifted against each other within their planes. */
function tiltWarnings(slices: Slices, normal: Vector3): Warning[] {
  const way = minus((slices.at(-1) ?? slices[0]).positionMm, slices[0].positionMm);
  const along = dot(way, normal);
  const sideways = dot(way, way) - along * along;
  if (sideways <= TILT_SINE * TILT_SINE * dot(way, way)) return [];
  const message = 'The gantry was tilted: areas on a slice are right, volumes and other planes are not used.';
  return [{ code: 'GANTRY_TILT', message }];
}

function placementOf(slices: Slices, normal: Vector3, heights: readonly number[]): VolumePlacement {
  const [first] = slices;
  return {
    originMm: first.positionMm,
    row: first.row,
    column: first.column,
    slice: sliceStep(slices, normal, heights),
    spacingMm: { x: millimetres(first.spacingMm.x), y: millimetres(first.spacingMm.y) },
  };
}

function sliceStep(slices: Slices, normal: Vector3, heights: readonly number[]): Vector3 {
  const [first, second] = slices;
  if (!second) return scaled(normal, number(first.instance.dataset, '00180050') ?? 0);
  const usual = usualStep(heights.slice(1).map((height, index) => height - (heights[index] ?? 0)));
  const last = slices.at(-1) ?? second;
  const way = minus(last.positionMm, first.positionMm);
  const steps = Math.round(dot(way, normal) / usual);
  return scaled(way, 1 / Math.max(1, steps));
}

const scaled = (v: Vector3, by: number): Vector3 => [v[0] * by, v[1] * by, v[2] * by];
