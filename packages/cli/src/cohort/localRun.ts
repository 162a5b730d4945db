import { setTimeout as wait } from 'node:timers/promises';
import type { CaseHands } from './caseHands';
import type { CohortCase, FailureMark } from './cohortCase';
import { failureOf, markFailure, type CohortFolder } from './cohortFolder';
import { pauseBefore, type Failed } from './retryPolicy';
import { workCase, type CaseOutcome, type Workplace } from './workCase';

/** The cases that wait, with how often each was tried in this run. */
interface Waiting {
  readonly one: CohortCase;
  readonly tried: Tried;
  /** Not before this time, in milliseconds. */
  readonly from: number;
}

/** All cases on this machine, several side by side; a case that has to wait lets the others pass. */
export async function runHere(
  cohort: CohortFolder,
  cases: readonly CohortCase[],
  place: Omit<Workplace, 'hands' | 'worker'>,
  crew: readonly { readonly worker: string; readonly hands: CaseHands }[],
): Promise<void> {
  const waiting: Waiting[] = cases.map(one => ({ one, tried: NOT_TRIED, from: 0 }));
  let busy = 0;
  const next = async (): Promise<Waiting | undefined> => {
    for (;;) {
      if (place.signal.aborted || (waiting.length === 0 && busy === 0)) return undefined;
      const at = waiting.findIndex(({ from }) => from <= Date.now());
      if (at >= 0) {
        busy++;
        return waiting.splice(at, 1)[0];
      }
      await wait(LOOK_MS);
    }
  };
  await Promise.all(
    crew.map(async member => {
      for (let taken = await next(); taken; taken = await next()) {
        const outcome = await workCase(cohort, taken.one, { ...place, ...member });
        const again = await noted(cohort, taken, outcome);
        if (again) waiting.push(again);
        busy--;
      }
    }),
  );
}

/** How often the list is looked at while nothing can be taken, in milliseconds. Ours. */
const LOOK_MS = 100;

async function noted(cohort: CohortFolder, { one, tried: before }: Waiting, outcome: CaseOutcome) {
  if (outcome.kind !== 'failed') return undefined;
  const tried = afterOneMore(before, outcome);
  const pause = await pauseAfter(cohort, one.key, outcome, tried);
  return pause === undefined ? undefined : { one, tried, from: Date.now() + pause };
}

/** How often a case was tried in one run, and in how many of these tries its process was lost. */
export type Tried = Pick<FailureMark, 'tries' | 'lost'>;

export const NOT_TRIED: Tried = { tries: 0, lost: 0 };

export const afterOneMore = ({ tries, lost }: Tried, { again }: Failed): Tried => ({
  tries: tries + 1,
  lost: lost + (again === 'lost' ? 1 : 0),
});

/**
 * Writes down why a case failed. Of a lost process the tries of all runs count, of a busy archive those of this run.
 * @param tried in this run, the one that just failed among them
 * @returns milliseconds until its next try; undefined where that was the last one, which counts only once it is on the
 *   disk: else nobody would learn of it.
 */
export async function pauseAfter(
  cohort: CohortFolder,
  key: string,
  failed: Failed,
  { tries, lost }: Tried,
): Promise<number | undefined> {
  const counted = await countedTries(cohort, key, failed);
  const pause = pauseBefore(failed, failed.again === 'lost' ? counted.lost : Math.max(1, tries - lost));
  const isWritten = await noteFailure(cohort, key, failed, { ...counted, isFinal: pause === undefined });
  return pause === undefined && !isWritten ? UNWRITTEN_MS : pause;
}

/** Until a full disk is tried again, in milliseconds. Ours. */
const UNWRITTEN_MS = 5000;

/** With the try that just failed, those of earlier runs too. */
export async function countedTries(cohort: CohortFolder, key: string, failed: Failed): Promise<Tried> {
  return afterOneMore((await failureOf(cohort, key)) ?? NOT_TRIED, failed);
}

/** @returns whether the disk took it */
export function noteFailure(
  cohort: CohortFolder,
  key: string,
  { code, reason }: Pick<FailureMark, 'code' | 'reason'>,
  counted: Pick<FailureMark, 'tries' | 'lost' | 'isFinal'>,
): Promise<boolean> {
  const mark = { code, reason, ...counted, at: new Date().toISOString() };
  return markFailure(cohort, key, mark).then(
    () => true,
    () => false,
  );
}
