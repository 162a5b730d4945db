import { matrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';
import { fillAnnotation } from '../annotations/fillAnnotation';
import { ringEdges } from '../annotations/ringEdges';
import type { CompartmentMask } from '../compartments/compartmentMask';
import { OTHER, STROMA, TUMOUR } from '../compartments/compartmentSource';
import { GRID_STEP } from '../compartments/stainGrid.kernel';
import type { ClassMap, MapClass } from './classMap';
import { COARSE_STEP } from './mapGrid';
import type { DrawnTissue } from './tissueSource';

/**
 * Drawn areas of all classes as compartments, on the grid of 2 um: the smaller of two areas that overlap counts. Compartments
 * that are drawn one by one know tumour and stroma only, and could not show the mucus within a tumour.
 */
export function drawnMask(
  { matrixStep }: Pick<ClassMap, 'matrixStep'>,
  areas: readonly DrawnTissue[],
  source: string,
): CompartmentMask {
  const perPixel = { x: (2 * matrixStep.x) / COARSE_STEP, y: (2 * matrixStep.y) / COARSE_STEP };
  const step = { x: GRID_STEP * perPixel.x, y: GRID_STEP * perPixel.y };
  const drawn = areas
    .map(({ className, rings }) => ({ code: compartmentOf(className), edges: ringEdges(rings) }))
    .sort((a, b) => area(b.edges.bounds) - area(a.edges.bounds));
  const at = gridAround(
    drawn.map(({ edges }) => edges.bounds),
    step,
  );
  const values = new Uint8Array(at.width * at.height);
  for (const { code, edges } of drawn) fillAnnotation(edges, { at, step }, code, values);
  return {
    ...{ width: at.width, height: at.height, values, source },
    origin: matrixPoint(at.x * step.x, at.y * step.y),
    matrixStep: step,
  };
}

const compartmentOf = (name: MapClass): number => (name === 'TUM' ? TUMOUR : name === 'STR' ? STROMA : OTHER);

const area = ({ width, height }: PixelRect): number => width * height;

/** Grid points under the boxes; none left of or above the slide. */
function gridAround(
  boxes: readonly PixelRect[],
  step: { readonly x: number; readonly y: number },
): PixelRect {
  let [left, upper, right, lower] = [Infinity, Infinity, 0, 0];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, Math.max(0, Math.floor(x / step.x)));
    upper = Math.min(upper, Math.max(0, Math.floor(y / step.y)));
    right = Math.max(right, Math.ceil((x + width) / step.x));
    lower = Math.max(lower, Math.ceil((y + height) / step.y));
  }
  return { x: left, y: upper, width: Math.max(1, right - left), height: Math.max(1, lower - upper) };
}
