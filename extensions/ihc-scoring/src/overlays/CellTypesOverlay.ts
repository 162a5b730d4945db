import { ringOf } from '../pipeline/cellTable';
import type { ClassClick } from '../pipeline/cellTypes/classClick';
import type { CellTypesPreview } from '../services/cellTypes/cellTypesState';
import type { SlideMap } from '../services/microscopy';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOnTop } from './mapLayer';
import { scaleOf } from './screenFrame';
import { typeStyles } from './typeStyles';

export interface CellTypesPicture {
  readonly clicks: readonly ClassClick[];
  readonly preview: CellTypesPreview | undefined;
}

const NUCLEUS_UM = 8;
/** From this size of a nucleus on screen (css pixels) the type's letter fits into it. Ours. */
const LETTERS_FROM_PX = 16;

/** What was clicked for the classifier, and the types that it gives to the cells in view. */
export class CellTypesOverlay {
  private picture: CellTypesPicture = { clicks: [], preview: undefined };
  private readonly canvas: LayerCanvas;

  constructor(
    map: SlideMap,
    private readonly mpp: number,
  ) {
    this.canvas = new LayerCanvas(map, 'cell-types-overlay', layerOnTop, view => this.draw(view));
  }

  show(picture: CellTypesPicture): void {
    const { clicks, preview } = this.picture;
    if (picture.clicks === clicks && picture.preview === preview) return;
    this.picture = picture;
    this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw({ context, frame, toCanvas }: CanvasView): boolean {
    const { clicks, preview } = this.picture;
    const nucleusPx = ((NUCLEUS_UM / this.mpp) * scaleOf(toCanvas)) / frame.pixelRatio;
    if (preview) fillNuclei(context, toCanvas, preview, nucleusPx, frame.pixelRatio);
    for (const click of clicks) drawClick(context, toCanvas, click, frame.pixelRatio);
    return clicks.length > 0 || preview !== undefined;
  }
}

function fillNuclei(
  context: CanvasRenderingContext2D,
  toCanvas: DOMMatrix,
  { cells, types }: CellTypesPreview,
  nucleusPx: number,
  pixelRatio: number,
): void {
  context.font = `600 ${11 * pixelRatio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let cell = 0; cell < cells.count; cell++) {
    const { colour, letter } = typeStyles[types[cell] === 1 ? 1 : types[cell] === 2 ? 2 : 0];
    const ring = ringOf(cells.nuclei, cell);
    context.beginPath();
    for (let k = 0; k + 1 < ring.length; k += 2) {
      const corner = toCanvas.transformPoint(new DOMPoint(ring[k], ring[k + 1]));
      context.lineTo(corner.x, corner.y);
    }
    context.closePath();
    context.globalAlpha = 0.65;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    if (nucleusPx < LETTERS_FROM_PX) continue;
    const at = toCanvas.transformPoint(
      new DOMPoint(cells.centroids[2 * cell], cells.centroids[2 * cell + 1]),
    );
    context.fillStyle = '#000';
    context.fillText(letter, at.x, at.y);
  }
}

/** A disc with the type's letter, larger than a nucleus' own letter. */
function drawClick(
  context: CanvasRenderingContext2D,
  toCanvas: DOMMatrix,
  { x, y, type }: ClassClick,
  pixelRatio: number,
): void {
  const { colour, letter } = typeStyles[type];
  const at = toCanvas.transformPoint(new DOMPoint(x, y));
  context.beginPath();
  context.arc(at.x, at.y, 8 * pixelRatio, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5 * pixelRatio;
  context.strokeStyle = '#000';
  context.stroke();
  context.font = `700 ${11 * pixelRatio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#000';
  context.fillText(letter, at.x, at.y);
}
