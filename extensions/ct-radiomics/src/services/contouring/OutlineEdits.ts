import { TimescopeError } from '@timescope/core/errors';
import { runsOf } from '@timescope/core/geometry/maskRuns';
import { slicePointAt } from '@timescope/core/geometry/slicePoint';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { greatestIsland, withHolesFilled } from '../../pipeline/contouring/islands.kernel';
import { withMargin } from '../../pipeline/contouring/margin';
import { smoothed } from '../../pipeline/contouring/smooth.kernel';
import { strings } from '../../strings';
import type { RadiologyClient } from '../../worker/client';
import type { InterpolationMethod } from '../../worker/requests';
import type { World } from '../cornerstone';
import type { DisplayedCt } from '../displayedCt';
import type { HuRange } from '../drawingTools';
import type { Attempt } from '../radiologyState';
import { roiMask, unionOf, type RoiSlices } from '../roiSlices';
import type { TumourOutline } from '../TumourOutline';
import { editedSlices, type SliceEdit } from './editedSlices';

export interface OutlineEditsState {
  /** Whether a tool works on the slice in view or on all of the outline. */
  readonly scope: 'slice' | 'all';
  readonly marginMm: number;
  readonly method: InterpolationMethod;
  /** Of region growing: half the range of HU, in standard deviations round the click. */
  readonly tolerance: number;
  readonly reachMm: number;
  /** What the range brush paints. */
  readonly brushHu: HuRange;
  readonly isRunning: boolean;
  /** What the last tool did, in a sentence. */
  readonly said: string | undefined;
}

/** Ours: a smoothing that takes away steps of a brush, not the form of a tumour. */
const SMOOTHING_RADIUS_MM = 2;
/**
 * Ours: a margin of two pixels of a usual CT; a reach that holds a tumour of 8 cm; soft tissue, enhanced too, without fat
 * and bone. */
const START: OutlineEditsState = {
  scope: 'slice',
  marginMm: 1,
  method: 'signedDistance',
  tolerance: 2,
  reachMm: 40,
  brushHu: { low: 0, high: 200 },
  isRunning: false,
  said: undefined,
};

export interface OutlineEditsParts {
  readonly attempt: Attempt;
  readonly worker: Pick<RadiologyClient, 'interpolate' | 'growRegion'>;
  /** Hands the voxels of the CT to the worker when it does not hold them. */
  volumeInWorker(ct: DisplayedCt, signal: AbortSignal): Promise<void>;
  /** The outline that may be changed now. @throws TimescopeError when none may */
  outline(): { readonly outline: TumourOutline; readonly ct: DisplayedCt };
  /** Voxel k of the slice in view. */
  sliceInView(ct: DisplayedCt): number | undefined;
  /** Voxel k of the slice that scrolling shows after (1) or before (-1) slice k. */
  sliceBeside(ct: DisplayedCt, k: number, step: 1 | -1): number | undefined;
  show(ct: DisplayedCt, k: number): void;
}

/** The tools that work on what is drawn already. Each is one undoable step. */
export class OutlineEdits {
  readonly state = new ObservableState<OutlineEditsState>(START);

  constructor(private readonly parts: OutlineEditsParts) {}

  /** Fills the empty slices between the drawn ones. */
  interpolate(): Promise<void> {
    return this.run(async (roi, ct) => {
      const { method } = this.state.get();
      const { mask, filled } = await this.parts.worker.interpolate(
        roiMask(roi, ct.grid),
        method,
        new AbortController().signal,
      );
      const [nx, ny] = ct.grid.size;
      const slices = filled.map(
        k => [k, runsOf(mask.values.subarray(k * nx * ny, (k + 1) * nx * ny), 1)] as const,
      );
      return { roi: new Map([...roi, ...slices]), said: strings.slicesFilled(slices.length) };
    });
  }

  /** Adds the region round a click to the outline; one that leaks is not kept. @param at patient position, LPS, mm */
  growRegion(at: World): Promise<void> {
    return this.run(async (roi, ct) => {
      const { scope, tolerance, reachMm } = this.state.get();
      const { slice, i, j } = slicePointAt(ct.grid, at);
      const { signal } = new AbortController();
      await this.parts.volumeInWorker(ct, signal);
      const seed = [Math.round(i), Math.round(j), slice] as const;
      const request = { seed, tolerance, reachMm, onOneSlice: scope === 'slice' };
      const { slices, rangeHu, leaks } = await this.parts.worker.growRegion(request, signal);
      if (leaks > 0)
        throw new TimescopeError('GEOMETRY', strings.leaked(rangeHu.low, rangeHu.high, reachMm), {
          nextStep: strings.leakedNext(scope === 'slice'),
        });
      const grown = unionOf(roi, slices, ct.grid);
      return { roi: grown, said: strings.grown(slices.size, rangeHu.low, rangeHu.high) };
    });
  }

  fillHoles(): Promise<void> {
    return this.edit(() => ({ marginPx: 1, edit: withHolesFilled }));
  }

  keepGreatestIsland(): Promise<void> {
    return this.edit(() => ({ marginPx: 0, edit: greatestIsland }));
  }

  smooth(): Promise<void> {
    return this.edit(spacingMm => ({
      marginPx: pixelsOf(SMOOTHING_RADIUS_MM, spacingMm),
      edit: slice => smoothed(slice, SMOOTHING_RADIUS_MM, spacingMm),
    }));
  }

  grow(): Promise<void> {
    return this.margin(this.state.get().marginMm);
  }

  shrink(): Promise<void> {
    return this.margin(-this.state.get().marginMm);
  }

  /** Puts the outline of the slice in view on the one that scrolling shows next, or before it, and goes there. */
  async copyToNext(step: 1 | -1): Promise<void> {
    let copied: { readonly ct: DisplayedCt; readonly slice: number } | undefined;
    await this.run((roi, ct) => {
      const k = this.slice(ct);
      const runs = roi.get(k);
      if (!runs) throw nothingHere();
      const next = this.parts.sliceBeside(ct, k, step);
      if (next === undefined)
        throw new TimescopeError('EMPTY_ROI', strings.noNextSlice, { nextStep: strings.noNextSliceNext });
      copied = { ct, slice: next };
      return Promise.resolve({ roi: new Map([...roi, [next, runs]]), said: strings.copiedTo(step) });
    });
    if (copied) this.parts.show(copied.ct, copied.slice);
  }

  private margin(mm: number): Promise<void> {
    return this.edit(spacingMm => ({
      marginPx: mm > 0 ? pixelsOf(mm, spacingMm) : 1,
      edit: slice => withMargin(slice, mm, spacingMm),
    }));
  }

  private edit(
    tool: (spacingMm: { readonly x: number; readonly y: number }) => {
      readonly marginPx: number;
      readonly edit: SliceEdit;
    },
  ): Promise<void> {
    return this.run((roi, ct) => {
      const slices = this.state.get().scope === 'all' ? [...roi.keys()] : [this.slice(ct)];
      if (!slices.some(k => roi.has(k))) throw nothingHere();
      const { marginPx, edit } = tool(ct.grid.placement.spacingMm);
      return Promise.resolve({ roi: editedSlices(roi, ct.grid, slices, marginPx, edit), said: undefined });
    });
  }

  private async run(
    tool: (roi: RoiSlices, ct: DisplayedCt) => Promise<{ roi: RoiSlices; said: string | undefined }>,
  ): Promise<void> {
    if (this.state.get().isRunning) return;
    this.state.update({ isRunning: true, said: undefined });
    await this.parts.attempt(async () => {
      const { outline, ct } = this.parts.outline();
      outline.takeEditNow();
      const before = outline.state.get().roi;
      const { roi, said } = await tool(before, ct);
      outline.takeEditNow();
      if (outline.state.get().roi !== before)
        throw new TimescopeError('CONFLICT', strings.drawnMeanwhile, {
          nextStep: strings.drawnMeanwhileNext,
        });
      await outline.adopt(roi);
      this.state.update({ said });
    });
    this.state.update({ isRunning: false });
  }

  private slice(ct: DisplayedCt): number {
    const slice = this.parts.sliceInView(ct);
    if (slice !== undefined) return slice;
    throw new TimescopeError('GEOMETRY', strings.obliqueView, { nextStep: strings.obliqueOutlineNext });
  }
}

const nothingHere = () =>
  new TimescopeError('EMPTY_ROI', strings.nothingOnSlice, { nextStep: strings.nothingOnSliceNext });

const pixelsOf = (mm: number, { x, y }: { readonly x: number; readonly y: number }) =>
  Math.ceil(mm / Math.min(x, y)) + 1;
