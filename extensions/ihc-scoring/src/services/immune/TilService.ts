import type { Progress } from '@timescope/core/progress';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { TilGrade } from '../../pipeline/immune/tilGrade';
import { tilsInWorker } from '../../worker/tilsInWorker';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { framesOf } from '../framesOf';
import { problemOf } from '../problemOf';
import type { Problem } from '../scoringState';
import type { TissueMapService } from '../tissueMap/TissueMapService';

interface TilState {
  readonly work: Progress | undefined;
  readonly problem: Problem | undefined;
}

/** The grade of the lymphocytes on the H&E slide on screen: proposed from its nuclei, set by the reader. */
export class TilService implements BenchPart {
  readonly state = new ObservableState<TilState>({ work: undefined, problem: undefined });
  private onScreen: SlideOnScreen | undefined;
  private working: AbortController | undefined;

  constructor(
    private readonly parts: Pick<BenchParts, 'host' | 'readings'>,
    private readonly tissueMap: Pick<TissueMapService, 'countedByMap'>,
    private readonly tilsOf: typeof tilsInWorker = tilsInWorker,
  ) {}

  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
  }

  detach(): void {
    this.cancel();
    this.onScreen = undefined;
    this.state.update({ work: undefined, problem: undefined });
  }

  /** From the map as it is corrected now; the reader's own grade stays. */
  async propose(fieldUm: number): Promise<void> {
    const counted = this.tissueMap.countedByMap();
    if (!counted || !this.onScreen) return;
    const { slide } = this.onScreen;
    this.cancel();
    const working = new AbortController();
    this.working = working;
    const { signal } = working;
    this.state.update({ work: { stage: 'cells', done: 0, total: 1 }, problem: undefined });
    try {
      const report = (work: Progress) => {
        if (!signal.aborted) this.state.update({ work });
      };
      const page = { ...framesOf(this.parts.host, slide, signal), report };
      const tilProposal = await this.tilsOf(slide, { ...counted, fieldUm }, page, signal);
      if (!signal.aborted)
        this.parts.readings.change(reading =>
          reading.stroma ? { ...reading, stroma: { ...reading.stroma, tilProposal } } : reading,
        );
    } catch (thrown) {
      if (!signal.aborted) this.state.update({ problem: problemOf(thrown) });
    } finally {
      if (this.working === working) this.state.update({ work: undefined });
    }
  }

  cancel(): void {
    this.working?.abort(new DOMException('the grade is no longer asked for', 'AbortError'));
  }

  grade(tils: TilGrade | undefined): void {
    this.parts.readings.change(reading =>
      reading.stroma ? { ...reading, stroma: { ...reading.stroma, tils } } : reading,
    );
  }
}
