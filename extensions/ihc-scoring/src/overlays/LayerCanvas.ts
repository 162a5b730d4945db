import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { fitCanvas } from './fitCanvas';
import type { layerOverSlide } from './layerOverSlide';
import { canvasFromMatrix } from './screenFrame';

/** One frame of the map. */
export interface CanvasView {
  readonly context: CanvasRenderingContext2D;
  readonly frame: FrameState;
  /** From matrix pixels to device pixels of the canvas. */
  readonly toCanvas: DOMMatrix;
}

/** A canvas of its own on the stock viewer's map, drawn anew with each of the map's frames. */
export class LayerCanvas {
  readonly element = document.createElement('canvas');
  private readonly layer: MapLayer | undefined;

  /**
   * @param add puts the layer where it belongs among the others
   * @param draw onto the emptied canvas; says whether anything is to be seen
   */
  constructor(
    private readonly map: SlideMap,
    testId: string,
    add: typeof layerOverSlide,
    private readonly draw: (view: CanvasView) => boolean,
  ) {
    this.element.dataset.cy = testId;
    this.element.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    this.layer = add(map, frame => this.render(frame));
  }

  /** What it shows is another now. */
  changed(): void {
    this.layer?.changed();
  }

  remove(): void {
    if (this.layer) this.map.removeLayer(this.layer);
    this.element.remove();
  }

  private render(frame: FrameState): HTMLElement {
    const { element } = this;
    fitCanvas(element, frame);
    const context = element.getContext('2d');
    if (!context) return element;
    context.resetTransform();
    context.clearRect(0, 0, element.width, element.height);
    context.save();
    const isSeen = this.draw({ context, frame, toCanvas: canvasFromMatrix(frame) });
    context.restore();
    // Chromium may leave old pixels standing after a clear that nothing is drawn over; a hidden element is gone for sure.
    element.style.display = isSeen ? '' : 'none';
    return element;
  }
}
