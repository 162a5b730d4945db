import type { Random } from '../random';
import type { CellKind, Grade, NucleusShape, SyntheticCell } from './cell';
import { fieldAt, type RegionMap } from './regions';

/** A cell that fits its place. Sizes follow textbook histology; densities and mixtures are ours. */
export function growCell(
  map: RegionMap,
  dice: Random,
  x: number,
  y: number,
  positive = POSITIVE,
): SyntheticCell {
  const compartment = fieldAt(map, map.nestUm, x, y) > 0 ? 'tumour' : 'stroma';
  const kind = kindAt(map, dice, x, y, compartment);
  const grade = gradeOf(map, dice, positive[kind], kind, x, y);
  const haematoxylin = haematoxylinOf(dice, kind);
  return {
    x,
    y,
    kind,
    compartment,
    grade,
    nucleus: shapeOf(map, dice, kind, x, y),
    // DAB hides part of the haematoxylin.
    haematoxylin: haematoxylin * (grade === 0 ? 1 : dice.uniform(0.35, 0.9)),
    dab: dabOf(dice, grade),
    vesicular: kind === 'tumour' ? Math.max(0, Math.min(1, dice.normal(0.5, 0.3))) : 0.1,
  };
}

function kindAt(
  map: RegionMap,
  dice: Random,
  x: number,
  y: number,
  compartment: SyntheticCell['compartment'],
): CellKind {
  if (compartment === 'tumour') return dice.chance(0.04) ? 'lymphocyte' : 'tumour';
  const lymphoid = fieldAt(map, map.lymphoid, x, y);
  return dice.chance(0.12 + 0.85 * lymphoid) ? 'lymphocyte' : 'fibroblast';
}

/** Share of stained nuclei. */
export type PositiveShares = Readonly<Record<CellKind, number>>;
const POSITIVE: PositiveShares = { tumour: 0.34, lymphocyte: 0.06, fibroblast: 0.02 };

function gradeOf(
  map: RegionMap,
  dice: Random,
  positive: number,
  kind: CellKind,
  x: number,
  y: number,
): Grade {
  const hotSpot = kind === 'tumour' ? 0.3 * fieldAt(map, map.hotSpot, x, y) : 0;
  if (!dice.chance(positive + hotSpot)) return 0;
  const strength = dice.uniform();
  return strength < 0.3 ? 1 : strength < 0.65 ? 2 : 3;
}

/** Centre and spread of DAB in each grade, optical density; neighbours overlap a little, as they do on real slides. */
const dabOfGrade = [
  [0.03, 0.018],
  [0.29, 0.045],
  [0.5, 0.05],
  [0.84, 0.13],
] as const;

function dabOf(dice: Random, grade: Grade): number {
  const [mean, spread] = dabOfGrade[grade];
  return Math.max(0, dice.normal(mean, spread));
}

/** Median haematoxylin of a nucleus, OD, and the share of pale nuclei. */
const haematoxylinOfKind: Readonly<
  Record<CellKind, readonly [median: number, spread: number, pale: number]>
> = {
  tumour: [0.34, 0.33, 0.2],
  lymphocyte: [0.58, 0.2, 0.02],
  fibroblast: [0.33, 0.3, 0.16],
};

function haematoxylinOf(dice: Random, kind: CellKind): number {
  const [median, spread, pale] = haematoxylinOfKind[kind];
  const factor = Math.max(0.4, 1 + dice.normal(0, spread));
  return median * factor * (dice.chance(pale) ? 0.5 : 1);
}

function shapeOf(map: RegionMap, dice: Random, kind: CellKind, x: number, y: number): NucleusShape {
  const bumps = kind === 'tumour' ? 0.03 : 0.02;
  const bent = { cos3: dice.normal(0, bumps), sin3: dice.normal(0, bumps) };
  const [axisX, axisY] = axisOf(map, dice, kind, x, y);
  return { ...sizeOf(dice, kind), ...bent, axisX, axisY };
}

function sizeOf(dice: Random, kind: CellKind): { longUm: number; shortUm: number } {
  if (kind === 'lymphocyte') {
    const longUm = Math.max(2.5, dice.normal(3.3, 0.3));
    return { longUm, shortUm: longUm * dice.uniform(0.84, 1) };
  }
  if (kind === 'fibroblast') {
    const longUm = Math.max(3.6, dice.normal(6.6, 1.7));
    return { longUm, shortUm: Math.max(1.5, dice.normal(2.2, 0.35)) };
  }
  // A few tumour nuclei are much larger than the others.
  const longUm = Math.max(3.2, dice.normal(4.7, 0.75)) * (dice.chance(0.04) ? dice.uniform(1.25, 1.6) : 1);
  return { longUm, shortUm: longUm * dice.uniform(0.62, 0.95) };
}

/** Fibroblasts lie along the collagen, the lining of a gland stands upright on its lumen, others lie anyhow. */
function axisOf(
  map: RegionMap,
  dice: Random,
  kind: CellKind,
  x: number,
  y: number,
): readonly [number, number] {
  const anyhow = [dice.normal(), dice.normal()] as const;
  const lumenUm = fieldAt(map, map.lumenUm, x, y);
  if (kind === 'tumour' && lumenUm > -15) return unit(gradient(map, map.lumenUm, x, y, anyhow, 0.15));
  if (kind !== 'fibroblast') return unit(anyhow);
  const [gx, gy] = gradient(map, map.fibres, x, y, anyhow, 0.2);
  return unit([-gy, gx]);
}

function gradient(
  map: RegionMap,
  field: Float32Array,
  x: number,
  y: number,
  anyhow: readonly [number, number],
  disorder: number,
): readonly [number, number] {
  const slope = [
    fieldAt(map, field, x + 5, y) - fieldAt(map, field, x - 5, y),
    fieldAt(map, field, x, y + 5) - fieldAt(map, field, x, y - 5),
  ] as const;
  const [ux, uy] = unit(slope);
  return [ux + disorder * anyhow[0], uy + disorder * anyhow[1]];
}

function unit([x, y]: readonly [number, number]): readonly [number, number] {
  const length = Math.sqrt(x * x + y * y);
  return length === 0 ? [1, 0] : [x / length, y / length];
}
