import { noise2 } from '../latticeNoise';
import type { SectionStain } from './sectionSpec';
import { FIELD } from './fields';
import type { ImmuneDensity, SceneSpec } from './sceneSpec';
import { classIn, fieldIn, type Square } from './square';
import type { TissueCellKind, TumourPlace } from './tissueCell';
import type { TissueClass } from './tissueClasses';

/** Where a cell might stand. */
export interface Site {
  readonly square: Square;
  readonly x: number;
  readonly y: number;
  readonly tissue: TissueClass;
}

/** Cells of one kind: one may stand near each point of a lattice. */
export interface Population {
  readonly kind: TissueCellKind;
  readonly spacingUm: number;
  /** How far from the lattice's point it may stand, as a share of the spacing. */
  readonly jitter: number;
  /** Fields of which one at least is positive, or nearly, where such cells stand; elsewhere none are looked for. */
  readonly within?: readonly number[];
  /** Cells aimed at per mm2. */
  readonly perMm2: (site: Site) => number;
  /** Lines up on a border: cells within the range of this field move along its slope to the place. */
  readonly row?: {
    readonly field: number;
    readonly from: number;
    readonly to: number;
    readonly place: number;
  };
}

/** Half the width of the invasive margin, um: ours. */
export const MARGIN_UM = 500;

export function placeAt(square: Square, x: number, y: number): TumourPlace {
  const mass = fieldIn(square, FIELD.mass, x, y);
  if (mass > MARGIN_UM) return 'centre';
  return mass < -MARGIN_UM ? 'outside' : 'margin';
}

const value = ({ square, x, y }: Site, field: number): number => fieldIn(square, field, x, y);
const between = (low: number, at: number, high: number): boolean => at > low && at < high;

/** Densities of the cells that are no lymphocytes, per mm2 of their tissue; ours, within textbook histology. */
const others: readonly Population[] = [
  {
    kind: 'epithelium',
    spacingUm: 6.2,
    jitter: 0.7,
    within: [FIELD.mucosa],
    row: { field: FIELD.crypt, from: 1, to: 9, place: 4.6 },
    perMm2: site => (site.tissue === 'NOR' && value(site, FIELD.pit) < -9 ? 24_000 : 0),
  },
  {
    kind: 'tumour',
    spacingUm: 6.8,
    jitter: 0.8,
    within: [FIELD.nest],
    perMm2: site =>
      site.tissue === 'TUM' && value(site, FIELD.nest) > 2.6 && value(site, FIELD.lumen) < -6 ? 21_600 : 0,
  },
  {
    kind: 'endothelium',
    spacingUm: 9,
    jitter: 0.8,
    within: [FIELD.vessel],
    row: { field: FIELD.vessel, from: -7, to: 1, place: -2.2 },
    perMm2: () => 6000,
  },
  {
    kind: 'goblet',
    spacingUm: 8.6,
    jitter: 0.55,
    within: [FIELD.mucosa],
    perMm2: site =>
      site.tissue === 'NOR' && value(site, FIELD.crypt) > 10.5 && value(site, FIELD.pit) < -5 ? 12_500 : 0,
  },
  {
    kind: 'plasma',
    spacingUm: 11,
    jitter: 0.9,
    perMm2: site =>
      site.tissue === 'NOR' && value(site, FIELD.crypt) < -3.5 ? 3600 : site.tissue === 'STR' ? 120 : 0,
  },
  {
    kind: 'muscle',
    spacingUm: 14,
    jitter: 0.9,
    within: [FIELD.muscle],
    perMm2: site => (site.tissue === 'MUS' ? 1700 : 0),
  },
  {
    kind: 'fibroblast',
    spacingUm: 13,
    jitter: 0.9,
    perMm2: site => {
      if (site.tissue === 'NOR') return value(site, FIELD.crypt) < -4 ? 1500 : 0;
      if (site.tissue === 'MUC') return 60;
      if (site.tissue !== 'STR') return 0;
      return value(site, FIELD.nerve) > 0 ? 2200 : value(site, FIELD.mass) > 0 ? 2100 : 1000;
    },
  },
  {
    kind: 'fat',
    spacingUm: 15,
    jitter: 0.9,
    within: [FIELD.fat],
    row: { field: FIELD.vacuole, from: -3, to: 3, place: -0.4 },
    perMm2: site => (site.tissue === 'ADI' ? 1100 : 0),
  },
  {
    kind: 'red',
    spacingUm: 7,
    jitter: 0.9,
    within: [FIELD.vessel],
    perMm2: ({ square, x, y }) =>
      fieldIn(square, FIELD.vessel, x, y) > 2.5 && noise2(761, x / 60, y / 60) > -0.1 ? 15_000 : 0,
  },
  {
    kind: 'crumb',
    spacingUm: 5,
    jitter: 0.95,
    within: [FIELD.necrosis, FIELD.lumen],
    perMm2: site => {
      if (site.tissue === 'DEB') return 9000 * (1 + noise2(763, site.x / 50, site.y / 50));
      return value(site, FIELD.lumen) > 4 && value(site, FIELD.mood) > 0.1 ? 5000 : 0;
    },
  },
];

/** All populations of a section, those first that keep their place when two meet. */
export function populationsOf(spec: SceneSpec, seed: number): readonly Population[] {
  const lymphocytes: Population = {
    kind: 'lymphocyte',
    spacingUm: 6.5,
    jitter: 0.8,
    perMm2: site => lymphocytesPerMm2(spec, seed, site),
  };
  return [lymphocytes, ...others];
}

/** Of the T cells in stroma, others than these are about a quarter more; ours. */
const NOT_T = 1.25;

function lymphocytesPerMm2(spec: SceneSpec, seed: number, site: Site): number {
  const { tissue } = site;
  if (tissue === 'STR' || tissue === 'TUM') {
    if (value(site, FIELD.nerve) > 0) return 0;
    return NOT_T * immunePerMm2(spec.cd3, site) * crowding(seed, site);
  }
  if (tissue === 'NOR')
    return value(site, FIELD.crypt) < -3.2 ? 1900 : between(2, value(site, FIELD.crypt), 9) ? 260 : 0;
  return elsewherePerMm2[tissue];
}

const elsewherePerMm2 = { LYM: 20_500, MUC: 70, MUS: 50, ADI: 40, DEB: 150, BAC: 0 } as const;

/** What the specification says for this compartment and place; beyond the margin there are fewer. */
function immunePerMm2(density: ImmuneDensity, { square, x, y, tissue }: Site): number {
  const { centre, margin } = tissue === 'TUM' ? density.tumour : density.stroma;
  const place = placeAt(square, x, y);
  return place === 'centre' ? centre : place === 'margin' ? margin : BEYOND * margin;
}

/** Density beyond the margin as a share of that in it. Ours. */
const BEYOND = 0.6;

/** Lymphocytes come in groups; about 1 on average. */
const crowding = (seed: number, { x, y }: Site): number => 1 + 0.85 * noise2(seed + 31, x / 75, y / 75);

/** Share of lymphocytes that the section's stain finds. */
export function positiveShare(spec: SceneSpec, stain: SectionStain, site: Site): number {
  if (stain === 'he' || stain === 'nuclear') return 0;
  const inCompartment = site.tissue === 'STR' || site.tissue === 'TUM';
  if (!inCompartment) return stain === 'cd3' ? 0.6 : 0.25;
  return immunePerMm2(spec[stain], site) / (NOT_T * immunePerMm2(spec.cd3, site));
}

export function tissueAt(square: Square, x: number, y: number): Site {
  return { square, x, y, tissue: classIn(square, x, y) };
}
