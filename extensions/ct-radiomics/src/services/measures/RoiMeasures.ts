import { paintRuns, type MaskRuns } from '@timescope/core/geometry/maskRuns';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { DrawnSlice, SliceMeasure } from '../../pipeline/contouring/roiMeasures';
import type { RadiologyClient } from '../../worker/client';
import { boxOf, cut } from '../contouring/sliceBox';
import type { Cornerstone } from '../cornerstone';
import type { DisplayedCt } from '../displayedCt';
import { boxHounsfield } from '../hostVolume';
import type { Attempt } from '../radiologyState';
import type { RoiSlices } from '../roiSlices';
import { regionMeasure, type RegionMeasure } from './regionMeasure';

export interface RoiMeasuresState {
  /** The region that was measured. */
  readonly roi: RoiSlices | undefined;
  /** By voxel k. */
  readonly slices: ReadonlyMap<number, RegionMeasure | undefined>;
  readonly whole: RegionMeasure | undefined;
  /** Voxel k of the slice in view; undefined on another plane. */
  readonly inView: number | undefined;
}

const NONE: RoiMeasuresState = { roi: undefined, slices: new Map(), whole: undefined, inView: undefined };

export interface RoiMeasuresParts {
  readonly cornerstone: () => Pick<Cornerstone, 'cache' | 'imageLoader'>;
  readonly worker: Pick<RadiologyClient, 'measureSlices'>;
  readonly attempt: Attempt;
}

/** Measures what is drawn while it is drawn: in the worker, and only the slices that changed. */
export class RoiMeasures {
  readonly state = new ObservableState<RoiMeasuresState>(NONE);
  private readonly known = new WeakMap<MaskRuns, SliceMeasure>();
  private wanted: { readonly ct: DisplayedCt; readonly roi: RoiSlices } | undefined;
  private isRunning = false;

  constructor(private readonly parts: RoiMeasuresParts) {}

  /** Settles when the region, or one that came after it, is measured. */
  async measure(ct: DisplayedCt, roi: RoiSlices): Promise<void> {
    this.wanted = { ct, roi };
    if (this.isRunning) return;
    this.isRunning = true;
    await this.parts.attempt(async () => {
      for (let next = this.taken(); next; next = this.taken()) await this.measureNow(next.ct, next.roi);
    });
    this.isRunning = false;
  }

  look(inView: number | undefined): void {
    if (inView !== this.state.get().inView) this.state.update({ inView });
  }

  clear(): void {
    this.wanted = undefined;
    this.state.update(NONE);
  }

  private taken() {
    const { wanted } = this;
    this.wanted = undefined;
    return wanted;
  }

  private async measureNow(ct: DisplayedCt, roi: RoiSlices): Promise<void> {
    const fresh = [...roi].filter(([, runs]) => !this.known.has(runs));
    if (fresh.length > 0) {
      const drawn = await Promise.all(fresh.map(([k, runs]) => this.drawnSlice(ct, k, runs)));
      const measures = await this.parts.worker.measureSlices(drawn, new AbortController().signal);
      fresh.forEach(([, runs], at) => {
        const measure = measures[at];
        if (measure) this.known.set(runs, measure);
      });
    }
    if (this.wanted) return;
    const measured = [...roi].flatMap(([k, runs]) => {
      const measure = this.known.get(runs);
      return measure ? [[k, measure] as const] : [];
    });
    this.state.update({
      roi,
      slices: new Map(measured.map(([k, slice]) => [k, regionMeasure([slice], ct.grid)] as const)),
      whole: regionMeasure(
        measured.map(([, slice]) => slice),
        ct.grid,
      ),
    });
  }

  /** Images that the host has not loaded yet are loaded through it. */
  private async drawnSlice(
    { grid, imageIds, headers }: DisplayedCt,
    k: number,
    runs: MaskRuns,
  ): Promise<DrawnSlice & { hu: Int16Array<ArrayBuffer> }> {
    const { cache, imageLoader } = this.parts.cornerstone();
    const imageId = imageIds[k] ?? '';
    const image = cache.getImage(imageId) ?? (await imageLoader.loadAndCacheImage(imageId));
    const [nx, ny] = grid.size;
    const whole = new Uint8Array(nx * ny);
    paintRuns(runs, whole, 1);
    const box = boxOf(whole, nx, ny, 0);
    const { x, y } = grid.placement.spacingMm;
    return { ...cut(whole, nx, box), hu: boxHounsfield(image, headers[k] ?? {}, box), spacingMm: { x, y } };
  }
}
