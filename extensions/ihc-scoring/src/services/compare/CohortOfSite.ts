import { messageOf, TimescopeError } from '@timescope/core/errors';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { parseReferenceCohort } from '../../pipeline/immune/parseReferenceCohort';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import { strings } from '../../strings';
import { problemOf } from '../problemOf';
import type { Problem } from '../scoringState';

export interface CohortState {
  readonly cohort: ReferenceCohort | undefined;
  /** Cohorts that the server of this page holds ready; none of them is used before a reader chooses it. */
  readonly offered: readonly ReferenceCohort[];
  /** Why the last file could not be used; the cohort before it stays. */
  readonly problem: Problem | undefined;
}

/** The reference cohort that patients are compared with, for as long as the page is open. */
export class CohortOfSite {
  readonly state = new ObservableState<CohortState>({ cohort: undefined, offered: [], problem: undefined });

  constructor(private readonly documents: () => Promise<readonly unknown[]> = servedCohorts) {}

  /** Asks the server of this page for its cohorts; another server than ours has none. */
  async lookForOffers(): Promise<void> {
    try {
      const offered = (await this.documents()).map(parseReferenceCohort);
      this.state.update({ offered });
    } catch (thrown) {
      this.state.update({ problem: problemOf(thrown) });
    }
  }

  use(cohort: ReferenceCohort): void {
    this.state.update({ cohort, problem: undefined });
  }

  /** A file that `timescope cohort reference` wrote. */
  async read(file: Pick<File, 'name' | 'text'>): Promise<void> {
    try {
      this.use(parseReferenceCohort(jsonOf(await file.text(), file.name)));
    } catch (thrown) {
      this.state.update({ problem: problemOf(thrown) });
    }
  }

  forget(): void {
    this.state.update({ cohort: undefined, problem: undefined });
  }
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new TimescopeError('USAGE', strings.cohortNoJson(name, messageOf(cause)), {
      nextStep: strings.cohortNoJsonNext,
      cause,
    });
  }
}

/** What our server says under this address (packages/server/src/cohortRoute). */
async function servedCohorts(): Promise<readonly unknown[]> {
  const answer = await fetch('/timescope/cohorts').catch(() => undefined);
  const isOurs = answer?.ok === true && answer.headers.get('content-type')?.includes('json') === true;
  return isOurs ? ((await answer.json()) as readonly unknown[]) : [];
}
