import type { SlideMap } from '../services/microscopy';
import type { ShownField } from '../services/immune/shownField';
import { freePlace } from './freePlace';
import { LayerCanvas, type CanvasView } from './LayerCanvas';
import { layerOnTop } from './mapLayer';

const COLOURS = { centre: '#56c7ff', margin: '#ffd23f', ratio: '#7ef0b2', tils: '#ff9de2' } as const;
/** Css pixels of the name's letters. */
const NAME_PX = 12;

/** The fields of the slide with their names: dashed where they were proposed, drawn through where the reader put them. */
export class FieldsOverlay {
  private fields: readonly ShownField[] = [];
  private readonly canvas: LayerCanvas;

  constructor(map: SlideMap) {
    this.canvas = new LayerCanvas(map, 'fields-overlay', layerOnTop, view => this.draw(view));
  }

  show(fields: readonly ShownField[]): void {
    if (fields === this.fields) return;
    this.fields = fields;
    this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw(view: CanvasView): boolean {
    for (const field of this.fields) drawField(view, field);
    return this.fields.length > 0;
  }
}

function drawField({ context, frame, toCanvas }: CanvasView, field: ShownField): void {
  const { pixelRatio } = frame;
  const { x, y, width, height, kind, isMoved, name } = field;
  const corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]] as const; // prettier-ignore
  const points = corners.map(([left, top]) => toCanvas.transformPoint(new DOMPoint(left, top)));
  context.save();
  context.resetTransform();
  context.beginPath();
  points.forEach((point, at) =>
    at === 0 ? context.moveTo(point.x, point.y) : context.lineTo(point.x, point.y),
  );
  context.closePath();
  context.strokeStyle = 'rgba(0, 0, 0, .75)';
  context.lineWidth = 4 * pixelRatio;
  context.stroke();
  context.strokeStyle = COLOURS[kind];
  context.lineWidth = 2 * pixelRatio;
  context.setLineDash(isMoved ? [] : [7 * pixelRatio, 4 * pixelRatio]);
  context.stroke();
  const [top] = points.toSorted((a, b) => a.y - b.y || a.x - b.x);
  if (top) drawName({ context, frame }, name, top, NAME_PX * pixelRatio);
  context.restore();
}

function drawName(
  { context, frame }: Pick<CanvasView, 'context' | 'frame'>,
  name: string,
  { x, y }: { readonly x: number; readonly y: number },
  size: number,
): void {
  context.font = `600 ${size}px Inter, system-ui, sans-serif`;
  const [width, height] = [context.measureText(name).width + size, 1.5 * size];
  const { left, top } = freePlace(frame, { left: x, top: y - 1.6 * size, width, height });
  context.fillStyle = 'rgba(8, 12, 24, .82)';
  context.fillRect(left, top, width, height);
  context.fillStyle = '#fff';
  context.textBaseline = 'middle';
  context.fillText(name, left + size / 2, top + 0.75 * size);
}
