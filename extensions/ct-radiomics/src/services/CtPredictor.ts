import type { ReportProgress } from '@timescope/core/progress';
import type { Host } from '@timescope/ohif/host';
import type { PredictionRequest } from '../pipeline/prediction';
import type { RadiologyClient } from '../worker/client';
import type { PredictionAnswer } from '../worker/requests';
import type { DisplayedCt } from './displayedCt';
import { roiMask, type RoiSlices } from './roiSlices';
import { takeVolume } from './takeVolume';

/** What is needed of the worker's client. */
export type PredictionWorker = Pick<RadiologyClient, 'holds' | 'takeVolume' | 'predict' | 'close'>;

/** Hands volume and outline to the worker, one run at a time. */
export class CtPredictor {
  private running: AbortController | undefined;

  constructor(
    private readonly host: Host,
    private readonly worker: PredictionWorker,
  ) {}

  isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Undefined after a cancel: whatever comes later of that run, answer or failure, means nothing any more. */
  async predict(
    ct: DisplayedCt,
    roi: RoiSlices,
    request: PredictionRequest,
    report: ReportProgress,
  ): Promise<PredictionAnswer | undefined> {
    const running = new AbortController();
    this.running = running;
    const { signal } = running;
    try {
      const answer = await this.ask(ct, roi, request, {
        signal,
        report: progress => {
          if (!signal.aborted) report(progress);
        },
      });
      return signal.aborted ? undefined : answer;
    } catch (thrown) {
      if (signal.aborted) return undefined;
      throw thrown;
    } finally {
      if (this.running === running) this.running = undefined;
    }
  }

  /** The next run need not wait until this one has noticed. */
  cancel(): void {
    this.running?.abort();
    this.running = undefined;
  }

  close(): void {
    this.cancel();
    this.worker.close();
  }

  private async ask(
    ct: DisplayedCt,
    roi: RoiSlices,
    request: PredictionRequest,
    { report, signal }: { report: ReportProgress; signal: AbortSignal },
  ): Promise<PredictionAnswer> {
    if (!this.worker.holds(ct.displaySet.SeriesInstanceUID))
      await takeVolume(this.host, this.worker, ct, { report, signal });
    return this.worker.predict(roiMask(roi, ct.grid), request, { report }, signal);
  }
}
