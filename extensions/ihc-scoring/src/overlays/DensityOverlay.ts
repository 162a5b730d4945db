import type { Hotspot } from '@timescope/core/result/scoreResult';
import type { DensitySurface } from '../pipeline/densityMap/smoothDensity';
import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { densityPicture } from './densityPicture';
import { fitCanvas } from './fitCanvas';
import { layerOverSlide } from './layerOverSlide';
import { canvasFromMatrix } from './screenFrame';

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
  private readonly canvas = document.createElement('canvas');
  private readonly layer: MapLayer | undefined;

  constructor(private readonly map: SlideMap) {
    this.canvas.dataset.cy = 'density-overlay';
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    this.layer = layerOverSlide(map, frame => this.render(frame));
  }

  show(drawing: DensityDrawing | undefined): void {
    this.drawing = drawing;
    this.layer?.changed();
  }

  remove(): void {
    if (this.layer) this.map.removeLayer(this.layer);
    this.canvas.remove();
  }

  private render(frame: FrameState): HTMLElement {
    fitCanvas(this.canvas, frame);
    const context = this.canvas.getContext('2d');
    const { drawing } = this;
    const isEmpty = !drawing?.surface && !drawing?.chosen;
    this.canvas.style.display = isEmpty ? 'none' : '';
    if (!context || isEmpty) return this.canvas;
    context.resetTransform();
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const toCanvas = canvasFromMatrix(frame);
    if (drawing.surface) this.drawMap(context, toCanvas, drawing, drawing.surface);
    if (drawing.chosen) drawField(context, drawing.chosen, toCanvas, frame.pixelRatio);
    return this.canvas;
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
