export type Triple = readonly [number, number, number];

/**
 * Everything that a field is made of. Factors are 1 where the demonstration slide is; equal specifications give equal
 * fields. All levels are ours.
 */
export interface FieldSpec {
  /** Chooses the place in the tissue, the cells and their stain. */
  readonly seed: number;
  /** Micrometres per pixel of the image, 0.1 to 0.5 or coarser. */
  readonly mpp: number;
  /** Edge of the square field; a multiple of 4 um. */
  readonly sizeUm: number;
  /** Factor on the counterstain of nuclei and tissue. */
  readonly haematoxylin: number;
  /** Further factor on that of cytoplasm and collagen: 1 is as heavy as in H&E, sections for IHC are paler. */
  readonly tissueHaematoxylin: number;
  /** How far nuclei leave the ellipse: standard deviation as a share of their radius. */
  readonly irregular: number;
  /** Factor on the DAB of stained nuclei. */
  readonly dab: number;
  /** Share of tumour nuclei that take DAB; of other cells a fifth of it. */
  readonly positive: number;
  /** Factor on the brown that stands everywhere in tissue. */
  readonly unspecificDab: number;
  /** Grey values of bare glass. */
  readonly white: Triple;
  /** Share of the light that the corners lose. */
  readonly vignette: number;
  /** Standard deviation of the camera's noise, grey values. */
  readonly noise: number;
  /** Sigma of the optics' blur, um. */
  readonly blurUm: number;
  /** 1 to 100; absent: not compressed. */
  readonly jpegQuality?: number;
  /** Factor on the cells per mm2. */
  readonly density: number;
  /** Share of placed cells that get a neighbour pressed against them; 0.42 gives about half that touch. */
  readonly paired: number;
  /** Degrees by which both stain vectors are turned away from Ruifrok's, each its own way. */
  readonly stainTurn: number;
  /** Share by which DAB's colour is pulled to grey. */
  readonly dabGrey: number;
  /** Share of the field that is bare glass beside the tissue. */
  readonly glass: number;
  /** Nuclei out of focus, which no one counts, per mm2 at density 1. */
  readonly ghostsPerMm2: number;
  /** Brown on the membranes and in the cytoplasm of tumour cells; absent in nuclear markers. */
  readonly wholeCell?: WholeCellStain;
}

/** Brown around the nuclei of tumour cells, OD. */
export interface WholeCellStain {
  /** Share of tumour cells whose membrane is stained. */
  readonly membranePositive: number;
  /** Mean of stained membranes; each cell differs. */
  readonly membrane: number;
  /** Of the stained: share whose membrane is stained all around; in the others 30 to 80 % of it is. */
  readonly complete: number;
  /** Mean in the cytoplasm of stained cells. */
  readonly cytoplasm: number;
}

/** A scanner's field of a usual section. */
export const scannerField: FieldSpec = {
  seed: 1,
  mpp: 0.25,
  sizeUm: 320,
  haematoxylin: 1,
  tissueHaematoxylin: 0.65,
  irregular: 0.06,
  dab: 1,
  positive: 0.35,
  unspecificDab: 1,
  white: [241, 240, 244],
  vignette: 0,
  noise: 2.2,
  blurUm: 0.2,
  jpegQuality: 85,
  density: 1.1,
  paired: 0.42,
  stainTurn: 2,
  dabGrey: 0,
  glass: 0.1,
  ghostsPerMm2: 900,
};

/** What comes from a camera on a microscope: fine pixels that hold little more, blue-grey light, a faint counterstain. */
export const photographField: FieldSpec = {
  ...scannerField,
  mpp: 0.1,
  sizeUm: 240,
  haematoxylin: 0.55,
  white: [200, 205, 215],
  vignette: 0.12,
  noise: 3,
  blurUm: 0.3,
  jpegQuality: 85,
  stainTurn: 4,
  dabGrey: 0.15,
  glass: 0,
};
