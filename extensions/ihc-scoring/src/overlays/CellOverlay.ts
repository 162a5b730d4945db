import type { MatrixPoint } from '@timescope/core/frames';
import type { CellTable } from '../pipeline/cellTable';
import type { SlideMap } from '../services/microscopy';
import { densityPixels, densityRaster, type DensityRaster } from './densityRaster';
import { cellsInside, drawCells, type CellDrawing, type CellsInView } from './drawCells';
import { drawMeasuredBorder } from './drawMeasuredBorder';
import type { CanvasView } from './LayerCanvas';
import { MovingCanvas } from './MovingCanvas';
import { placementOf, scaleOf, visibleBox } from './screenFrame';

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
  private readonly canvas: MovingCanvas;

  constructor(
    map: SlideMap,
    private readonly mpp: number,
  ) {
    this.canvas = new MovingCanvas(map, 'cell-overlay', view => this.picture.isShown && this.draw(view));
  }

  show(picture: OverlayPicture): void {
    if (isSamePicture(picture, this.picture)) return;
    this.picture = picture;
    this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw(view: CanvasView): boolean {
    const { context, frame, toCanvas } = view;
    const { tables, rings } = this.picture;
    const box = visibleBox(frame, toCanvas, MARGIN_UM / this.mpp);
    const nucleusPx = ((NUCLEUS_UM / this.mpp) * scaleOf(toCanvas)) / frame.pixelRatio;
    const inView = tables.map(table => ({ table, cells: cellsInside(table, box) }));
    const visible = inView.reduce((sum, { cells }) => sum + cells.length, 0);
    const detail = nucleusPx < SMALLEST_NUCLEUS_PX || visible > MOST_OUTLINES ? 'density' : 'cells';
    if (detail === 'density') this.drawDensity(context, toCanvas);
    else this.drawOutlines(view, inView, nucleusPx);
    if (rings) drawMeasuredBorder(context, rings, toCanvas, frame.pixelRatio);
    this.canvas.element.dataset.detail = detail;
    if (detail !== this.detail) {
      this.detail = detail;
      this.onDetail(detail);
    }
    return visible > 0 || detail === 'density' || rings !== undefined;
  }

  private drawOutlines(view: CanvasView, inView: readonly CellsInView[], nucleusPx: number): void {
    const drawing: CellDrawing = {
      toCanvas: placementOf(view.toCanvas),
      pixelRatio: view.frame.pixelRatio,
      isFilled: this.picture.isFilled,
      hasCellBorders: nucleusPx >= CELL_BORDERS_FROM_PX,
      lineScale: Math.max(0.4, Math.min(1, nucleusPx / FULL_LINES_FROM_PX)),
    };
    this.canvas.putLines(view.context, lines => drawCells(lines, inView, drawing));
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
