import type { PixelRect } from '@timescope/core/raster';
import { ringEdges, type RingEdges } from '../annotations/ringEdges';
import { codeOf, type MapClass } from './classMap';
import type { DrawnTissue } from './tissueSource';

export interface PreparedArea {
  readonly className: MapClass;
  readonly code: number;
  readonly edges: RingEdges;
}

/** In the order in which they are filled: the smaller of two areas that overlap comes last. */
export const preparedAreas = (areas: readonly DrawnTissue[]): PreparedArea[] =>
  areas
    .map(({ className, rings }) => ({ className, code: codeOf(className), edges: ringEdges(rings) }))
    .sort((a, b) => boxArea(b.edges.bounds) - boxArea(a.edges.bounds));

const boxArea = ({ width, height }: PixelRect): number => width * height;
