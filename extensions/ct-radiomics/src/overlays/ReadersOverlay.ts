import type { MaskRuns } from '@timescope/core/geometry/maskRuns';
import type { Cornerstone, SliceViewport } from '../services/cornerstone';
import type { DisplayedCt } from '../services/displayedCt';
import type { SeatName } from '../services/readings/ReadingsServer';
import type { ReadersOutline } from '../services/readings/twoReadersState';
import { showsSlice } from '../services/sliceNavigation';
import { CanvasLayers, type DrawLayer } from './CanvasLayers';
import { outlineLoops, type Loop } from './outlineLoops';
import { placingOn, strokeLoops } from './sliceLines';

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
    const runs = roi.get(slice) ?? new Uint32Array();
    const { colour, dash } = READER_STYLE[seat];
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.setLineDash(dash);
    strokeLoops(context, this.loopsOf(runs, ct), placingOn(viewport, ct, slice));
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
