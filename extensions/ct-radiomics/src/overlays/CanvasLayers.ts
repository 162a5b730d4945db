import type { Cornerstone, SliceViewport } from '../services/cornerstone';

export type DrawLayer = (
  viewport: SliceViewport,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
) => void;

/** A canvas over each viewport that shows the CT, drawn anew whenever the host draws its slice. */
export class CanvasLayers {
  private readonly layers = new Map<SliceViewport, { canvas: HTMLCanvasElement; draw: () => void }>();

  constructor(
    private readonly cornerstone: () => Cornerstone,
    private readonly testId: string,
    private readonly draw: DrawLayer,
  ) {}

  /** Draws in these viewports from now on, and in no others. */
  attach(viewports: readonly SliceViewport[]): void {
    for (const viewport of [...this.layers.keys()]) if (!viewports.includes(viewport)) this.detach(viewport);
    for (const viewport of viewports) if (!this.layers.has(viewport)) this.add(viewport);
  }

  redraw(): void {
    for (const { draw } of this.layers.values()) draw();
  }

  private add(viewport: SliceViewport): void {
    const canvas = document.createElement('canvas');
    canvas.dataset.cy = this.testId;
    canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    viewport.element.append(canvas);
    const draw = () => {
      const context = sizedContext(canvas);
      if (context) this.draw(viewport, canvas, context);
    };
    viewport.element.addEventListener(this.cornerstone().Enums.Events.IMAGE_RENDERED, draw);
    this.layers.set(viewport, { canvas, draw });
    draw();
  }

  private detach(viewport: SliceViewport): void {
    const layer = this.layers.get(viewport);
    if (!layer) return;
    viewport.element.removeEventListener(this.cornerstone().Enums.Events.IMAGE_RENDERED, layer.draw);
    layer.canvas.remove();
    this.layers.delete(viewport);
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
