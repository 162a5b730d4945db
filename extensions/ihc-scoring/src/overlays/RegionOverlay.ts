import type { ClassStroke } from '../pipeline/reading/classStroke';
import type { DrawnRegion } from '../pipeline/reading/drawnRegion';
import type { SlideMap } from '../services/microscopy';
import { drawRegions } from './drawRegions';
import { drawStrokes } from './drawStrokes';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOnTop } from './mapLayer';
import { visibleBox } from './screenFrame';

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
  private readonly canvas: LayerCanvas;

  constructor(map: SlideMap) {
    this.canvas = new LayerCanvas(map, 'region-overlay', layerOnTop, view => this.draw(view));
  }

  show(picture: RegionPicture): void {
    const { regions, selected, strokes, isShown } = this.picture;
    const isSame =
      picture.regions === regions &&
      picture.selected === selected &&
      picture.strokes === strokes &&
      picture.isShown === isShown;
    this.picture = picture;
    if (!isSame) this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw({ context, frame, toCanvas }: CanvasView): boolean {
    const { regions, selected, strokes, isShown } = this.picture;
    if (!isShown) return false;
    const box = visibleBox(frame, toCanvas, 0);
    const drawing = { context, toCanvas, box, pixelRatio: frame.pixelRatio, frame };
    drawRegions(drawing, regions, selected);
    drawStrokes(drawing, strokes);
    return regions.length > 0 || strokes.length > 0;
  }
}
