import type { Hotspot } from '@timescope/core/result/scoreResult';
import type { DensitySurface } from '../pipeline/densityMap/smoothDensity';
import type { SlideMap } from '../services/microscopy';
import { densityPicture } from './densityPicture';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOverSlide } from './layerOverSlide';

export interface DensityDrawing {
  /** Undefined: no map is drawn. */
  readonly surface: DensitySurface | undefined;
  readonly hottest: number;
  /** Matrix pixels of a bin. */
  readonly binMatrix: { readonly x: number; readonly y: number };
  /** The field that is outlined: one at a time, since the best fields by several rules overlap. */
  readonly chosen: Hotspot | undefined;
}

/** Cells per mm2 in colours over the tissue, below the cells; and the field of a hotspot. */
export class DensityOverlay {
  private drawing: DensityDrawing | undefined;
  private picture: { readonly of: DensitySurface; readonly image: HTMLCanvasElement } | undefined;
  private readonly canvas: LayerCanvas;

  constructor(map: SlideMap) {
    this.canvas = new LayerCanvas(map, 'density-overlay', layerOverSlide, view => this.draw(view));
  }

  show(drawing: DensityDrawing | undefined): void {
    this.drawing = drawing;
    this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw({ context, frame, toCanvas }: CanvasView): boolean {
    const { surface, chosen } = this.drawing ?? {};
    if (this.drawing && surface) this.drawMap(context, toCanvas, this.drawing, surface);
    if (chosen) drawField(context, chosen, toCanvas, frame.pixelRatio);
    return surface !== undefined || chosen !== undefined;
  }

  private drawMap(
    context: CanvasRenderingContext2D,
    toCanvas: DOMMatrix,
    { hottest, binMatrix }: DensityDrawing,
    surface: DensitySurface,
  ): void {
    if (this.picture?.of !== surface) this.picture = { of: surface, image: imageOf(surface, hottest) };
    context.save();
    context.setTransform(toCanvas.scale(binMatrix.x, binMatrix.y));
    context.imageSmoothingEnabled = true;
    context.drawImage(this.picture.image, 0, 0);
    context.restore();
  }
}

/** Light over black, so that the field shows on tissue, on glass and on the map. */
function drawField(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Hotspot,
  toCanvas: DOMMatrix,
  pixelRatio: number,
): void {
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ].map(([left, upper]) => toCanvas.transformPoint(new DOMPoint(left, upper)));
  context.beginPath();
  for (const corner of corners) context.lineTo(corner.x, corner.y);
  context.closePath();
  context.strokeStyle = '#000';
  context.lineWidth = 5 * pixelRatio;
  context.stroke();
  context.strokeStyle = '#5bd1ff';
  context.lineWidth = 2.5 * pixelRatio;
  context.stroke();
}

function imageOf(surface: DensitySurface, hottest: number): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = surface.width;
  image.height = surface.height;
  const pixels = new ImageData(densityPicture(surface, hottest), surface.width, surface.height);
  image.getContext('2d')?.putImageData(pixels, 0, 0);
  return image;
}
