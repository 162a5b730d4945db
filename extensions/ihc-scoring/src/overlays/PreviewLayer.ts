import type { PreviewTile } from '../pipeline/compartments/previewTiles';
import type { SlideMap } from '../services/microscopy';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOverSlide } from './layerOverSlide';
import { compartmentColours } from './regionStyles';

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
  private readonly canvas: LayerCanvas;

  constructor(map: SlideMap) {
    this.canvas = new LayerCanvas(map, 'compartment-preview', layerOverSlide, view => this.draw(view));
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
    this.canvas.changed();
  }

  clear(): void {
    if (this.pictures.size === 0) return;
    this.pictures.clear();
    this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw({ context, toCanvas }: CanvasView): boolean {
    context.globalAlpha = OPACITY;
    context.imageSmoothingEnabled = false;
    for (const { tile, image } of this.pictures.values()) {
      const { origin, step } = tile;
      context.setTransform(toCanvas.translate(origin.x, origin.y).scale(step.x, step.y));
      context.drawImage(image, 0, 0);
    }
    return this.pictures.size > 0;
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
