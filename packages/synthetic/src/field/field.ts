import type { RgbRaster } from '@timescope/core/raster';
import { random, type Random } from '../random';
import type { SyntheticCell } from '../slide/cell';
import { ghosts, grainOf, inFocus } from '../slide/drawnNucleus';
import { growCell, type PositiveShares } from '../slide/growCell';
import { paintBackground } from '../slide/paintBackground.kernel';
import { paintNucleus } from '../slide/paintNucleus.kernel';
import { placeCells, type Population } from '../slide/placeCells';
import type { RegionMap } from '../slide/regions';
import { PX_PER_UM } from '../slide/slideSize';
import { moveTile, newStainedTile, type StainedTile } from '../slide/stainedTile';
import { textures, type Textures } from '../slide/textures';
import { exposeField } from './exposeField.kernel';
import { fieldOptics } from './fieldOptics';
import { FIELD_MARGIN_UM, fieldRegions } from './fieldRegions';
import type { FieldSpec } from './fieldSpec';
import { fieldTruth, type FieldTruth } from './fieldTruth';
import { wholeCellStains, type CellStain } from './wholeCell';
import { paintWholeCells } from './wholeCell.kernel';

/** An image whose cells, grades and compartments are known. */
export interface Field extends FieldTruth {
  readonly spec: FieldSpec;
  /** Not compressed yet: `compressed` gives what the file of a camera or scanner would hold. */
  readonly rgb: RgbRaster;
}

/** Draws a field: densities at 0.25 um/px, then light through them onto pixels of the wanted size. */
export function makeField(spec: FieldSpec): Field {
  const regions = fieldRegions(spec);
  const population = populationOf(spec);
  const cells = placeCells(regions, random(spec.seed, 1), population);
  const around = wholeCellStains(cells, spec);
  const tile = stain(spec, regions, population, cells, around);
  const rgb = exposeField(tile, spec, fieldOptics(spec), texture().camera);
  return { spec, rgb, ...fieldTruth(spec, regions, cells, tile, around) };
}

function populationOf(spec: FieldSpec): Population {
  const edge = spec.sizeUm + 2 * FIELD_MARGIN_UM;
  const perMm2 = { glass: 0, opening: 0, tumour: 7000, stroma: 2900, lymphoid: 10500 };
  for (const region of ['tumour', 'stroma', 'lymphoid'] as const) perMm2[region] *= spec.density;
  // Below 0: not even where the tissue has a hot spot.
  const others = spec.positive === 0 ? -1 : spec.positive / 5;
  const tumour = spec.positive === 0 ? -1 : spec.positive;
  const share: PositiveShares = { tumour, lymphocyte: others, fibroblast: others };
  return {
    width: edge,
    height: edge,
    perMm2,
    paired: spec.paired,
    roomInAxes: 0,
    grow: (map, dice, x, y) => stained(growCell(map, dice, x, y, share), spec, dice),
  };
}

/** DAB of stained nuclei runs from where the eye begins to see it to black-brown, without gaps between the grades. */
const LEAST_DAB = 0.12;
const MOST_DAB = 1.1;
const NEGATIVE_DAB = 0.03;

function stained(cell: SyntheticCell, spec: FieldSpec, dice: Random): SyntheticCell {
  const haematoxylin = cell.haematoxylin * spec.haematoxylin;
  const unspecific = NEGATIVE_DAB * (0.7 + 0.3 * spec.unspecificDab);
  const share = dice.uniform();
  const dab =
    cell.grade === 0
      ? Math.max(0, dice.normal(unspecific, 0.018))
      : spec.dab * (LEAST_DAB + (MOST_DAB - LEAST_DAB) * share * Math.sqrt(share));
  const bent = { cos3: dice.normal(0, spec.irregular), sin3: dice.normal(0, spec.irregular) };
  return { ...cell, haematoxylin, dab, nucleus: { ...cell.nucleus, ...bent } };
}

function stain(
  spec: FieldSpec,
  regions: RegionMap,
  population: Population,
  cells: readonly SyntheticCell[],
  around: readonly CellStain[],
): StainedTile {
  const tile = newStainedTile(Math.ceil(spec.sizeUm * PX_PER_UM));
  moveTile(tile, FIELD_MARGIN_UM * PX_PER_UM, FIELD_MARGIN_UM * PX_PER_UM);
  paintBackground(tile, regions, texture());
  scale(tile.haematoxylin, spec.haematoxylin * spec.tissueHaematoxylin);
  scale(tile.dab, spec.unspecificDab);
  if (spec.wholeCell) paintWholeCells(tile, cells, around, texture().middle);
  const outOfFocus = ghosts(regions, random(spec.seed, 3), spec.ghostsPerMm2 * spec.density, population);
  for (const { cell, edgePx } of [...outOfFocus, ...cells.map(each => inFocus(regions, each))])
    paintNucleus(tile, cell, edgePx, grainOf(cell), texture());
  return tile;
}

function scale(values: Float32Array, by: number): void {
  values.forEach((value, at) => {
    values[at] = value * by;
  });
}

/** The same grain for all fields: making it takes longer than drawing one. */
const TEXTURE_SEED = 11;
let made: Textures | undefined;
const texture = (): Textures => (made ??= textures(TEXTURE_SEED));
