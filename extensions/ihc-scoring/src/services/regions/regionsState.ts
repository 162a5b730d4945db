import { ANNOTATION_ROLES, type AnnotationRole } from '../../pipeline/annotations';
import type { MapClass } from '../../pipeline/tissueMap/classMap';
import type { Problem } from '../scoringState';

export const SHAPES = ['polygon', 'freehand', 'rectangle'] as const;
export type Shape = (typeof SHAPES)[number];
export const isShape = (value: unknown): value is Shape => SHAPES.some(shape => shape === value);

export interface RegionsState {
  /** Of the region in the list that is worked on. */
  readonly selected: string | undefined;
  /** What the next region is for. */
  readonly role: AnnotationRole;
  /** Diameter of the brush. */
  readonly brushUm: number;
  readonly isEraser: boolean;
  /** The brush says what tissue is, over whatever said it before; undefined: it paints on one region. */
  readonly correcting: MapClass | undefined;
  /** What it may say, in the order of its keys. */
  readonly brushClasses: readonly MapClass[];
  /** Drawn while the polygon tool has the left button. */
  readonly shape: Shape;
  readonly isShown: boolean;
  readonly problem: Problem | undefined;
  /** What was read in. */
  readonly note: string | undefined;
}

export const ROLES: readonly AnnotationRole[] = ANNOTATION_ROLES;
export const isRole = (value: unknown): value is AnnotationRole => ROLES.some(role => role === value);

/** Ours: from a cell to a tissue section. */
export const BRUSHES_UM: readonly number[] = [
  10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000,
];

export const initialRegions: RegionsState = {
  selected: undefined,
  role: 'region',
  brushUm: 100,
  isEraser: false,
  correcting: undefined,
  brushClasses: [],
  shape: 'polygon',
  isShown: true,
  problem: undefined,
  note: undefined,
};
