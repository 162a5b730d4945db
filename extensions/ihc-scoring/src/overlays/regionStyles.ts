import type { AnnotationRole } from '../pipeline/annotations';
import type { Compartment } from '../pipeline/compartments/compartmentSource';

export interface RegionStyle {
  readonly colour: string;
  /** Dashes in screen pixels; empty for a solid line. With it the roles differ without colour, too. */
  readonly dash: readonly number[];
  /** Drawn with slanting lines: it is left out. */
  readonly isHatched: boolean;
}

/** Tumour reddish and stroma greenish are QuPath's habit; the shades are ours, apart from the grades' own. */
export const regionStyles: Readonly<Record<AnnotationRole, RegionStyle>> = {
  region: { colour: '#35d6ff', dash: [], isHatched: false },
  tumour: { colour: '#ff5fb0', dash: [], isHatched: false },
  stroma: { colour: '#4be08a', dash: [10, 4], isHatched: false },
  other: { colour: '#8a94a6', dash: [4, 2], isHatched: false },
  exclude: { colour: '#c8ccd4', dash: [5, 4], isHatched: true },
  control: { colour: '#b69cff', dash: [2, 4], isHatched: true },
};

export const compartmentColours: Readonly<Record<Compartment, string>> = {
  tumour: regionStyles.tumour.colour,
  stroma: regionStyles.stroma.colour,
  other: regionStyles.other.colour,
};
