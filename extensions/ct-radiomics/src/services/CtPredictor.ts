import type { ReportProgress } from '@timescope/core/progress';
import type { Host } from '@timescope/ohif/host';
import type { ComparedModel, Crop, PredictionRequest } from '../pipeline/prediction';
import type { RadiologyClient } from '../worker/client';
import type { PredictionAnswer, RadiologyPage } from '../worker/requests';
import type { DisplayedCt } from './displayedCt';
import { roiMask, type RoiSlices } from './roiSlices';
import { takeVolume } from './takeVolume';

/** What is needed of the worker's client. */
export type PredictionWorker = Pick<
  RadiologyClient,
  'holds' | 'takeVolume' | 'predict' | 'compareModels' | 'previewCrop' | 'close'
>;

/** What is predicted from, and how. */
export interface Asked {
  readonly ct: DisplayedCt;
  readonly roi: RoiSlices;
  readonly request: PredictionRequest;
}

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

  /** Undefined after a cancel, as of the other two. */
  predict(asked: Asked, report: ReportProgress): Promise<PredictionAnswer | undefined> {
    const { roi, ct, request } = asked;
    return this.run(ct, report, (page, signal) =>
      this.worker.predict(roiMask(roi, ct.grid), request, page, signal),
    );
  }

  compareModels(asked: Asked, report: ReportProgress): Promise<readonly ComparedModel[] | undefined> {
    const { roi, ct, request } = asked;
    return this.run(ct, report, (page, signal) =>
      this.worker.compareModels(roiMask(roi, ct.grid), request, page, signal),
    );
  }

  previewCrop({ roi, ct, request }: Asked, report: ReportProgress): Promise<Crop | undefined> {
    return this.run(ct, report, (_, signal) =>
      this.worker.previewCrop(roiMask(roi, ct.grid), request, signal),
    );
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

  /** After a cancel whatever comes later of that run, answer or failure, means nothing any more. */
  private async run<Answer>(
    ct: DisplayedCt,
    report: ReportProgress,
    ask: (page: RadiologyPage, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const running = new AbortController();
    this.running = running;
    const { signal } = running;
    const page: RadiologyPage = {
      report: progress => {
        if (!signal.aborted) report(progress);
      },
    };
    try {
      if (!this.worker.holds(ct.displaySet.SeriesInstanceUID))
        await takeVolume(this.host, this.worker, ct, { ...page, signal });
      const answer = await ask(page, signal);
      return signal.aborted ? undefined : answer;
    } catch (thrown) {
      if (signal.aborted) return undefined;
      throw thrown;
    } finally {
      if (this.running === running) this.running = undefined;
    }
  }
}
