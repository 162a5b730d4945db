import { slicePositionMm } from '@timescope/core/geometry/slicePoint';
import type { MaskRuns } from '@timescope/core/geometry/maskRuns';
import type { CanvasPoint, Cornerstone, SliceViewport, World } from '../services/cornerstone';
import type { DisplayedCt } from '../services/displayedCt';
import type { SeatName } from '../services/readings/ReadingsServer';
import type { ReadersOutline } from '../services/readings/twoReadersState';
import { showsSlice } from '../services/sliceNavigation';
import { CanvasLayers, type DrawLayer } from './CanvasLayers';
import { outlineLoops, type Loop } from './outlineLoops';

export interface ReadersView {
  readonly ct: DisplayedCt;
  readonly outlines: readonly ReadersOutline[];
}

/** Told apart by colour and by dashes: blue and orange stay apart for every kind of colour vision. */
export const READER_STYLE: Readonly<Record<SeatName, { readonly colour: string; readonly dash: number[] }>> =
  {
    A: { colour: '#4cc2ff', dash: [] },
    B: { colour: '#ffa033', dash: [7, 4] },
  };

/** The signed outlines of two readers as lines over the slice. */
export class ReadersOverlay {
  private view: ReadersView | undefined;
  private readonly layers: CanvasLayers;
  private readonly loops = new WeakMap<MaskRuns, readonly Loop[]>();

  constructor(cornerstone: () => Cornerstone) {
    this.layers = new CanvasLayers(cornerstone, 'readers-overlay', (...layer) => this.draw(...layer));
  }

  show(view: ReadersView | undefined): void {
    this.view = view;
    this.layers.redraw();
  }

  attach(viewports: readonly SliceViewport[]): void {
    this.layers.attach(viewports);
  }

  release(): void {
    this.attach([]);
    this.view = undefined;
  }

  private draw(...[viewport, canvas, context]: Parameters<DrawLayer>): void {
    const slice = this.view && shownSlice(viewport, this.view);
    const drawn = this.view?.outlines.filter(({ roi }) => slice !== undefined && roi.has(slice)) ?? [];
    canvas.dataset.shown = drawn.map(({ seat }) => seat).join('');
    if (!this.view || slice === undefined) return;
    for (const outline of drawn) this.drawOutline(viewport, context, this.view.ct, outline, slice);
    drawNames(context, drawn);
  }

  private drawOutline(
    viewport: SliceViewport,
    context: CanvasRenderingContext2D,
    ct: DisplayedCt,
    { seat, roi }: ReadersOutline,
    slice: number,
  ): void {
    const place = placing(viewport, ct, slice);
    const runs = roi.get(slice) ?? new Uint32Array();
    const { colour, dash } = READER_STYLE[seat];
    context.beginPath();
    for (const loop of this.loopsOf(runs, ct)) {
      for (let at = 0; at + 1 < loop.length; at += 2) {
        const [x, y] = place(loop[at] ?? 0, loop[at + 1] ?? 0);
        if (at === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
    }
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  private loopsOf(runs: MaskRuns, { grid: { size } }: DisplayedCt): readonly Loop[] {
    const known = this.loops.get(runs) ?? outlineLoops(runs, size[0], size[1]);
    this.loops.set(runs, known);
    return known;
  }
}

function shownSlice(viewport: SliceViewport, { ct, outlines }: ReadersView): number | undefined {
  const slices = new Set(outlines.flatMap(({ roi }) => [...roi.keys()]));
  return [...slices].find(slice => showsSlice(viewport, ct, slice));
}

/** A slice lies flat on the canvas, so that three of its points place all others. */
function placing(viewport: SliceViewport, { grid }: DisplayedCt, slice: number) {
  const at = (i: number, j: number) => {
    const [x, y, z] = slicePositionMm(grid, slice, i - 0.5, j - 0.5);
    return viewport.worldToCanvas([x, y, z] satisfies World);
  };
  const [o, r, b] = [at(0, 0), at(1, 0), at(0, 1)];
  return (i: number, j: number): CanvasPoint => [
    o[0] + i * (r[0] - o[0]) + j * (b[0] - o[0]),
    o[1] + i * (r[1] - o[1]) + j * (b[1] - o[1]),
  ];
}

/** Above the host's own texts at the left lower corner. */
const NAMES_ABOVE = 64;

function drawNames(context: CanvasRenderingContext2D, outlines: readonly ReadersOutline[]): void {
  const { clientHeight } = context.canvas;
  context.font = '12px Inter, system-ui, sans-serif';
  context.shadowColor = '#000';
  context.shadowBlur = 3;
  outlines.forEach(({ seat, reader }, index) => {
    const { colour, dash } = READER_STYLE[seat];
    const y = clientHeight - NAMES_ABOVE - 16 * (outlines.length - index);
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 2;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(10, y - 4);
    context.lineTo(34, y - 4);
    context.stroke();
    context.fillText(`${seat}: ${reader}`, 40, y);
  });
  context.setLineDash([]);
  context.shadowBlur = 0;
}
