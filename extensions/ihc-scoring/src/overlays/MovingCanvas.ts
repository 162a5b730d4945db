import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { fitCanvas } from './fitCanvas';
import type { CanvasView } from './LayerCanvas';
import { layerOnTop } from './mapLayer';
import type { RingPicture } from './ringPicture.kernel';
import { canvasFromMatrix } from './screenFrame';

/**
 * A canvas of its own on the stock viewer's map. It is drawn when the map rests somewhere else or what it shows changed;
 * while the user drags or zooms the browser moves the picture that was drawn last.
 */
export class MovingCanvas {
  readonly element = document.createElement('canvas');
  private drawn: Drawn | undefined;
  /** What lines are drawn into; as large as the canvas. */
  private image: ImageData | undefined;
  private readonly layer: MapLayer | undefined;

  /** @param draw onto the emptied canvas; says whether anything is to be seen */
  constructor(
    private readonly map: SlideMap,
    testId: string,
    private readonly draw: (view: CanvasView) => boolean,
  ) {
    this.element.dataset.cy = testId;
    this.element.style.cssText =
      'position:absolute;inset:0;width:100%;height:100%;transform-origin:0 0;pointer-events:none';
    this.layer = layerOnTop(map, frame => this.render(frame));
  }

  /** What it shows is another now. */
  changed(): void {
    this.drawn = undefined;
    this.layer?.changed();
  }

  remove(): void {
    if (this.layer) this.map.removeLayer(this.layer);
    this.element.remove();
  }

  /** Lines drawn in memory replace all that is on the canvas. */
  putLines(context: CanvasRenderingContext2D, lines: (picture: RingPicture) => void): void {
    const { width, height } = this.element;
    if (this.image?.width !== width || this.image.height !== height)
      this.image = context.createImageData(width, height);
    const pixels = new Uint32Array(this.image.data.buffer);
    pixels.fill(0);
    lines({ width, height, pixels });
    context.putImageData(this.image, 0, 0);
  }

  private render(frame: FrameState): HTMLElement {
    if (fitCanvas(this.element, frame)) this.drawn = undefined;
    // It is filled from memory, not drawn by a graphics card.
    const context = this.element.getContext('2d', { willReadFrequently: true });
    if (!context) return this.element;
    const toCanvas = canvasFromMatrix(frame);
    const isMoving = frame.viewHints.some(hint => hint > 0);
    if (this.drawn && isStill(this.drawn, toCanvas, isMoving)) return this.element;
    if (this.drawn && isMoving) this.move(this.drawn, toCanvas, frame.pixelRatio);
    else this.redraw({ context, frame, toCanvas });
    return this.element;
  }

  /** The browser moves the whole picture: nothing is drawn while the user drags or zooms. */
  private move(drawn: Drawn, toCanvas: DOMMatrix, pixelRatio: number): void {
    const moved = toCanvas.multiply(drawn.at.inverse());
    const inCssPixels = new DOMMatrix()
      .scale(1 / pixelRatio)
      .multiply(moved)
      .scale(pixelRatio);
    this.element.style.transform = inCssPixels.toString();
    drawn.shownAt = toCanvas;
  }

  private redraw(view: CanvasView): void {
    const { context, toCanvas } = view;
    context.resetTransform();
    context.clearRect(0, 0, this.element.width, this.element.height);
    this.element.style.transform = '';
    // Chromium may leave old pixels standing after a clear that nothing is drawn over; a hidden element is gone for sure.
    this.element.style.display = this.draw(view) ? '' : 'none';
    this.drawn = { at: toCanvas, shownAt: toCanvas };
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
