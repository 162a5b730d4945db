import type { Rgb } from '@timescope/core/dicom/displayColour';
import type { Mask } from '@timescope/core/raster';
import type { PolygonTable } from '../pipeline/cellTable';

/** What another tool stored about a slide, as it is drawn on it. Plain data in matrix pixels. */
export interface DrawnObject {
  readonly layers: readonly DrawnLayer[];
}

/** A segment, or a group of annotations. */
export type DrawnLayer = { readonly name: string; readonly colour: Rgb } & (
  | {
      readonly kind: 'mask';
      /** 1 inside. */
      readonly mask: Mask;
      /** Where its first pixel's corner lies, and how large one of its pixels is. */
      readonly origin: { readonly x: number; readonly y: number };
      readonly step: { readonly x: number; readonly y: number };
    }
  | {
      readonly kind: 'shapes';
      /** A shape of one point is a point. */
      readonly shapes: PolygonTable;
      /** Lines are open. */
      readonly isClosed: boolean;
    }
);

/** For what names no colour; apart from the colours of the grades. Ours. */
const COLOURS: readonly Rgb[] = [
  [0, 200, 255],
  [255, 120, 220],
  [140, 255, 90],
  [255, 200, 60],
  [150, 130, 255],
  [255, 140, 90],
];

export const colourOf = (index: number): Rgb => COLOURS[index % COLOURS.length] ?? [255, 255, 255];

/** What of it a worker hands over instead of copying it. */
export const drawnBuffers = ({ layers }: DrawnObject): ArrayBufferLike[] =>
  layers.flatMap(layer =>
    layer.kind === 'mask'
      ? [layer.mask.values.buffer]
      : [layer.shapes.xy.buffer, layer.shapes.offsets.buffer],
  );
