import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { heatColour } from '@timescope/core/plots/heatColour';
import { slicePositionMm } from '@timescope/core/geometry/slicePoint';
import type { GradCamMap } from '../pipeline/prediction';
import type { CanvasPoint, Cornerstone, SliceViewport, World } from '../services/cornerstone';
import type { DisplayedCt } from '../services/displayedCt';
import { showsSlice } from '../services/sliceNavigation';
import { strings } from '../strings';

/** What is drawn over the slice. */
export interface HeatMapView {
  readonly ct: DisplayedCt;
  readonly map: GradCamMap;
  readonly demonstration: boolean;
  /** The outline is no longer the one that was predicted on. */
  readonly isStale: boolean;
  /** 0 to 1. */
  readonly opacity: number;
}

/** A canvas over the viewports that show the CT: it draws on the map's own slice and is empty on all others. */
export class GradCamOverlay {
  private view: HeatMapView | undefined;
  private picture: { map: GradCamMap; canvas: HTMLCanvasElement } | undefined;
  private readonly layers = new Map<SliceViewport, { canvas: HTMLCanvasElement; draw: () => void }>();

  constructor(private readonly cornerstone: Cornerstone) {}

  /** Undefined hides the map. */
  show(view: HeatMapView | undefined): void {
    this.view = view;
    for (const { draw } of this.layers.values()) draw();
  }

  /** Draws in these viewports from now on, and in no others. */
  attach(viewports: readonly SliceViewport[]): void {
    for (const viewport of [...this.layers.keys()]) if (!viewports.includes(viewport)) this.detach(viewport);
    for (const viewport of viewports) if (!this.layers.has(viewport)) this.addLayer(viewport);
  }

  release(): void {
    this.attach([]);
    this.view = undefined;
    this.picture = undefined;
  }

  private addLayer(viewport: SliceViewport): void {
    const canvas = document.createElement('canvas');
    canvas.dataset.cy = 'gradcam-overlay';
    canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    viewport.element.append(canvas);
    const draw = () => this.draw(viewport, canvas);
    viewport.element.addEventListener(this.cornerstone.Enums.Events.IMAGE_RENDERED, draw);
    this.layers.set(viewport, { canvas, draw });
    draw();
  }

  private detach(viewport: SliceViewport): void {
    const layer = this.layers.get(viewport);
    if (!layer) return;
    viewport.element.removeEventListener(this.cornerstone.Enums.Events.IMAGE_RENDERED, layer.draw);
    layer.canvas.remove();
    this.layers.delete(viewport);
  }

  private draw(viewport: SliceViewport, canvas: HTMLCanvasElement): void {
    const context = sizedContext(canvas);
    if (!context) return;
    const { view } = this;
    const isShown = view !== undefined && showsSlice(viewport, view.ct, view.map.slice);
    canvas.dataset.shown = String(isShown);
    if (!isShown) return;
    context.globalAlpha = view.opacity;
    const corners = boxOnCanvas(viewport, view);
    drawPicture(context, this.pictureOf(view.map), corners);
    context.globalAlpha = 1;
    drawCaption(context, view, canvas);
    canvas.dataset.box = JSON.stringify(corners.map(corner => corner.map(Math.round)));
  }

  private pictureOf(map: GradCamMap): HTMLCanvasElement {
    if (this.picture?.map !== map) this.picture = { map, canvas: pictureOf(map) };
    return this.picture.canvas;
  }
}

/** A context that measures in CSS pixels; a canvas that is resized is also emptied. */
function sizedContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = canvas.getContext('2d');
  context?.scale(ratio, ratio);
  return context;
}

type Corners = readonly [origin: CanvasPoint, right: CanvasPoint, below: CanvasPoint];

/** Top left, top right and bottom left corner of the map's box; a voxel reaches half a step beyond its centre. */
function boxOnCanvas(viewport: SliceViewport, { ct, map: { box, slice } }: HeatMapView): Corners {
  const at = (i: number, j: number) => {
    const [x, y, z] = slicePositionMm(ct.grid, slice, i - 0.5, j - 0.5);
    return viewport.worldToCanvas([x, y, z] satisfies World);
  };
  return [at(box.x, box.y), at(box.x + box.width, box.y), at(box.x, box.y + box.height)];
}

function drawPicture(
  context: CanvasRenderingContext2D,
  picture: HTMLCanvasElement,
  [origin, right, below]: Corners,
): void {
  const { width, height } = picture;
  context.save();
  context.transform(
    (right[0] - origin[0]) / width,
    (right[1] - origin[1]) / width,
    (below[0] - origin[0]) / height,
    (below[1] - origin[1]) / height,
    origin[0],
    origin[1],
  );
  context.drawImage(picture, 0, 0);
  context.restore();
}

/** One pixel a voxel; low values fade out so that the CT stays readable below them. */
function pictureOf({ box, values }: GradCamMap): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = box.width;
  canvas.height = box.height;
  const image = new ImageData(box.width, box.height);
  values.forEach((value, pixel) =>
    image.data.set([...heatColour(value), Math.round(255 * value)], pixel * 4),
  );
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** The notice stands in the image, so that it is in every screenshot too. */
function drawCaption(
  context: CanvasRenderingContext2D,
  { demonstration, isStale, map }: HeatMapView,
  { clientWidth, clientHeight }: HTMLCanvasElement,
): void {
  const lines = [
    strings.heatMapOnImage(map.class),
    ...(isStale ? [strings.heatMapStale] : []),
    ...(demonstration ? [DEMONSTRATION_WEIGHTS] : []),
  ];
  context.font = '12px Inter, system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillStyle = '#fcf3a0';
  context.shadowColor = '#000';
  context.shadowBlur = 3;
  // Above the host's own texts at the lower edge; narrowed where the viewport is.
  const top = clientHeight - 40 - 16 * lines.length;
  lines.forEach((line, index) => {
    context.fillText(line, clientWidth / 2, top + 16 * index, clientWidth - 16);
  });
  context.shadowBlur = 0;
}
