import { isLeftOut, ringOf, type CellTable, type PolygonTable } from '../pipeline/cellTable';
import { gradeStyles, LEFT_OUT_STYLE } from './gradeStyles';
import { scaleOf, type MatrixBox } from './screenFrame';

export interface CellDrawing {
  readonly toCanvas: DOMMatrix;
  readonly box: MatrixBox;
  readonly pixelRatio: number;
  readonly isFilled: boolean;
  /** 1 for lines as the legend shows them; less when the nuclei are small, so that lines do not cover them. */
  readonly lineScale: number;
  /** Whether the borders of the cells are drawn around their nuclei. */
  readonly hasCellBorders: boolean;
}

/** Nuclei outlined by grade, one stroke a polygon: a single path of thousands takes seconds. */
export function drawCells(
  context: CanvasRenderingContext2D,
  tables: readonly CellTable[],
  drawing: CellDrawing,
): void {
  const screenPixel = drawing.pixelRatio / scaleOf(drawing.toCanvas);
  const visible = tables.map(table => ({ table, cells: cellsInside(table, drawing.box) }));
  context.save();
  context.setTransform(drawing.toCanvas);
  context.lineJoin = 'round';
  for (const [code, style] of [...gradeStyles, LEFT_OUT_STYLE].entries()) {
    context.strokeStyle = style.colour;
    context.fillStyle = style.colour;
    for (const { table, cells } of visible) {
      for (const cell of cells) {
        if (styleOf(table, cell) !== code) continue;
        if (drawing.hasCellBorders) strokeCellBorder(context, table.cells, cell, screenPixel);
        context.lineWidth = style.width * drawing.lineScale * screenPixel;
        context.setLineDash(style.dash.map(dash => dash * drawing.lineScale * screenPixel));
        tracePolygon(context, table.nuclei, cell);
        if (drawing.isFilled) fillFaintly(context);
        context.stroke();
      }
    }
  }
  context.restore();
}

/** Its grade, or the style behind the grades for a cell that a reader left out. */
const styleOf = (table: CellTable, cell: number): number | undefined =>
  isLeftOut(table, cell) ? gradeStyles.length : table.grade[cell];

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

function strokeCellBorder(
  context: CanvasRenderingContext2D,
  borders: PolygonTable,
  cell: number,
  screenPixel: number,
): void {
  context.globalAlpha = 0.45;
  context.lineWidth = 0.8 * screenPixel;
  context.setLineDash([]);
  tracePolygon(context, borders, cell);
  context.stroke();
  context.globalAlpha = 1;
}

function fillFaintly(context: CanvasRenderingContext2D): void {
  context.globalAlpha = 0.35;
  context.fill();
  context.globalAlpha = 1;
}

function tracePolygon(context: CanvasRenderingContext2D, polygons: PolygonTable, cell: number): void {
  const ring = ringOf(polygons, cell);
  context.beginPath();
  for (let at = 0; at + 1 < ring.length; at += 2) context.lineTo(ring[at] ?? 0, ring[at + 1] ?? 0);
  context.closePath();
}
