import { lattice } from '../latticeNoise';
import { borderDistance } from '../slide/cell';
import { growTissueCell } from './growTissueCell';
import { tissueAt, type Population } from './populations';
import type { SceneSpec } from './sceneSpec';
import type { SectionSpec } from './sectionSpec';
import { isGlass, largest, SQUARE_UM, type Square } from './square';
import type { TissueCell } from './tissueCell';

/** A cell that may have to give way: the one with the higher rank keeps its place. */
export interface Candidate {
  readonly cell: TissueCell;
  readonly rank: number;
}

/** Cells of a border stand up to this far outside of it. */
const BESIDE_UM = 8;

/** The cells that would stand in a square if no other were there: one at most near each point of each lattice. */
export function candidatesIn(
  square: Square,
  scene: SceneSpec,
  section: SectionSpec,
  populations: readonly Population[],
): readonly Candidate[] {
  if (isGlass(square)) return [];
  const found: Candidate[] = [];
  populations.forEach((population, order) => {
    if (population.within?.every(field => largest(square, field) < -BESIDE_UM)) return;
    fillLattice(square, scene, section, population, order, populations.length - order, found);
  });
  return found;
}

function fillLattice(
  square: Square,
  scene: SceneSpec,
  section: SectionSpec,
  population: Population,
  order: number,
  rank: number,
  found: Candidate[],
): void {
  const { spacingUm, jitter } = population;
  const seed = 16 * section.seed + order + 7000;
  const first = (um: number) => Math.floor(um / spacingUm) - 1;
  const last = (um: number) => Math.ceil((um + SQUARE_UM) / spacingUm) + 1;
  const perCell = (spacingUm * spacingUm) / 1e6;
  for (let row = first(square.y); row < last(square.y); row++)
    for (let column = first(square.x); column < last(square.x); column++) {
      const x = (column + 0.5 + jitter * (lattice(seed, column, row) - 0.5)) * spacingUm;
      const y = (row + 0.5 + jitter * (lattice(seed + 101, column, row) - 0.5)) * spacingUm;
      if (!isInSquare(square, x, y)) continue;
      const site = tissueAt(square, x, y);
      const draw = lattice(seed + 211, column, row);
      if (draw >= population.perMm2(site) * perCell) continue;
      const cell = growTissueCell(scene, section, population, site, keyOf(order, column, row));
      if (cell) found.push({ cell, rank: rank + lattice(seed + 307, column, row) });
    }
}

const isInSquare = (square: Square, x: number, y: number): boolean =>
  x >= square.x && y >= square.y && x < square.x + SQUARE_UM && y < square.y + SQUARE_UM;

const keyOf = (order: number, column: number, row: number): number =>
  Math.imul(column + 0x51ed, 0x2c1b3c6d) ^ Math.imul(row + 0x3a7f, 0x297a2d39) ^ (order << 24);

/** Nuclei are thin where they meet: they may overlap on the section by this much, um; crowded epithelium more. */
const PRESS_UM = 0.8;
const CROWDED_PRESS_UM = 1.7;
/** No cell reaches further than this beyond its square: half axis, row and press together. */
const REACH_UM = 26;

/** Which of a square's candidates stand, when all around it are known too. */
export function standing(
  own: readonly Candidate[],
  around: readonly Candidate[],
  square: Square,
): readonly TissueCell[] {
  const near = around.filter(
    ({ cell: { x, y } }) =>
      x > square.x - REACH_UM &&
      y > square.y - REACH_UM &&
      x < square.x + SQUARE_UM + REACH_UM &&
      y < square.y + SQUARE_UM + REACH_UM,
  );
  return own
    .filter(one => !near.some(other => other.rank > one.rank && meet(one.cell, other.cell)))
    .map(({ cell }) => cell);
}

/** Mucus and crumbs lie among nuclei; only like meets like. */
function meet(a: TissueCell, b: TissueCell): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const reach = a.nucleus.longUm + b.nucleus.longUm - PRESS_UM;
  const square = dx * dx + dy * dy;
  if (square >= reach * reach) return false;
  if (a.kind === 'crumb' || b.kind === 'crumb') return false;
  const isCrowded = a.kind === b.kind && (a.kind === 'tumour' || a.kind === 'epithelium');
  const gap = Math.sqrt(square) - borderDistance(a.nucleus, dx, dy) - borderDistance(b.nucleus, -dx, -dy);
  return gap < -(isCrowded ? CROWDED_PRESS_UM : PRESS_UM);
}
