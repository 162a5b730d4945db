import { RUIFROK } from '../slide/photograph.kernel';
import type { SectionStain } from './sectionSpec';

export type Triple = readonly [number, number, number];

/** Dyes, light and camera of one section. */
export interface SectionLook {
  /** Optical density in red, green, blue of one unit of each plane; not unit vectors: their length is the strength. */
  readonly haematoxylin: Triple;
  /** What eosin stains; in IHC the faint colour of that protein. */
  readonly protein: Triple;
  readonly dab: Triple;
  /** Grey values of bare glass. */
  readonly white: Triple;
  /** Standard deviation of the camera's noise, grey values. */
  readonly noise: number;
  /** Sigma of the optics' blur, um. */
  readonly blurUm: number;
  /** Places where tissue lies double. */
  readonly folds: readonly Fold[];
  /** Lines drawn on the glass with a felt pen. */
  readonly ink: readonly InkLine[];
}

/** A straight fold. Lengths in um of the section. */
export interface Fold {
  readonly x: number;
  readonly y: number;
  /** Unit vector along it. */
  readonly alongX: number;
  readonly alongY: number;
  readonly halfLength: number;
  readonly halfWidth: number;
}

export interface InkLine extends Fold {
  /** Optical density in red, green, blue. */
  readonly colour: Triple;
}

/** Eosin as QuPath's default H&E vectors give it. */
export const EOSIN: Triple = [0.2159, 0.8012, 0.5581];

const times = ([r, g, b]: Triple, factor: number): Triple => [r * factor, g * factor, b * factor];
const plus = (a: Triple, b: Triple): Triple => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

/** Strength of the dyes against H&E, and share of protein that shows in IHC; ours, set by eye beside real sections. */
const IHC_HAEMATOXYLIN = 0.52;
const IHC_PROTEIN = { haematoxylin: 0.13, dab: 0.04 };

export interface Dyes {
  readonly haematoxylin: Triple;
  readonly eosin: Triple;
  readonly dab: Triple;
}

export const usualDyes: Dyes = { haematoxylin: RUIFROK.haematoxylin, eosin: EOSIN, dab: RUIFROK.dab };

/** Strengths are 1 in a usual section. */
export interface Strengths {
  readonly haematoxylin: number;
  readonly eosin: number;
  readonly dab: number;
  /** Brown on everything, of IHC only. */
  readonly unspecific: number;
}

export const usualStrengths: Strengths = { haematoxylin: 1, eosin: 1, dab: 1, unspecific: 1 };

/** What one unit of each plane looks like in a stain. */
export function dyed(
  stain: SectionStain,
  dyes: Dyes,
  strengths: Strengths,
): Pick<SectionLook, 'haematoxylin' | 'protein' | 'dab'> {
  const dab = times(dyes.dab, strengths.dab);
  if (stain === 'he')
    return {
      haematoxylin: times(dyes.haematoxylin, 1.25 * strengths.haematoxylin),
      protein: times(dyes.eosin, strengths.eosin),
      dab,
    };
  const counterstain = times(dyes.haematoxylin, IHC_HAEMATOXYLIN * strengths.haematoxylin);
  const protein = plus(
    times(counterstain, IHC_PROTEIN.haematoxylin / IHC_HAEMATOXYLIN),
    times(dyes.dab, IHC_PROTEIN.dab * strengths.unspecific),
  );
  return { haematoxylin: counterstain, protein, dab };
}

export const usualLook = (stain: SectionStain): SectionLook => ({
  ...dyed(stain, usualDyes, usualStrengths),
  white: [242, 241, 244],
  noise: 1.8,
  blurUm: 0.35,
  folds: [],
  ink: [],
});
