import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { IMMUNE_CELL, OTHER_CELL, TUMOUR_CELL } from './cellTypeSource';

/** Codes of the types of a cell, as in CellTable: 0 other, 1 tumour, 2 immune. */
export type CellType = typeof OTHER_CELL | typeof TUMOUR_CELL | typeof IMMUNE_CELL;

/** One cell shown to the cell-type classifier: a place in it, in matrix pixels, and what it is. */
export interface ClassClick {
  readonly x: number;
  readonly y: number;
  readonly type: CellType;
}

/** The clicks as the classifier's training reads them, under QuPath's class names; types without clicks are left out. */
export function shapesOfClicks(clicks: readonly ClassClick[]): DrawnShape[] {
  return CLASSES.flatMap(({ type, className }) => {
    const points = clicks.filter(click => click.type === type).map(pointOf);
    return points.length === 0 ? [] : [{ kind: 'points', name: undefined, className, rings: [points] }];
  });
}

const CLASSES = [
  { type: TUMOUR_CELL, className: 'Tumor' },
  { type: IMMUNE_CELL, className: 'Immune cells' },
  { type: OTHER_CELL, className: 'Other' },
] as const;

const pointOf = ({ x, y }: ClassClick): MatrixPoint => matrixPoint(x, y);
