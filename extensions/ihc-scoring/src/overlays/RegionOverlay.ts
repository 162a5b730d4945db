import type { ClassStroke } from '../pipeline/reading/classStroke';
import type { DrawnRegion } from '../pipeline/reading/drawnRegion';
import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { drawRegions } from './drawRegions';
import { drawStrokes } from './drawStrokes';
import { fitCanvas } from './fitCanvas';
import { selfDrawingLayer } from './mapLayer';
import { canvasFromMatrix, visibleBox } from './screenFrame';

export interface RegionPicture {
  readonly regions: readonly DrawnRegion[];
  readonly selected: string | undefined;
  /** The lines that the pixel classifier learns from, while they are of interest. */
  readonly strokes: readonly ClassStroke[];
  readonly isShown: boolean;
}

/** The reader's regions and lines on the slide. */
export class RegionOverlay {
  private picture: RegionPicture = { regions: [], selected: undefined, strokes: [], isShown: true };
  private readonly canvas = document.createElement('canvas');
  private readonly layer: MapLayer | undefined;

  constructor(private readonly map: SlideMap) {
    this.canvas.dataset.cy = 'region-overlay';
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    this.layer = selfDrawingLayer(map, frame => this.render(frame));
    if (this.layer) map.addLayer(this.layer);
  }

  show(picture: RegionPicture): void {
    const { regions, selected, strokes, isShown } = this.picture;
    const isSame =
      picture.regions === regions &&
      picture.selected === selected &&
      picture.strokes === strokes &&
      picture.isShown === isShown;
    this.picture = picture;
    if (!isSame) this.layer?.changed();
  }

  remove(): void {
    if (this.layer) this.map.removeLayer(this.layer);
    this.canvas.remove();
  }

  private render(frame: FrameState): HTMLElement {
    const { canvas, picture } = this;
    const context = canvas.getContext('2d');
    const isEmpty = !picture.isShown || (picture.regions.length === 0 && picture.strokes.length === 0);
    // Chromium may leave old pixels standing after a clear that nothing is drawn over; a hidden element is gone.
    canvas.style.display = isEmpty ? 'none' : '';
    if (isEmpty || !context) return canvas;
    fitCanvas(canvas, frame);
    context.resetTransform();
    context.clearRect(0, 0, canvas.width, canvas.height);
    const toCanvas = canvasFromMatrix(frame);
    const box = visibleBox(frame, toCanvas, 0);
    const drawing = { context, toCanvas, box, pixelRatio: frame.pixelRatio };
    drawRegions(drawing, picture.regions, picture.selected);
    drawStrokes(drawing, picture.strokes);
    return canvas;
  }
}
