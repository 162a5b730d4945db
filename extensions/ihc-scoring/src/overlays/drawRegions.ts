import type { MatrixPoint } from '@timescope/core/frames';
import { simplifiedRing } from '@timescope/core/geometry/simplifiedRing';
import type { DrawnRegion } from '../pipeline/reading/drawnRegion';
import type { FrameState } from '../services/microscopy';
import { ringsBounds } from '../services/regions/ringsBounds';
import { freePlace } from './freePlace';
import { regionStyles, type RegionStyle } from './regionStyles';
import { scaleOf, type MatrixBox } from './screenFrame';

export interface RegionDrawing {
  readonly context: CanvasRenderingContext2D;
  readonly toCanvas: DOMMatrix;
  /** What is visible. */
  readonly box: MatrixBox;
  readonly pixelRatio: number;
  readonly frame: FrameState;
}

/** Each region's border in its role's colour over a dark line, so that it shows on tissue and on glass; then the names. */
export function drawRegions(
  drawing: RegionDrawing,
  regions: readonly DrawnRegion[],
  selected: string | undefined,
): void {
  const visible = regions.filter(region => isVisible(region, drawing.box));
  for (const region of visible) drawRegion(drawing, region, region.id === selected);
  for (const region of visible) drawName(drawing, region);
}

function drawRegion(drawing: RegionDrawing, region: DrawnRegion, isSelected: boolean): void {
  const { context, toCanvas, pixelRatio } = drawing;
  const style = regionStyles[region.role];
  const path = pathOf(ringsAt(region, 1 / scaleOf(toCanvas)), toCanvas);
  context.save();
  context.resetTransform();
  context.lineJoin = 'round';
  if (style.isHatched) hatch(drawing, path, style);
  if (isSelected) tint(context, path, style);
  context.strokeStyle = 'rgba(0, 0, 0, .7)';
  context.lineWidth = (isSelected ? 6 : 4) * pixelRatio;
  context.stroke(path);
  context.strokeStyle = style.colour;
  context.lineWidth = (isSelected ? 3.5 : 2) * pixelRatio;
  context.setLineDash(style.dash.map(dash => dash * pixelRatio));
  context.stroke(path);
  context.restore();
}

function pathOf(rings: DrawnRegion['rings'], toCanvas: DOMMatrix): Path2D {
  const { a, b, c, d, e, f } = toCanvas;
  const path = new Path2D();
  for (const ring of rings) {
    ring.forEach(({ x, y }, index) => {
      const [px, py] = [a * x + c * y + e, b * x + d * y + f];
      if (index === 0) path.moveTo(px, py);
      else path.lineTo(px, py);
    });
    path.closePath();
  }
  return path;
}

function tint(context: CanvasRenderingContext2D, path: Path2D, { colour }: RegionStyle): void {
  context.globalAlpha = 0.12;
  context.fillStyle = colour;
  context.fill(path, 'evenodd');
  context.globalAlpha = 1;
}

/** Distance of the slanting lines in css pixels. Ours. */
const HATCH_PX = 10;

/** Over the visible part only: a region may be much larger than the screen. */
function hatch({ context, pixelRatio }: RegionDrawing, path: Path2D, { colour }: RegionStyle): void {
  const { width, height } = context.canvas;
  context.save();
  context.clip(path, 'evenodd');
  context.globalAlpha = 0.55;
  context.strokeStyle = colour;
  context.lineWidth = pixelRatio;
  context.beginPath();
  for (let x = -height; x < width; x += HATCH_PX * pixelRatio) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

/** Css pixels of the name's letters. */
const NAME_PX = 12;

/** At the region's uppermost visible point, on a dark ground. */
function drawName(drawing: RegionDrawing, region: DrawnRegion): void {
  const { context, pixelRatio } = drawing;
  const place = nameAt(drawing, region);
  if (!place) return;
  const size = NAME_PX * pixelRatio;
  context.save();
  context.resetTransform();
  context.font = `600 ${size}px Inter, system-ui, sans-serif`;
  const width = context.measureText(region.name).width + size;
  const { left, top } = freePlace(drawing.frame, {
    left: Math.max(0, Math.min(context.canvas.width - width, place.x - width / 2)),
    top: Math.max(0, place.y - 1.9 * size),
    ...{ width, height: 1.5 * size },
  });
  context.fillStyle = 'rgba(8, 12, 24, .82)';
  context.fillRect(left, top, width, 1.5 * size);
  context.fillStyle = regionStyles[region.role].colour;
  context.fillRect(left, top, 3 * pixelRatio, 1.5 * size);
  context.fillStyle = '#fff';
  context.textBaseline = 'middle';
  context.fillText(region.name, left + size / 2 + pixelRatio, top + 0.78 * size);
  context.restore();
}

/** Of the points in view the uppermost; of a region around the whole view, the upper edge's middle. */
function nameAt(
  { context, toCanvas }: RegionDrawing,
  region: DrawnRegion,
): { x: number; y: number } | undefined {
  const { width, height } = context.canvas;
  let best: { x: number; y: number } | undefined;
  for (const ring of ringsAt(region, 1 / scaleOf(toCanvas)))
    for (const { x, y } of ring) {
      const point = toCanvas.transformPoint(new DOMPoint(x, y));
      const isSeen = point.x >= 0 && point.x <= width && point.y >= 0 && point.y <= height;
      if (isSeen && (!best || point.y < best.y)) best = { x: point.x, y: point.y };
    }
  return best;
}

const boundsOf = new WeakMap<DrawnRegion['rings'], ReturnType<typeof ringsBounds>>();

function isVisible({ rings }: DrawnRegion, box: MatrixBox): boolean {
  const bounds = boundsOf.get(rings) ?? ringsBounds(rings);
  boundsOf.set(rings, bounds);
  const { x, y, width, height } = bounds;
  return x < box.x1 && x + width > box.x0 && y < box.y1 && y + height > box.y0;
}

interface Simpler {
  readonly tolerance: number;
  readonly rings: DrawnRegion['rings'];
}

const simpler = new WeakMap<DrawnRegion['rings'], Simpler>();

/** Outlines with no more points than can be seen: thousands of traced points would take long to stroke. */
function ringsAt({ rings }: DrawnRegion, matrixPerPixel: number): readonly (readonly MatrixPoint[])[] {
  const tolerance = 2 ** Math.floor(Math.log2(matrixPerPixel)) / 2;
  const known = simpler.get(rings);
  if (known?.tolerance === tolerance) return known.rings;
  const made = { tolerance, rings: rings.map(ring => simplifiedRing(ring, tolerance)) };
  simpler.set(rings, made);
  return made.rings;
}
