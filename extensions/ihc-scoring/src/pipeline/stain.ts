import { odTable } from './opticalDensity';

export type Triple = readonly [number, number, number];

/** A stain's optical density per channel red, green, blue, as a unit vector. */
export interface StainVectors {
  readonly haematoxylin: Triple;
  readonly dab: Triple;
}

/** Ruifrok and Johnston, Anal Quant Cytol Histol 2001;23:291, normalised, as QuPath ships them. */
export const RUIFROK_H_DAB: StainVectors = {
  haematoxylin: [0.65111, 0.70119, 0.29049],
  dab: [0.26917, 0.56824, 0.77759],
};

/** What each byte of each channel adds to haematoxylin, DAB and the OD sum; three tables of 256, red first. */
export interface StainTables {
  readonly haematoxylin: Float64Array;
  readonly dab: Float64Array;
  readonly odSum: Float64Array;
}

/** Tables for a slide whose glass reads `white`; stain amounts are sums of three look-ups. */
export function stainTables(white: Triple, vectors: StainVectors = RUIFROK_H_DAB): StainTables {
  const inverse = inverseOf(vectors);
  const tables = {
    haematoxylin: new Float64Array(768),
    dab: new Float64Array(768),
    odSum: new Float64Array(768),
  };
  white.forEach((glass, channel) => {
    odTable(glass).forEach((od, value) => {
      const at = 256 * channel + value;
      tables.haematoxylin[at] = od * (inverse.haematoxylin[channel] ?? 0);
      tables.dab[at] = od * (inverse.dab[channel] ?? 0);
      tables.odSum[at] = od;
    });
  });
  return tables;
}

/** Amount of each stain in one colour. Negative amounts are normal: the colour lies outside the two stains' plane. */
export function stainsOf(rgb: Triple, tables: StainTables): { haematoxylin: number; dab: number } {
  const sum = (table: Float64Array) =>
    rgb.reduce((total, value, channel) => total + (table[256 * channel + value] ?? 0), 0);
  return { haematoxylin: sum(tables.haematoxylin), dab: sum(tables.dab) };
}

/** Columns of the inverse of the matrix whose rows are haematoxylin, DAB and their normalised cross product. */
function inverseOf({ haematoxylin: h, dab: d }: StainVectors): { haematoxylin: Triple; dab: Triple } {
  const residual = unit(cross(h, d));
  const determinant = dot(h, cross(d, residual));
  return {
    haematoxylin: scaled(cross(d, residual), 1 / determinant),
    dab: scaled(cross(residual, h), 1 / determinant),
  };
}

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const scaled = (a: Triple, by: number): Triple => [a[0] * by, a[1] * by, a[2] * by];

const unit = (a: Triple): Triple => scaled(a, 1 / Math.sqrt(dot(a, a)));
