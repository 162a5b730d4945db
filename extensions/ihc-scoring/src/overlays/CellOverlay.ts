import type { MatrixPoint } from '@timescope/core/frames';
import type { CellTable } from '../pipeline/cellTable';
import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { densityPixels, densityRaster, type DensityRaster } from './densityRaster';
import { cellsInside, drawCells, type CellsInView } from './drawCells';
import { drawMeasuredBorder } from './drawMeasuredBorder';
import { fitCanvas } from './fitCanvas';
import { selfDrawingLayer } from './mapLayer';
import { canvasFromMatrix, scaleOf, visibleBox } from './screenFrame';

export interface OverlayPicture {
  readonly tables: readonly CellTable[];
  readonly isShown: boolean;
  readonly isFilled: boolean;
  /** Borders of what was measured; undefined for the whole slide. */
  readonly rings: readonly (readonly MatrixPoint[])[] | undefined;
}

/** A nucleus of 8 um must be this large on screen (css pixels) to be drawn as an outline. Ours. */
const SMALLEST_NUCLEUS_PX = 4;
/** From this size on the borders of the cells are drawn too. Ours. */
const CELL_BORDERS_FROM_PX = 18;
/** Below this size the lines become thinner with the nuclei. Ours. */
const FULL_LINES_FROM_PX = 14;
const NUCLEUS_UM = 8;
/** More outlines than this in view become a density raster: drawing them would be felt while the slide moves. Ours. */
const MOST_OUTLINES = 20_000;
/** Cells whose centre is outside the view may still reach into it. */
const MARGIN_UM = 30;

/** The cells of a slide on the stock viewer's map: outlines, or a density raster when zoomed out. */
export class CellOverlay {
  onDetail: (detail: 'cells' | 'density') => void = () => undefined;
  private picture: OverlayPicture = { tables: [], isShown: true, isFilled: false, rings: undefined };
  private detail: 'cells' | 'density' = 'cells';
  private density:
    { tables: readonly CellTable[]; image: HTMLCanvasElement; raster: DensityRaster } | undefined;
  private drawn: Drawn | undefined;
  /** What the outlines are drawn into; as large as the canvas. */
  private image: ImageData | undefined;
  private readonly canvas = document.createElement('canvas');
  private readonly layer: MapLayer | undefined;

  constructor(
    private readonly map: SlideMap,
    private readonly mpp: number,
  ) {
    this.canvas.dataset.cy = 'cell-overlay';
    this.canvas.style.cssText =
      'position:absolute;inset:0;width:100%;height:100%;transform-origin:0 0;pointer-events:none';
    this.layer = selfDrawingLayer(map, frame => this.render(frame));
    if (this.layer) map.addLayer(this.layer);
  }

  show(picture: OverlayPicture): void {
    if (isSamePicture(picture, this.picture)) return;
    this.picture = picture;
    this.drawn = undefined;
    this.layer?.changed();
  }

  remove(): void {
    if (this.layer) this.map.removeLayer(this.layer);
    this.canvas.remove();
  }

  private render(frame: FrameState): HTMLElement {
    if (fitCanvas(this.canvas, frame)) this.drawn = undefined;
    // It is filled from memory, not drawn by a graphics card.
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (!context || !this.picture.isShown) {
      this.setVisible(false);
      return this.canvas;
    }
    const toCanvas = canvasFromMatrix(frame);
    const isMoving = frame.viewHints.some(hint => hint > 0);
    if (this.drawn && isStill(this.drawn, toCanvas, isMoving)) return this.canvas;
    if (this.drawn && isMoving) this.move(this.drawn, toCanvas, frame.pixelRatio);
    else {
      context.resetTransform();
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      this.canvas.style.transform = '';
      this.draw(context, frame, toCanvas);
      this.drawn = { at: toCanvas, shownAt: toCanvas };
    }
    return this.canvas;
  }

  /** The browser moves the whole picture: nothing is drawn while the user drags or zooms. */
  private move(drawn: Drawn, toCanvas: DOMMatrix, pixelRatio: number): void {
    const moved = toCanvas.multiply(drawn.at.inverse());
    const inCssPixels = new DOMMatrix()
      .scale(1 / pixelRatio)
      .multiply(moved)
      .scale(pixelRatio);
    this.canvas.style.transform = inCssPixels.toString();
    drawn.shownAt = toCanvas;
  }

  /** Chromium may leave old pixels standing after a clear that nothing is drawn over; a hidden element is gone for sure. */
  private setVisible(isVisible: boolean): void {
    this.canvas.style.display = isVisible ? '' : 'none';
  }

  private draw(context: CanvasRenderingContext2D, frame: FrameState, toCanvas: DOMMatrix): void {
    const { tables, rings } = this.picture;
    const box = visibleBox(frame, toCanvas, MARGIN_UM / this.mpp);
    const nucleusPx = ((NUCLEUS_UM / this.mpp) * scaleOf(toCanvas)) / frame.pixelRatio;
    const inView = tables.map(table => ({ table, cells: cellsInside(table, box) }));
    const visible = inView.reduce((sum, { cells }) => sum + cells.length, 0);
    const detail = nucleusPx < SMALLEST_NUCLEUS_PX || visible > MOST_OUTLINES ? 'density' : 'cells';
    if (detail === 'density') this.drawDensity(context, toCanvas);
    else this.drawOutlines(context, inView, toCanvas, frame.pixelRatio, nucleusPx);
    if (rings) drawMeasuredBorder(context, rings, toCanvas, frame.pixelRatio);
    this.setVisible(visible > 0 || detail === 'density' || rings !== undefined);
    this.canvas.dataset.detail = detail;
    if (detail === this.detail) return;
    this.detail = detail;
    this.onDetail(detail);
  }

  private drawOutlines(
    context: CanvasRenderingContext2D,
    inView: readonly CellsInView[],
    toCanvas: DOMMatrix,
    pixelRatio: number,
    nucleusPx: number,
  ): void {
    const { width, height } = this.canvas;
    if (this.image?.width !== width || this.image.height !== height)
      this.image = context.createImageData(width, height);
    const pixels = new Uint32Array(this.image.data.buffer);
    pixels.fill(0);
    // Numbers of its own: those of a DOMMatrix are slow to ask for.
    const { a, b, c, d, e, f } = toCanvas;
    drawCells({ width, height, pixels }, inView, {
      ...{ toCanvas: { a, b, c, d, e, f }, pixelRatio, isFilled: this.picture.isFilled },
      hasCellBorders: nucleusPx >= CELL_BORDERS_FROM_PX,
      lineScale: Math.max(0.4, Math.min(1, nucleusPx / FULL_LINES_FROM_PX)),
    });
    context.putImageData(this.image, 0, 0);
  }

  private drawDensity(context: CanvasRenderingContext2D, toCanvas: DOMMatrix): void {
    const density = this.densityOf(this.picture.tables);
    if (!density) return;
    const { raster, image } = density;
    context.save();
    context.setTransform(toCanvas.translate(raster.x, raster.y).scale(raster.side));
    // Squares smaller than two pixels would flicker while zooming.
    context.imageSmoothingEnabled = raster.side * scaleOf(toCanvas) < 2;
    context.drawImage(image, 0, 0);
    context.restore();
  }

  private densityOf(tables: readonly CellTable[]) {
    if (this.density?.tables !== tables) {
      const raster = densityRaster(tables, this.mpp);
      this.density = raster && { tables, raster, image: imageOf(raster) };
    }
    return this.density;
  }
}

/** What was drawn last: shown, moved along, while the user drags or zooms. */
interface Drawn {
  readonly at: DOMMatrix;
  /** Where it was moved since. */
  shownAt: DOMMatrix;
}

/** The map asks for a picture also when nothing of it changed: with each tile of the slide, each stroke of a pen. */
function isStill({ at, shownAt }: Drawn, toCanvas: DOMMatrix, isMoving: boolean): boolean {
  const isThere = (['a', 'b', 'c', 'd', 'e', 'f'] as const).every(name => shownAt[name] === toCanvas[name]);
  return isThere && (isMoving || shownAt === at);
}

function isSamePicture(a: OverlayPicture, b: OverlayPicture): boolean {
  return a.tables === b.tables && a.rings === b.rings && a.isShown === b.isShown && a.isFilled === b.isFilled;
}

function imageOf(raster: DensityRaster): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = raster.width;
  image.height = raster.height;
  image
    .getContext('2d')
    ?.putImageData(new ImageData(densityPixels(raster), raster.width, raster.height), 0, 0);
  return image;
}
