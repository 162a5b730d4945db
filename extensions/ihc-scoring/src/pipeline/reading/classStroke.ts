import type { MatrixPoint } from '@timescope/core/frames';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { COMPARTMENTS, type Compartment } from '../compartments/compartmentSource';

/** A line that the reader drew to show the pixel classifier what tumour, stroma or other looks like. */
export interface ClassStroke {
  /** Unique within a reading; never shown. */
  readonly id: string;
  readonly compartment: Compartment;
  /** In the order drawn; a click is a single point. */
  readonly points: readonly MatrixPoint[];
}

/** QuPath's words for the classes, which the classifier knows. */
const CLASS_NAMES: Readonly<Record<Compartment, string>> = {
  other: 'Other',
  tumour: 'Tumor',
  stroma: 'Stroma',
};

/** The strokes as the classifier learns from them; they are told apart by their lines, not by their ids. */
export const strokeShapes = (strokes: readonly ClassStroke[]): DrawnShape[] =>
  strokes.map(({ compartment, points }) => ({
    kind: 'line',
    name: undefined,
    className: CLASS_NAMES[compartment],
    rings: [points],
  }));

export const isCompartment = (value: unknown): value is Compartment =>
  COMPARTMENTS.some(each => each === value);
