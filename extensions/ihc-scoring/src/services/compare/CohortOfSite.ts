import { messageOf, TimescopeError } from '@timescope/core/errors';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { parseReferenceCohort } from '../../pipeline/immune/parseReferenceCohort';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import { strings } from '../../strings';
import { problemOf } from '../problemOf';
import type { Problem } from '../scoringState';

export interface CohortState {
  readonly cohort: ReferenceCohort | undefined;
  /** Why the last file could not be used; the cohort before it stays. */
  readonly problem: Problem | undefined;
}

/** The reference cohort that patients are compared with, for as long as the page is open. */
export class CohortOfSite {
  readonly state = new ObservableState<CohortState>({ cohort: undefined, problem: undefined });

  /** A file that `timescope cohort reference` wrote. */
  async read(file: Pick<File, 'name' | 'text'>): Promise<void> {
    try {
      const cohort = parseReferenceCohort(jsonOf(await file.text(), file.name));
      this.state.update({ cohort, problem: undefined });
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
