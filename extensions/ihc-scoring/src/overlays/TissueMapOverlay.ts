import type { SlideMap } from '../services/microscopy';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOverSlide } from './layerOverSlide';

/** A picture with one pixel a cell of the map. */
export interface MapPicture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a cell. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Matrix pixels of a cell. */
  readonly matrixStep: { readonly x: number; readonly y: number };
}

/** The classes of the tissue in their colours, right over the slide. */
export class TissueMapOverlay {
  private shown: { readonly picture: MapPicture; readonly image: HTMLCanvasElement } | undefined;
  private opacity = 0;
  private readonly canvas: LayerCanvas;

  /** @param slide its matrix: the map's last cells reach beyond it */
  constructor(
    map: SlideMap,
    private readonly slide: { readonly width: number; readonly height: number } | undefined,
  ) {
    this.canvas = new LayerCanvas(map, 'tissue-map-overlay', layerOverSlide, view => this.draw(view));
  }

  /** @param opacity 0 to 1 */
  show(picture: MapPicture | undefined, opacity: number): void {
    if (picture === this.shown?.picture && opacity === this.opacity) return;
    this.opacity = opacity;
    if (picture !== this.shown?.picture) this.shown = picture && { picture, image: imageOf(picture) };
    this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw({ context, toCanvas }: CanvasView): boolean {
    if (!this.shown) return false;
    const { width, height, matrixStep } = this.shown.picture;
    const { x, y } = matrixStep;
    const [columns, rows] = this.slide ? [this.slide.width / x, this.slide.height / y] : [width, height];
    context.globalAlpha = this.opacity;
    context.imageSmoothingEnabled = false;
    context.setTransform(toCanvas.scale(x, y));
    context.drawImage(this.shown.image, 0, 0, columns, rows, 0, 0, columns, rows);
    return true;
  }
}

function imageOf({ width, height, pixels }: MapPicture): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = width;
  image.height = height;
  image.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return image;
}
