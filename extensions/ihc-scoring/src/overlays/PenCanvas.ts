/** How a pen or brush looks on screen. */
export interface PenLook {
  readonly widthPx: number;
  readonly colour: string;
  readonly isEraser: boolean;
}

export type PenPlace = readonly [number, number];

/** A line while it is drawn, and the round end of the brush, over the map: the map itself is not drawn again for them. */
export class PenCanvas {
  private readonly canvas = document.createElement('canvas');

  constructor(private readonly viewport: Element) {
    this.canvas.dataset.cy = 'pen-canvas';
    this.canvas.style.cssText =
      'position:absolute;inset:0;width:100%;height:100%;pointer-events:none;display:none;z-index:4';
    viewport.append(this.canvas);
  }

  /** @param line css pixels of the viewport; empty while nothing is drawn */
  show(at: PenPlace, line: readonly PenPlace[], look: PenLook): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const ratio = window.devicePixelRatio;
    const { width, height } = this.viewport.getBoundingClientRect();
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.display = '';
    context.scale(ratio, ratio);
    if (line.length > 0) drawLine(context, line, look);
    drawEnd(context, at, look);
  }

  hide(): void {
    this.canvas.style.display = 'none';
  }

  remove(): void {
    this.canvas.remove();
  }
}

function drawLine(context: CanvasRenderingContext2D, line: readonly PenPlace[], look: PenLook): void {
  context.beginPath();
  line.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    context.lineTo(x, y);
  });
  context.lineCap = context.lineJoin = 'round';
  context.lineWidth = look.widthPx;
  context.globalAlpha = look.widthPx < 8 ? 1 : 0.4;
  context.strokeStyle = look.isEraser ? '#fff' : look.colour;
  context.stroke();
  context.globalAlpha = 1;
}

/** Smallest circle that is seen around the pointer. Ours. */
const SMALLEST_PX = 6;

/** White over black, so that it shows on tissue and on glass; a cross in it says that it erases. */
function drawEnd(
  context: CanvasRenderingContext2D,
  [x, y]: PenPlace,
  { widthPx, isEraser, colour }: PenLook,
) {
  const radius = Math.max(SMALLEST_PX, widthPx) / 2;
  for (const [style, width] of [
    ['#000', 3.5],
    [isEraser ? '#fff' : colour, 1.5],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.setLineDash(isEraser ? [4, 3] : []);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.moveTo(x - 3, y);
    context.lineTo(x + 3, y);
    if (!isEraser) {
      context.moveTo(x, y - 3);
      context.lineTo(x, y + 3);
    }
    context.stroke();
  }
}
