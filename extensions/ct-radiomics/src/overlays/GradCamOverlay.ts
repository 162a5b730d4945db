import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import { heatColour } from '@timescope/core/plots/heatColour';
import type { MaskRuns } from '@timescope/core/geometry/maskRuns';
import { slicePositionMm } from '@timescope/core/geometry/slicePoint';
import type { GradCamMap } from '../pipeline/prediction';
import type { CanvasPoint, Cornerstone, SliceViewport, World } from '../services/cornerstone';
import type { DisplayedCt } from '../services/displayedCt';
import { showsSlice } from '../services/sliceNavigation';
import { strings } from '../strings';
import { CanvasLayers, type DrawLayer } from './CanvasLayers';
import { outlineLoops } from './outlineLoops';
import { placingOn, strokeLoops } from './sliceLines';

/** What is drawn over the slice. */
export interface HeatMapView {
  readonly ct: DisplayedCt;
  readonly map: GradCamMap;
  readonly demonstration: boolean;
  /** The outline is no longer the one that was predicted on. */
  readonly isStale: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  /** The region that was predicted, on the map's slice. */
  readonly outline: MaskRuns | undefined;
}

/** Of the predicted outline, over every colour of the map. Ours. */
export const OUTLINE_ON_MAP = '#7ff6ff';

/** Draws on the map's own slice and leaves all others empty. */
export class GradCamOverlay {
  private view: HeatMapView | undefined;
  private picture: { map: GradCamMap; canvas: HTMLCanvasElement } | undefined;
  private readonly layers: CanvasLayers;

  constructor(cornerstone: Cornerstone) {
    this.layers = new CanvasLayers(
      () => cornerstone,
      'gradcam-overlay',
      (...layer) => this.draw(...layer),
    );
  }

  /** Undefined hides the map. */
  show(view: HeatMapView | undefined): void {
    this.view = view;
    this.layers.redraw();
  }

  /** Draws in these viewports from now on, and in no others. */
  attach(viewports: readonly SliceViewport[]): void {
    this.layers.attach(viewports);
  }

  release(): void {
    this.attach([]);
    this.view = undefined;
    this.picture = undefined;
  }

  private draw(...[viewport, canvas, context]: Parameters<DrawLayer>): void {
    const { view } = this;
    const isShown = view !== undefined && showsSlice(viewport, view.ct, view.map.slice);
    canvas.dataset.shown = String(isShown);
    if (!isShown) return;
    context.globalAlpha = view.opacity;
    const corners = boxOnCanvas(viewport, view);
    drawPicture(context, this.pictureOf(view.map), corners);
    context.globalAlpha = 1;
    drawOutline(context, viewport, view);
    drawCaption(context, view, canvas);
    canvas.dataset.box = JSON.stringify(corners.map(corner => corner.map(Math.round)));
  }

  private pictureOf(map: GradCamMap): HTMLCanvasElement {
    if (this.picture?.map !== map) this.picture = { map, canvas: pictureOf(map) };
    return this.picture.canvas;
  }
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

/** The map hides neither the border that was drawn nor how far it reaches beyond it. */
function drawOutline(
  context: CanvasRenderingContext2D,
  viewport: SliceViewport,
  { ct, map, outline }: HeatMapView,
): void {
  if (!outline) return;
  const [columns, rows] = ct.grid.size;
  context.strokeStyle = OUTLINE_ON_MAP;
  context.lineWidth = 1.5;
  strokeLoops(context, outlineLoops(outline, columns, rows), placingOn(viewport, ct, map.slice));
}

/** The notice stands in the image, so that it is in every screenshot too. */
function drawCaption(
  context: CanvasRenderingContext2D,
  { demonstration, isStale, map }: HeatMapView,
  { clientWidth, clientHeight }: HTMLCanvasElement,
): void {
  const lines = [
    strings.heatMapOnImage(strings.targets[map.target], map.class),
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
