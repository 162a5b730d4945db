import { TimescopeError } from '@timescope/core/errors';
import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { isInside, ringEdges } from '../annotations/ringEdges';
import { ringOf, type CellTable } from '../cellTable';
import { IMMUNE_CELL, OTHER_CELL, TUMOUR_CELL } from './cellTypeSource';

export interface ClickedCell {
  /** Its number in the table. */
  readonly cell: number;
  readonly type: number;
}

const TYPES: ReadonlyMap<string, number> = new Map<string, number>([
  ['tumor', TUMOUR_CELL],
  ['tumour', TUMOUR_CELL],
  ['immune', IMMUNE_CELL],
  ['immune cells', IMMUNE_CELL],
  ['lymphocyte', IMMUNE_CELL],
  ['other', OTHER_CELL],
  ['stroma', OTHER_CELL],
]);

/** Cells of a type that must have been clicked at least. Ours: with fewer a leaf of the forest cannot be filled. */
export const FEWEST_CLICKED = 5;

/**
 * The cells under clicks, each once. A click beside every cell is left out; so is a cell with clicks of two types.
 * @throws TimescopeError EMPTY_ROI for clicks of an unknown class, drawn lines or areas, or too few cells of a type.
 */
export function clickedCells(clicks: readonly DrawnShape[], cells: CellTable): ClickedCell[] {
  const found = new Map<number, number>();
  for (const { point, type } of clicks.flatMap(pointsOf)) {
    const cell = cellAt(cells, point);
    if (cell !== undefined) found.set(cell, (found.get(cell) ?? type) === type ? type : TWO_TYPES);
  }
  const clicked = [...found]
    .filter(([, type]) => type !== TWO_TYPES)
    .map(([cell, type]) => ({ cell, type }))
    .sort((a, b) => a.cell - b.cell);
  requireEnough(clicked);
  return clicked;
}

const TWO_TYPES = -1;

export function pointsOf({ kind, className, rings }: DrawnShape) {
  const type = className === undefined ? undefined : TYPES.get(className.toLowerCase());
  if (kind !== 'points') throw unusable('The clicks hold lines or areas');
  if (type === undefined)
    throw unusable(`A click has ${className === undefined ? 'no class' : `the class "${className}"`}`);
  return rings.flat().map(point => ({ point, type }));
}

/** The cell with the nearest nucleus among those whose border encloses the point. */
function cellAt(cells: CellTable, { x, y }: MatrixPoint): number | undefined {
  let nearest: { cell: number; distance: number } | undefined;
  for (let cell = 0; cell < cells.count; cell++) {
    const dx = (cells.centroids[2 * cell] ?? 0) - x;
    const dy = (cells.centroids[2 * cell + 1] ?? 0) - y;
    const distance = dx * dx + dy * dy;
    if ((!nearest || distance < nearest.distance) && encloses(ringOf(cells.cells, cell), x, y))
      nearest = { cell, distance };
  }
  return nearest?.cell;
}

function encloses(ring: Float32Array, x: number, y: number): boolean {
  const points = Array.from({ length: ring.length / 2 }, (_, k) =>
    matrixPoint(ring[2 * k] ?? 0, ring[2 * k + 1] ?? 0),
  );
  return isInside(ringEdges([points]), x, y);
}

function requireEnough(clicked: readonly ClickedCell[]): void {
  for (const [type, name] of [
    [TUMOUR_CELL, 'tumour'],
    [IMMUNE_CELL, 'immune'],
  ] as const) {
    const count = clicked.filter(own => own.type === type).length;
    if (count < FEWEST_CLICKED)
      throw unusable(`Only ${count} ${name} cells were clicked, ${FEWEST_CLICKED} are needed`);
  }
}

const unusable = (what: string): TimescopeError =>
  new TimescopeError(
    'EMPTY_ROI',
    `${what}; expected points on cells of the classes Tumor, Immune cells and Other.`,
    {
      nextStep: 'Click at least ten cells of each and export the points as GeoJSON.',
    },
  );
