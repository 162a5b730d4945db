import type { Random } from '../random';
import { borderDistance, gapUm, TOUCHING_UM, type SyntheticCell } from './cell';
import { growCell } from './growCell';
import { fieldAt, regionAt, type Region, type RegionMap } from './regions';
import { slideUm } from './slideSize';

/** How many cells of what kind a map gets. */
export interface Population {
  /** The map's extent, um. */
  readonly width: number;
  readonly height: number;
  /** Cells aimed at in a region, per mm2 of section. */
  readonly perMm2: Readonly<Record<Region, number>>;
  /** Share of placed cells that get a neighbour pressed against them. */
  readonly paired: number;
  /** Distance from the map's border that a nucleus keeps, in its long half axes. */
  readonly roomInAxes: number;
  readonly grow: (map: RegionMap, dice: Random, x: number, y: number) => SyntheticCell;
}

/** Densities are ours, within what counts on real sections give. */
export const demoPopulation: Population = {
  ...slideUm,
  perMm2: { glass: 0, opening: 0, tumour: 7000, stroma: 2900, lymphoid: 10500 },
  paired: 0.24,
  roomInAxes: 6,
  grow: growCell,
};

/** Edge of the squares that are filled one after the other, um. */
const SQUARE_UM = 64;
/** Nuclei that do not touch keep at least this distance, um. */
const APART_UM = 0.9;

/** Cells of the whole map, no nucleus lying on another by more than a press of half a micrometre. */
export function placeCells(
  map: RegionMap,
  dice: Random,
  population = demoPopulation,
): readonly SyntheticCell[] {
  const site = { map, dice, population, placed: newNeighbourhood() };
  for (let top = 0; top < population.height; top += SQUARE_UM)
    for (let left = 0; left < population.width; left += SQUARE_UM) fillSquare(site, left, top);
  return site.placed.cells;
}

interface Site {
  readonly map: RegionMap;
  readonly dice: Random;
  readonly population: Population;
  readonly placed: Neighbourhood;
}

function fillSquare(site: Site, left: number, top: number): void {
  const { map, dice, placed, population } = site;
  const wanted = cellsWanted(site, left, top);
  const full = placed.cells.length + wanted;
  for (let attempt = 0; attempt < ATTEMPTS * wanted && placed.cells.length < full; attempt++) {
    const x = left + dice.uniform(0, SQUARE_UM);
    const y = top + dice.uniform(0, SQUARE_UM);
    if (!dice.chance(attraction(site, x, y))) continue;
    const cell = population.grow(map, dice, x, y);
    if (!fits(site, cell)) continue;
    placed.add(cell);
    if (dice.chance(population.paired)) pressAgainst(site, cell);
  }
}

/** Attempts for each cell that is wanted; dense places do not take more. */
const ATTEMPTS = 30;
const PROBES = 16;

function cellsWanted({ map, dice, population }: Site, left: number, top: number): number {
  let perMm2 = 0;
  for (let probe = 0; probe < PROBES; probe++) {
    const [x, y] = [left + dice.uniform(0, SQUARE_UM), top + dice.uniform(0, SQUARE_UM)];
    perMm2 += population.perMm2[regionAt(map, x, y)] / PROBES;
  }
  return (perMm2 * SQUARE_UM * SQUARE_UM) / 1e6;
}

/** Cells go where the region is dense, and first to the lining of lumens. */
function attraction({ map, population: { perMm2 } }: Site, x: number, y: number): number {
  const lumenUm = fieldAt(map, map.lumenUm, x, y);
  const lining = lumenUm > -10 && lumenUm < -3 ? 1 : 0.5;
  return (lining * perMm2[regionAt(map, x, y)]) / perMm2.lymphoid;
}

/** Puts a second cell beside the first so that their nuclei touch or overlap a little. */
function pressAgainst(site: Site, first: SyntheticCell): void {
  const { map, dice, placed, population } = site;
  for (let attempt = 0; attempt < 8; attempt++) {
    const [dx, dy] = [dice.normal(), dice.normal()];
    const length = Math.sqrt(dx * dx + dy * dy) || 1;
    const beside = population.grow(map, dice, first.x + (9 * dx) / length, first.y + (9 * dy) / length);
    const reach = borderDistance(first.nucleus, dx, dy) + borderDistance(beside.nucleus, -dx, -dy);
    const apart = reach - dice.uniform(-0.1, 0.6);
    const [x, y] = [first.x + (apart * dx) / length, first.y + (apart * dy) / length];
    const compartment = fieldAt(map, map.nestUm, x, y) > 0 ? ('tumour' as const) : ('stroma' as const);
    const second = { ...beside, x, y, compartment };
    if (!fits(site, second, first)) continue;
    placed.add(second);
    return;
  }
}

/** Inside tissue with its whole nucleus, and apart from all others but one. */
function fits({ map, placed, population }: Site, cell: SyntheticCell, except?: SyntheticCell): boolean {
  const { x, y, nucleus } = cell;
  const need = nucleus.shortUm;
  if (fieldAt(map, map.tissueUm, x, y) < 3 * need || fieldAt(map, map.openUm, x, y) > -need) return false;
  const inNest = fieldAt(map, map.nestUm, x, y);
  // A nucleus stays on its side of a nest's border.
  if (Math.abs(inNest) < 0.8 * need) return false;
  const room = population.roomInAxes * nucleus.longUm;
  if (x < room || y < room || x > population.width - room || y > population.height - room) return false;
  return placed.near(x, y).every(other => other === except || gapUm(cell, other) >= APART_UM);
}

/** Whether each cell touches another, in the order of `cells`. */
export function touching(cells: readonly SyntheticCell[]): readonly boolean[] {
  const neighbourhood = newNeighbourhood();
  for (const cell of cells) neighbourhood.add(cell);
  return cells.map(cell =>
    neighbourhood.near(cell.x, cell.y).some(other => other !== cell && gapUm(cell, other) < TOUCHING_UM),
  );
}

interface Neighbourhood {
  readonly cells: readonly SyntheticCell[];
  add(cell: SyntheticCell): void;
  /** All cells whose nuclei may reach those of a cell at this place. */
  near(x: number, y: number): readonly SyntheticCell[];
}

/** Twice the longest half axis that `growCell` gives. */
const NEIGHBOUR_UM = 28;

function newNeighbourhood(): Neighbourhood {
  const cells: SyntheticCell[] = [];
  const squares = new Map<number, SyntheticCell[]>();
  const key = (column: number, row: number) => row * 4096 + column;
  const squareOf = (um: number) => Math.floor(um / NEIGHBOUR_UM) + 1;
  return {
    cells,
    add(cell) {
      cells.push(cell);
      const at = key(squareOf(cell.x), squareOf(cell.y));
      const square = squares.get(at);
      if (square) square.push(cell);
      else squares.set(at, [cell]);
    },
    near(x, y) {
      const found: SyntheticCell[] = [];
      for (let row = squareOf(y) - 1; row <= squareOf(y) + 1; row++)
        for (let column = squareOf(x) - 1; column <= squareOf(x) + 1; column++)
          found.push(...(squares.get(key(column, row)) ?? []));
      return found;
    },
  };
}
