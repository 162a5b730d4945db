import type { InspectedTissue } from '../pipeline/inspect/slideInspection';
import type { SlideMap } from '../services/microscopy';
import { markOf } from '../services/tissueMarks';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOnTop } from './mapLayer';
import { scaleOf, visibleBox, type MatrixBox } from './screenFrame';
import { tissueEdges, tissuePicture } from './tissuePicture.kernel';
import { TISSUE_COLOURS, tissueStyle } from './tissueStyles';

/** Below this size of a block on screen (device pixels) the mask is drawn as a picture instead of lines. Ours. */
const LINES_FROM_PX = 3;

/** The border of the tissue that is measured, and the ink and folds that are left out of it. */
export class TissueOverlay {
  private tissue: InspectedTissue | undefined;
  private isShown = false;
  private picture: { readonly of: InspectedTissue; readonly image: HTMLCanvasElement } | undefined;
  private readonly canvas: LayerCanvas;

  /** @param slide size in matrix pixels: the last blocks reach beyond it. */
  constructor(
    map: SlideMap,
    private readonly slide: { readonly width: number; readonly height: number },
  ) {
    this.canvas = new LayerCanvas(map, 'tissue-overlay', layerOnTop, view => this.draw(view));
  }

  show(tissue: InspectedTissue | undefined, isShown: boolean): void {
    if (tissue === this.tissue && isShown === this.isShown) return;
    this.tissue = tissue;
    this.isShown = isShown;
    this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw({ context, frame, toCanvas: ofMatrix }: CanvasView): boolean {
    const { tissue } = this;
    if (!tissue || !this.isShown) return false;
    const toCanvas = ofMatrix.scale(tissue.blockMatrix.x, tissue.blockMatrix.y);
    if (scaleOf(toCanvas) < LINES_FROM_PX) this.drawPicture(context, toCanvas, tissue);
    else {
      const end = { x: this.slide.width / tissue.blockMatrix.x, y: this.slide.height / tissue.blockMatrix.y };
      const box = visibleBox(frame, toCanvas, 1);
      drawLines(context, tissue, { toCanvas, box, end, pixelRatio: frame.pixelRatio });
    }
    return true;
  }

  private drawPicture(context: CanvasRenderingContext2D, toCanvas: DOMMatrix, tissue: InspectedTissue): void {
    if (this.picture?.of !== tissue) this.picture = { of: tissue, image: imageOf(tissue) };
    context.setTransform(toCanvas);
    context.imageSmoothingEnabled = scaleOf(toCanvas) < 1;
    context.drawImage(this.picture.image, 0, 0);
  }
}

interface LinesPlace {
  readonly toCanvas: DOMMatrix;
  readonly box: MatrixBox;
  /** Where the slide ends. */
  readonly end: { readonly x: number; readonly y: number };
  readonly pixelRatio: number;
}

/** Blocks are the unit of the whole drawing: x and y count them. */
function drawLines(
  context: CanvasRenderingContext2D,
  tissue: InspectedTissue,
  { toCanvas, box, end, pixelRatio }: LinesPlace,
): void {
  const part = {
    x0: Math.max(0, Math.floor(box.x0)),
    y0: Math.max(0, Math.floor(box.y0)),
    x1: Math.min(tissue.width, Math.ceil(box.x1)),
    y1: Math.min(tissue.height, Math.ceil(box.y1)),
  };
  context.setTransform(toCanvas);
  for (let y = part.y0; y < part.y1; y++)
    for (let x = part.x0; x < part.x1; x++) {
      const mark = markOf(tissue.artefact[y * tissue.width + x] ?? 0);
      if (mark === undefined) continue;
      context.fillStyle = tissueStyle(mark);
      context.fillRect(x, y, Math.min(1, end.x - x), Math.min(1, end.y - y));
    }
  context.beginPath();
  for (const { x0, y0, x1, y1 } of tissueEdges(tissue, part)) {
    context.moveTo(Math.min(x0, end.x), Math.min(y0, end.y));
    context.lineTo(Math.min(x1, end.x), Math.min(y1, end.y));
  }
  context.resetTransform();
  context.lineCap = 'round';
  for (const [colour, width] of TISSUE_COLOURS.lines) {
    context.strokeStyle = colour;
    context.lineWidth = width * pixelRatio;
    context.stroke();
  }
}

function imageOf(tissue: InspectedTissue): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = tissue.width;
  image.height = tissue.height;
  const pixels = new ImageData(tissuePicture(tissue, TISSUE_COLOURS.picture), tissue.width, tissue.height);
  image.getContext('2d')?.putImageData(pixels, 0, 0);
  return image;
}
