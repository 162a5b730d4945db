import { isTissueRole, type Annotation, type TissueRole } from '../annotations';
import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import { fillAnnotation } from '../annotations/fillAnnotation';
import { ringEdges, type RingEdges } from '../annotations/ringEdges';
import type { StainTables } from '../stain/stainTables';
import type { WorkingFrame } from '../workingFrame';
import type { CompartmentMask } from './compartmentMask';
import { CLASSIFIER_MARGIN, classifyPixels } from './classifyPixels';
import { fillFromMask } from './fillFromMask';
import type { PixelClassifier } from './pixelClassifier';

/** Codes of the compartments, as in CellTable and TileInput. */
export const OTHER = 0;
export const TUMOUR = 1;
export const STROMA = 2;

/** In the order of the codes. */
export const COMPARTMENTS = ['other', 'tumour', 'stroma'] as const;
export type Compartment = (typeof COMPARTMENTS)[number];

/** Where tumour and stroma come from. Drawn annotations override every source; without one, all else is other. */
export type CompartmentSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'drawn' }
  | { readonly kind: 'pixel-classifier'; readonly model: PixelClassifier }
  | { readonly kind: 'mask'; readonly mask: CompartmentMask };

/** Working pixels that a tile must see around its own area so that tiling cannot be seen in the labels. */
export const compartmentMargin = (source: CompartmentSource): number =>
  source.kind === 'pixel-classifier' ? CLASSIFIER_MARGIN : 0;

/** Whether tumour and stroma can be told apart at all. */
export const hasCompartments = (source: CompartmentSource, annotations: readonly Annotation[]): boolean =>
  (source.kind !== 'none' && source.kind !== 'drawn') ||
  (source.kind === 'drawn' && annotations.some(({ role }) => role === 'tumour' || role === 'stroma'));

/**
 * The compartment of each pixel of a tile: 0 other, 1 tumour, 2 stroma.
 * @param rgb The tile with its margin, at `at` of the working grid: for sources that look at the pixels.
 * @param out at.width x at.height bytes, overwritten.
 */
export function compartmentLabels(
  source: CompartmentSource,
  annotations: readonly Annotation[],
  rgb: RgbRaster,
  at: PixelRect,
  frame: WorkingFrame,
  stainTables: StainTables,
  out: Uint8Array,
): void {
  switch (source.kind) {
    case 'none':
      out.fill(OTHER);
      return;
    case 'drawn':
      out.fill(OTHER);
      break;
    case 'pixel-classifier':
      classifyPixels(source.model, rgb, at, stainTables, out);
      break;
    case 'mask':
      fillFromMask(source.mask, { at, step: frame.matrixStep }, out);
      break;
  }
  drawOver(annotations, at, frame, out);
}

/** Where drawn areas overlap, the smaller box wins: an island is drawn inside the area around it. */
function drawOver(
  annotations: readonly Annotation[],
  at: PixelRect,
  frame: WorkingFrame,
  out: Uint8Array,
): void {
  annotations
    .flatMap(annotation => {
      const { role } = annotation;
      return isTissueRole(role) ? [{ role, edges: edgesOf(annotation) }] : [];
    })
    .sort((a, b) => boxArea(b.edges.bounds) - boxArea(a.edges.bounds))
    .forEach(({ role, edges }) => {
      fillAnnotation(edges, { at, step: frame.matrixStep }, CODES[role], out);
    });
}

const CODES: Readonly<Record<TissueRole, number>> = { tumour: TUMOUR, stroma: STROMA, other: OTHER };

/** An area is asked about for every tile; its edges are prepared once. */
const prepared = new WeakMap<Annotation, RingEdges>();

function edgesOf(annotation: Annotation): RingEdges {
  const edges = prepared.get(annotation) ?? ringEdges(annotation.rings);
  prepared.set(annotation, edges);
  return edges;
}

const boxArea = ({ width, height }: PixelRect): number => width * height;
