import { random, type Random } from '../random';
import type { NucleusShape } from '../slide/cell';
import { FIELD } from './fields';
import { placeAt, positiveShare, tissueAt, type Population, type Site } from './populations';
import type { SceneSpec } from './sceneSpec';
import type { SectionSpec } from './sectionSpec';
import { fieldIn, type Square } from './square';
import type { TissueCell, TissueCellKind } from './tissueCell';

type Axis = readonly [x: number, y: number];

/**
 * A cell at its place in the section, or undefined where none fits: in an opening, or pushed off its row.
 * @param key another one for each point of each lattice
 */
export function growTissueCell(
  scene: SceneSpec,
  section: SectionSpec,
  population: Population,
  from: Site,
  key: number,
): TissueCell | undefined {
  const dice = random(section.seed, key);
  const site = lineUp(population, from, dice);
  if (!site || isInOpening(population.kind, site)) return undefined;
  const { x, y, tissue, square } = site;
  const { kind } = population;
  const nucleus = shapeOf(kind, site, dice);
  if (crossesBorder(kind, site, nucleus)) return undefined;
  const positive = kind === 'lymphocyte' && dice.chance(positiveShare(scene, section.stain, site));
  const [median, spread, vesicular] = chromatin[kind];
  const cell: TissueCell = {
    x,
    y,
    kind,
    tissue,
    compartment: tissue === 'STR' ? 'stroma' : tissue === 'TUM' ? 'tumour' : undefined,
    place: placeAt(square, x, y),
    positive,
    nucleus,
    haematoxylin: median * Math.max(0.4, dice.normal(1, spread)) * (dice.chance(0.1) ? 0.65 : 1),
    dab: positive ? Math.max(0.28, dice.normal(0.7, 0.2)) : 0,
    vesicular: Math.max(0, Math.min(1, dice.normal(vesicular, 0.6 * vesicular))),
    grain: dice.uniform(),
  };
  return section.stain === 'nuclear' ? withMarker(cell, section, dice) : cell;
}

/** Brown of the nucleus, mean optical density of 1+, 2+, 3+, as on the demonstration slide. Ours. */
const BROWN = [
  [0.16, 0.28],
  [0.32, 0.48],
  [0.55, 1],
] as const;
const USUAL_GRADES = [0.2, 0.2, 0.25] as const;
/** How often a nucleus is stained against those of the tumour. Ours. */
const STAINED: Partial<Record<TissueCellKind, number>> = { tumour: 1, epithelium: 0.5, fibroblast: 0.02 };

/** Strong brown hides part of the haematoxylin. */
function withMarker(cell: TissueCell, { grades = USUAL_GRADES }: SectionSpec, dice: Random): TissueCell {
  const by = STAINED[cell.kind] ?? 0;
  let left = dice.uniform();
  const grade = grades.findIndex(share => (left -= by * share) < 0);
  const [from, to] = BROWN[grade] ?? [0, 0];
  if (to === 0) return cell;
  const haematoxylin = cell.haematoxylin * dice.uniform(0.35, 0.9);
  return { ...cell, positive: true, dab: dice.uniform(from, to), haematoxylin };
}

function lineUp({ row }: Population, site: Site, dice: Random): Site | undefined {
  if (!row) return site;
  const { square, x, y } = site;
  const at = fieldIn(square, row.field, x, y);
  if (at < row.from || at > row.to) return undefined;
  const [gx, gy] = slopeAt(square, row.field, x, y);
  const away = row.place + dice.normal(0, 0.7) - at;
  return tissueAt(square, x + away * gx, y + away * gy);
}

/** Openings hold what swims in them, and nothing else. */
function isInOpening(kind: TissueCellKind, { square, x, y, tissue }: Site): boolean {
  if (tissue === 'BAC' || fieldIn(square, FIELD.tissue, x, y) < 4) return true;
  if (kind === 'red' || kind === 'crumb') return false;
  const open = [FIELD.vessel, FIELD.cleft, FIELD.vacuole, FIELD.lumen, FIELD.pit];
  const isOpen = (field: number) => fieldIn(square, field, x, y) > (field === FIELD.vacuole ? 1 : -1.5);
  return tissue === 'LYM' || tissue === 'DEB' || tissue === 'MUC' ? false : open.some(isOpen);
}

/** A nucleus stays on its side of a nest's border. */
function crossesBorder(kind: TissueCellKind, { square, x, y }: Site, { shortUm }: NucleusShape): boolean {
  if (kind === 'crumb' || kind === 'red') return false;
  return Math.abs(fieldIn(square, FIELD.nest, x, y)) < 0.75 * shortUm;
}

/** Median haematoxylin inside, its spread, and how open the chromatin is: ours, set by eye. */
const chromatin: Readonly<Record<TissueCellKind, readonly [number, number, number]>> = {
  tumour: [0.56, 0.26, 0.5],
  lymphocyte: [0.86, 0.13, 0.1],
  plasma: [0.74, 0.15, 0.3],
  epithelium: [0.6, 0.15, 0.25],
  fibroblast: [0.56, 0.24, 0.15],
  muscle: [0.5, 0.2, 0.15],
  endothelium: [0.6, 0.2, 0.1],
  fat: [0.6, 0.2, 0.05],
  goblet: [0.05, 0.3, 0],
  red: [0, 0, 0],
  crumb: [0.5, 0.4, 0],
};

function shapeOf(kind: TissueCellKind, site: Site, dice: Random): NucleusShape {
  const [longUm, shortUm] = sizeOf(kind, site, dice);
  const bumps = kind === 'tumour' || kind === 'crumb' ? 0.045 : 0.025;
  const [axisX, axisY] = axisOf(kind, site, dice);
  return { longUm, shortUm, axisX, axisY, cos3: dice.normal(0, bumps), sin3: dice.normal(0, bumps) };
}

/** Half axes, um: mean, spread and least of the long one, then the short one as a share of it. */
const sizes: Readonly<Record<TissueCellKind, readonly [number, number, number, number, number]>> = {
  tumour: [5.2, 0.8, 3.3, 0.46, 0.78],
  lymphocyte: [3.35, 0.28, 2.6, 0.86, 1],
  plasma: [3.5, 0.3, 2.7, 0.78, 0.98],
  epithelium: [3.9, 0.35, 3, 0.6, 0.82],
  fibroblast: [6.6, 1.5, 3.6, 0.22, 0.42],
  muscle: [9, 1.6, 5, 0.15, 0.24],
  endothelium: [5.4, 1, 3.2, 0.22, 0.36],
  fat: [4.6, 0.8, 3, 0.2, 0.32],
  goblet: [5.6, 0.7, 4, 0.68, 0.85],
  red: [3.2, 0.2, 2.6, 0.8, 1],
  crumb: [1.1, 0.5, 0.45, 0.5, 1],
};

function sizeOf(kind: TissueCellKind, { square, x, y }: Site, dice: Random): readonly [number, number] {
  if (kind === 'muscle' && fieldIn(square, FIELD.across, x, y) > 0.5) {
    const round = Math.max(1.3, dice.normal(2.2, 0.35));
    return [round, round * dice.uniform(0.8, 1)];
  }
  const [mean, spread, least, from, to] = sizes[kind];
  const large =
    kind === 'tumour' && dice.chance(0.05)
      ? dice.uniform(1.2, 1.5)
      : kind === 'crumb' && dice.chance(0.2)
        ? dice.uniform(1.6, 2.6)
        : 1;
  const longUm = Math.max(least, dice.normal(mean, spread)) * large;
  return [longUm, longUm * dice.uniform(from, to)];
}

/** Lining stands upright on its border, flat cells lie on theirs, spindles lie along the fibres, others anyhow. */
function axisOf(kind: TissueCellKind, { square, x, y }: Site, dice: Random): Axis {
  const upright = (field: number, disorder: number): Axis => {
    const [gx, gy] = slopeAt(square, field, x, y);
    return unit([gx + dice.normal(0, disorder), gy + dice.normal(0, disorder)]);
  };
  const lying = (field: number, disorder: number): Axis => {
    const [gx, gy] = upright(field, disorder);
    return [-gy, gx];
  };
  if (kind === 'epithelium' || kind === 'goblet') return upright(FIELD.crypt, 0.12);
  if (
    kind === 'tumour' &&
    (fieldIn(square, FIELD.lumen, x, y) > -30 || fieldIn(square, FIELD.nest, x, y) < 11)
  )
    return upright(FIELD.nest, 0.22);
  if (kind === 'endothelium') return lying(FIELD.vessel, 0.12);
  if (kind === 'fat') return lying(FIELD.vacuole, 0.1);
  if (kind === 'fibroblast' || kind === 'muscle') return lying(FIELD.fibres, 0.14);
  return unit([dice.normal(), dice.normal()]);
}

/** Half the distance over which a slope is taken, um. */
const REACH_UM = 3;

function slopeAt(square: Square, field: number, x: number, y: number): Axis {
  return unit([
    fieldIn(square, field, x + REACH_UM, y) - fieldIn(square, field, x - REACH_UM, y),
    fieldIn(square, field, x, y + REACH_UM) - fieldIn(square, field, x, y - REACH_UM),
  ]);
}

function unit([x, y]: Axis): Axis {
  const length = Math.sqrt(x * x + y * y);
  return length === 0 ? [1, 0] : [x / length, y / length];
}
