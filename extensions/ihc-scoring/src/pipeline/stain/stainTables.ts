import { odTable } from '../opticalDensity';
import type { StainModel } from './stainModel';
import { cross, dot, scaled, unit, type StainVectors, type Triple } from './stainVectors';

/** What each byte of each channel adds to haematoxylin, DAB and the OD sum; three tables of 256, red first. */
export interface StainTables {
  readonly haematoxylin: Float64Array;
  /** On an H&E slide, eosin. */
  readonly dab: Float64Array;
  readonly odSum: Float64Array;
}

/** Tables for a slide's white and vectors; stain amounts are sums of three look-ups. */
export function stainTables({ white, vectors }: Pick<StainModel, 'white' | 'vectors'>): StainTables {
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

/** Amount of each stain in optical densities of any source, such as another vector. */
export function amountsOf(densities: Triple, vectors: StainVectors): { haematoxylin: number; dab: number } {
  const inverse = inverseOf(vectors);
  return { haematoxylin: dot(densities, inverse.haematoxylin), dab: dot(densities, inverse.dab) };
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
