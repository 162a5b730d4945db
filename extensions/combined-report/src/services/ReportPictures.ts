import { messageOf } from '@timescope/core/errors';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Archive } from '@timescope/runtime/archive';
import { strings } from '../strings';
import type { ReportClient } from '../worker/client';
import type { MadePictures } from '../worker/requests';
import type { PatientReport } from './PatientReport';

export interface PicturesState {
  readonly pictures: MadePictures;
  readonly areComplete: boolean;
  /** Why there are none. */
  readonly problem: string | undefined;
}

const NONE: PicturesState = { pictures: new Map(), areComplete: false, problem: undefined };

/** The pictures of the report on screen, made while its page is looked at. */
export class ReportPictures {
  readonly state = new ObservableState<PicturesState>(NONE);
  /** The stored results that the pictures are of; undefined: no report is open. */
  private shown: string | undefined;
  private work = new AbortController();

  constructor(
    private readonly report: PatientReport,
    private readonly client: Pick<ReportClient, 'makePictures'>,
    private readonly archive: () => Archive,
  ) {}

  /** Begins to follow the report. @returns a function that ends it */
  follow(): () => void {
    const unsubscribe = this.report.state.subscribe(() => void this.look());
    void this.look();
    return () => {
      unsubscribe();
      this.work.abort();
      this.shown = undefined;
      this.state.update(NONE);
    };
  }

  /** Other results have other pictures; what is typed and decided changes none. */
  private async look(): Promise<void> {
    const facts = this.report.openReport()?.facts;
    const shown = facts && sourcesOf(facts);
    if (shown === this.shown) return;
    this.shown = shown;
    this.work.abort();
    this.work = new AbortController();
    this.state.update(NONE);
    if (facts) await this.make(facts, this.work);
  }

  private async make(facts: ReportFacts, work: AbortController): Promise<void> {
    const isCurrent = () => work === this.work && !work.signal.aborted;
    try {
      const pictures = await this.client.makePictures(this.archive(), facts, work.signal);
      if (isCurrent()) this.state.update({ pictures, areComplete: true });
    } catch (thrown) {
      if (isCurrent())
        this.state.update({ areComplete: true, problem: strings.noPictures(messageOf(thrown)) });
    }
  }
}

const sourcesOf = ({ ct, slides }: ReportFacts): string =>
  [ct, ...slides].map(each => each?.source.sopInstanceUid).join(' ');
