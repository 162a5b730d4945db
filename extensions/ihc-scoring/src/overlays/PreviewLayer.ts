import type { PreviewTile } from '../pipeline/compartments/previewTiles';
import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { fitCanvas } from './fitCanvas';
import { layerOverSlide } from './layerOverSlide';
import { compartmentColours } from './regionStyles';
import { canvasFromMatrix } from './screenFrame';

interface Picture {
  readonly tile: PreviewTile;
  readonly image: HTMLCanvasElement;
}

/** Tiles kept (25 MB): four of the largest fields that are previewed at once. Ours. */
const MOST_TILES = 200;
/** The tissue shows through. Ours. */
const OPACITY = 0.36;

/** What a pixel classifier makes of the field, as colours right over the slide. */
export class PreviewLayer {
  private readonly pictures = new Map<string, Picture>();
  private readonly canvas = document.createElement('canvas');
  private readonly layer: MapLayer | undefined;

  constructor(private readonly map: SlideMap) {
    this.canvas.dataset.cy = 'compartment-preview';
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    this.layer = layerOverSlide(map, frame => this.render(frame));
  }

  get tiles(): readonly PreviewTile[] {
    return [...this.pictures.values()].map(({ tile }) => tile);
  }

  add(tile: PreviewTile): void {
    const key = `${tile.origin.x} ${tile.origin.y}`;
    this.pictures.delete(key);
    this.pictures.set(key, { tile, image: imageOf(tile) });
    const [oldest] = this.pictures.keys();
    if (this.pictures.size > MOST_TILES && oldest !== undefined) this.pictures.delete(oldest);
    this.layer?.changed();
  }

  clear(): void {
    if (this.pictures.size === 0) return;
    this.pictures.clear();
    this.layer?.changed();
  }

  remove(): void {
    if (this.layer) this.map.removeLayer(this.layer);
    this.canvas.remove();
  }

  private render(frame: FrameState): HTMLElement {
    const { canvas } = this;
    const context = canvas.getContext('2d');
    // Chromium may leave old pixels standing after a clear that nothing is drawn over; a hidden element is gone.
    canvas.style.display = this.pictures.size === 0 ? 'none' : '';
    if (!context || this.pictures.size === 0) return canvas;
    fitCanvas(canvas, frame);
    context.resetTransform();
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.globalAlpha = OPACITY;
    context.imageSmoothingEnabled = false;
    const toCanvas = canvasFromMatrix(frame);
    for (const { tile, image } of this.pictures.values()) {
      const { origin, step } = tile;
      context.setTransform(toCanvas.translate(origin.x, origin.y).scale(step.x, step.y));
      context.drawImage(image, 0, 0);
    }
    return canvas;
  }
}

function imageOf({ width, height, values }: PreviewTile): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = width;
  image.height = height;
  const pixels = new ImageData(width, height);
  const { other, tumour, stroma } = compartmentColours;
  // In the order of a tile's labels; beside the tissue there is no colour.
  const colours = [other, tumour, stroma].map(rgbOf);
  values.forEach((label, k) => {
    const rgb = colours[label];
    if (rgb) pixels.data.set([...rgb, 255], 4 * k);
  });
  image.getContext('2d')?.putImageData(pixels, 0, 0);
  return image;
}

/** Of a colour written as #rrggbb. */
const rgbOf = (colour: string): readonly [number, number, number] => [
  parseInt(colour.slice(1, 3), 16),
  parseInt(colour.slice(3, 5), 16),
  parseInt(colour.slice(5, 7), 16),
];
