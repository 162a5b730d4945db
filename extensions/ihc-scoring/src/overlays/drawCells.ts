import { isLeftOut, type CellTable } from '../pipeline/cellTable';
import { gradeStyles, LEFT_OUT_STYLE, type GradeStyle } from './gradeStyles';
import {
  fillRing,
  newPlacedRing,
  placeRing,
  strokeRing,
  type Line,
  type PlacedRing,
  type Placement,
  type RingPicture,
} from './ringPicture.kernel';
import type { MatrixBox } from './screenFrame';

export interface CellDrawing {
  readonly toCanvas: Placement;
  readonly pixelRatio: number;
  readonly isFilled: boolean;
  /** 1 for lines as the legend shows them; less when the nuclei are small, so that lines do not cover them. */
  readonly lineScale: number;
  /** Whether the borders of the cells are drawn around their nuclei. */
  readonly hasCellBorders: boolean;
}

/** Cells of a table that are in view, by their indices. */
export interface CellsInView {
  readonly table: CellTable;
  readonly cells: readonly number[];
}

/** Points nearer than this to the last one, in css pixels, are left out: a round nucleus moves by 0.25 of one at most. Ours. */
const NEAREST_POINTS_PX = 2;
const FILL_OPACITY = 0.35;
/** In css pixels. */
const CELL_BORDER = { width: 0.8, opacity: 0.45 } as const;

/** Nuclei outlined by grade: the strongest last, above the others. */
export function drawCells(picture: RingPicture, visible: readonly CellsInView[], drawing: CellDrawing): void {
  const styles = [...gradeStyles, LEFT_OUT_STYLE];
  const byStyle = visible.map(({ table, cells }) => ({
    table,
    cells: cellsByStyle(table, cells, styles.length),
  }));
  const ring = newPlacedRing();
  styles.forEach((style, code) => {
    const pens = pensOf(style, drawing);
    for (const { table, cells } of byStyle)
      for (const cell of cells[code] ?? []) drawCell(picture, table, cell, ring, pens);
  });
}

/** Indices of the cells whose centre lies in the box. */
export function cellsInside(table: CellTable, box: MatrixBox): number[] {
  const inside: number[] = [];
  for (let cell = 0; cell < table.count; cell++) {
    const x = table.centroids[2 * cell] ?? NaN;
    const y = table.centroids[2 * cell + 1] ?? NaN;
    if (x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1) inside.push(cell);
  }
  return inside;
}

interface Pens extends CellDrawing {
  readonly nucleus: Line;
  readonly border: Line;
}

function pensOf({ rgb, width, dash }: GradeStyle, drawing: CellDrawing): Pens {
  const { pixelRatio, lineScale } = drawing;
  const scale = lineScale * pixelRatio;
  return {
    ...drawing,
    nucleus: { rgb, width: width * scale, opacity: 1, dash: dash.map(each => each * scale) },
    border: { rgb, width: CELL_BORDER.width * pixelRatio, opacity: CELL_BORDER.opacity, dash: [] },
  };
}

/** Cells by their grade, behind the grades those that a reader left out. */
function cellsByStyle(table: CellTable, cells: readonly number[], styles: number): number[][] {
  const byStyle = Array.from({ length: styles }, (): number[] => []);
  for (const cell of cells)
    byStyle[isLeftOut(table, cell) ? styles - 1 : (table.grade[cell] ?? 0)]?.push(cell);
  return byStyle;
}

function drawCell(picture: RingPicture, table: CellTable, cell: number, ring: PlacedRing, pens: Pens): void {
  const apart = NEAREST_POINTS_PX * pens.pixelRatio;
  if (pens.hasCellBorders) {
    placeRing(ring, table.cells, cell, pens.toCanvas, apart);
    strokeRing(picture, ring, pens.border);
  }
  placeRing(ring, table.nuclei, cell, pens.toCanvas, apart);
  if (pens.isFilled) fillRing(picture, ring, pens.nucleus.rgb, FILL_OPACITY);
  strokeRing(picture, ring, pens.nucleus);
}
