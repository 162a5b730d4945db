import { ringOf } from '../pipeline/cellTable';
import type { CellEdit } from '../pipeline/reading/reading';
import type { SlideMap } from '../services/microscopy';
import { placeOf, type CellList } from '../services/cells/cellList';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOnTop } from './mapLayer';
import { scaleOf, visibleBox, type MatrixBox } from './screenFrame';

export interface SelectionPicture {
  readonly list: CellList;
  readonly selected: readonly number[];
  readonly current: number | undefined;
  readonly edits: readonly CellEdit[];
}

/** A nucleus of 8 um must be this large on screen (css pixels) for a ring around its cell. Ours. */
const RINGS_FROM_PX = 6;
/** More rings than this in view become dots: 5,000 rings take some 20 ms. Ours. */
const MOST_RINGS = 5000;
const NUCLEUS_UM = 8;
const MARGIN_UM = 30;
/** Stands out on blue, brown and the grades' colours. Ours. */
const EDIT_COLOUR = '#ff4df0';

/** The selected cells and those that the reader changed, on a layer of their own: the cells need not be drawn again. */
export class SelectionOverlay {
  private picture: SelectionPicture | undefined;
  private readonly canvas: LayerCanvas;

  constructor(
    map: SlideMap,
    private readonly mpp: number,
  ) {
    this.canvas = new LayerCanvas(map, 'selection-overlay', layerOnTop, view => this.draw(view));
  }

  show(picture: SelectionPicture): void {
    const { list, selected, current, edits } = this.picture ?? {};
    const isSame =
      picture.list.centroids === list?.centroids &&
      picture.selected === selected &&
      picture.current === current &&
      picture.edits === edits;
    this.picture = picture;
    if (!isSame) this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw({ context, frame, toCanvas }: CanvasView): boolean {
    const { picture } = this;
    if (!picture || (picture.selected.length === 0 && picture.edits.length === 0)) return false;
    const box = visibleBox(frame, toCanvas, MARGIN_UM / this.mpp);
    const nucleusPx = ((NUCLEUS_UM / this.mpp) * scaleOf(toCanvas)) / frame.pixelRatio;
    const drawing = { context, toCanvas, box, pixelRatio: frame.pixelRatio, nucleusPx };
    drawEdits(drawing, picture.edits);
    drawSelected(drawing, picture);
    return true;
  }
}

interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly toCanvas: DOMMatrix;
  readonly box: MatrixBox;
  readonly pixelRatio: number;
  readonly nucleusPx: number;
}

function drawSelected(drawing: Drawing, { list, selected, current }: SelectionPicture): void {
  const visible = selected.filter(cell =>
    isIn(drawing.box, list.centroids[2 * cell] ?? NaN, list.centroids[2 * cell + 1] ?? NaN),
  );
  const hasRings = drawing.nucleusPx >= RINGS_FROM_PX && visible.length <= MOST_RINGS;
  for (const cell of visible) {
    if (hasRings) strokeRing(drawing, list, cell, 1.5);
    else dot(drawing, list.centroids[2 * cell] ?? NaN, list.centroids[2 * cell + 1] ?? NaN, 2, '#fff');
  }
  if (current === undefined) return;
  if (drawing.nucleusPx >= RINGS_FROM_PX) strokeRing(drawing, list, current, 3);
  else dot(drawing, list.centroids[2 * current] ?? NaN, list.centroids[2 * current + 1] ?? NaN, 5, '#fff');
}

/** White over black, so that it shows on tissue and on glass. */
function strokeRing({ context, toCanvas, pixelRatio }: Drawing, list: CellList, cell: number, width: number) {
  const place = placeOf(list, cell);
  if (!place) return;
  const ring = ringOf(place.table.cells, place.index);
  context.beginPath();
  for (let k = 0; k + 1 < ring.length; k += 2) {
    const corner = toCanvas.transformPoint(new DOMPoint(ring[k], ring[k + 1]));
    context.lineTo(corner.x, corner.y);
  }
  context.closePath();
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.lineWidth = (width + 2) * pixelRatio;
  context.strokeStyle = '#000';
  context.stroke();
  context.lineWidth = width * pixelRatio;
  context.strokeStyle = '#fff';
  context.stroke();
}

/** A dot for a changed grade or type, a cross for a cell that was left out. */
function drawEdits(drawing: Drawing, edits: readonly CellEdit[]): void {
  const size = Math.max(1.5, Math.min(4, drawing.nucleusPx / 5));
  for (const { x, y, isIncluded } of edits) {
    if (!isIn(drawing.box, x, y)) continue;
    if (isIncluded === false) cross(drawing, x, y, 1.6 * size);
    else dot(drawing, x, y, size, EDIT_COLOUR);
  }
}

function dot(
  { context, toCanvas, pixelRatio }: Drawing,
  x: number,
  y: number,
  radius: number,
  colour: string,
) {
  const at = toCanvas.transformPoint(new DOMPoint(x, y));
  context.beginPath();
  context.arc(at.x, at.y, radius * pixelRatio, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = pixelRatio;
  context.strokeStyle = '#000';
  context.stroke();
}

function cross({ context, toCanvas, pixelRatio }: Drawing, x: number, y: number, half: number) {
  const at = toCanvas.transformPoint(new DOMPoint(x, y));
  const reach = half * pixelRatio;
  context.beginPath();
  context.moveTo(at.x - reach, at.y - reach);
  context.lineTo(at.x + reach, at.y + reach);
  context.moveTo(at.x + reach, at.y - reach);
  context.lineTo(at.x - reach, at.y + reach);
  context.lineCap = 'round';
  context.lineWidth = 5 * pixelRatio;
  context.strokeStyle = '#000';
  context.stroke();
  context.lineWidth = 3 * pixelRatio;
  context.strokeStyle = EDIT_COLOUR;
  context.stroke();
}

const isIn = ({ x0, y0, x1, y1 }: MatrixBox, x: number, y: number): boolean =>
  x >= x0 && x < x1 && y >= y0 && y < y1;
