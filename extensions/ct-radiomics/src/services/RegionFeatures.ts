import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Profile } from '../pipeline/radiomics/settings';
import type { RadiologyClient } from '../worker/client';
import type { RadiomicsAnswer } from '../worker/requests';
import type { PredictedRoi } from './activeRoi';
import type { DisplayedCt } from './displayedCt';
import { roiMask } from './roiSlices';
import { takeVolume } from './takeVolume';

/** The features of a region as it was when they were measured. */
export interface MeasuredRegion extends RadiomicsAnswer {
  readonly label: string;
  readonly measuredAt: Date;
}

export interface RegionFeaturesState {
  readonly profile: Profile;
  readonly binWidth: number;
  readonly isRunning: boolean;
  /** The region kept for comparison, and the one measured last. */
  readonly kept: MeasuredRegion | undefined;
  readonly latest: MeasuredRegion | undefined;
}

/** PyRadiomics' default; a usual width for CT in the IBSI profile, too. */
const BIN_WIDTH_HU = 25;

const START: RegionFeaturesState = {
  profile: 'pyradiomics',
  binWidth: BIN_WIDTH_HU,
  isRunning: false,
  kept: undefined,
  latest: undefined,
};

export type FeatureWorker = Pick<RadiologyClient, 'holds' | 'takeVolume' | 'radiomics'>;

/** Measures radiomics in the worker and keeps up to two regions of one profile to compare. */
export class RegionFeatures {
  readonly state = new ObservableState<RegionFeaturesState>(START);
  private running: AbortController | undefined;

  constructor(
    private readonly host: Host,
    private readonly worker: FeatureWorker,
  ) {}

  /** Another profile has other features, so nothing measured before stands beside it. */
  chooseProfile(profile: Profile): void {
    this.cancel();
    this.state.update({ profile, kept: undefined, latest: undefined });
  }

  /** @param width in HU; anything but a number above 0 changes nothing */
  chooseBinWidth(width: number): void {
    if (Number.isFinite(width) && width > 0) this.state.update({ binWidth: width });
  }

  /** A second call while one runs does nothing. */
  async measure(ct: DisplayedCt, source: PredictedRoi): Promise<void> {
    await this.whileRunning(async signal => {
      const latest = await this.measured(ct, source, signal);
      if (!signal.aborted) this.state.update({ latest });
    });
  }

  /** Two regions with the same settings, the first one on the left. */
  async measureBoth(ct: DisplayedCt, first: PredictedRoi, second: PredictedRoi): Promise<void> {
    await this.whileRunning(async signal => {
      const kept = await this.measured(ct, first, signal);
      const latest = await this.measured(ct, second, signal);
      if (!signal.aborted) this.state.update({ kept, latest });
    });
  }

  /** The region measured last stays on the left; the next one stands beside it. */
  keep(): void {
    const { latest } = this.state.get();
    if (latest) this.state.update({ kept: latest, latest: undefined });
  }

  dropKept(): void {
    this.state.update({ kept: undefined });
  }

  clear(): void {
    this.cancel();
    this.state.update({ kept: undefined, latest: undefined });
  }

  private async whileRunning(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.running) return;
    const running = new AbortController();
    this.running = running;
    this.state.update({ isRunning: true });
    try {
      await work(running.signal);
    } catch (thrown) {
      if (!running.signal.aborted) throw thrown;
    } finally {
      if (this.running === running) this.cancel();
    }
  }

  private cancel(): void {
    this.running?.abort();
    this.running = undefined;
    this.state.update({ isRunning: false });
  }

  private async measured(
    ct: DisplayedCt,
    source: PredictedRoi,
    signal: AbortSignal,
  ): Promise<MeasuredRegion> {
    const answer = await this.ask(ct, source, signal);
    return { ...answer, label: source.label, measuredAt: new Date() };
  }

  private async ask(ct: DisplayedCt, { roi }: PredictedRoi, signal: AbortSignal): Promise<RadiomicsAnswer> {
    const { profile, binWidth } = this.state.get();
    if (!this.worker.holds(ct.displaySet.SeriesInstanceUID))
      await takeVolume(this.host, this.worker, ct, { report: () => undefined, signal });
    return this.worker.radiomics(roiMask(roi, ct.grid), { profile, bins: { width: binWidth } }, signal);
  }
}
