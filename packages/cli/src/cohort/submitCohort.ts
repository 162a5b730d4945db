import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { lockFolder, makeFolder } from '../score/outFolder';
import type { Cohort, CohortCase, LeftOutLine } from './cohortCase';
import { openCohort, readCohort, writeCohort, type CohortFolder } from './cohortFolder';

/** What a submission adds to a cohort. */
export interface Submission {
  readonly cases: readonly CohortCase[];
  readonly leftOut: readonly LeftOutLine[];
  /** DICOMweb root that the results are stored in as well. */
  readonly store?: string | undefined;
}

/**
 * Writes the cohort down before anything runs. The same submission once more changes nothing; new cases join those that
 * are there; lines that were left out before may be whole now.
 * @throws TimescopeError CONFLICT for a case that is there with another input or other settings
 */
export async function submitCohort(folder: string, submission: Submission): Promise<CohortFolder> {
  await makeFolder(folder);
  const lock = await lockFolder(folder);
  try {
    const before = await readCohort(folder);
    await writeCohort(folder, before ? joined(before, submission) : begun(submission));
    return await openCohort(folder);
  } finally {
    await lock.release();
  }
}

function begun({ cases, leftOut, store }: Submission): Cohort {
  const submittedAt = new Date().toISOString();
  const id = sha256Hex([submittedAt, process.pid, ...cases.map(({ key }) => key)].join('\n')).slice(0, 16);
  return { version: 1, id, submittedAt, ...(store !== undefined && { store }), cases, leftOut };
}

function joined(before: Cohort, { cases, leftOut, store }: Submission): Cohort {
  if (store !== undefined && store !== before.store)
    throw conflict('The cohort was submitted with another --store.', 'Submit to a folder of its own.');
  const byName = new Map(before.cases.map(one => [one.name, one]));
  const byKey = new Map(before.cases.map(one => [one.key, one]));
  const added = cases.filter(one => {
    const [same, named] = [byKey.get(one.key), byName.get(one.name)];
    if (named && named.key !== one.key)
      throw conflict(
        `The cohort has a case "${one.name}" already, with another input, other settings or of another version.`,
        'Give the case another name, or submit to another folder.',
      );
    if (same && same.name !== one.name)
      throw conflict(
        `The cohort measures the input of "${one.name}" already, as "${same.name}".`,
        'Leave one out.',
      );
    return same === undefined;
  });
  const whole = new Set([...byName.keys(), ...added.map(({ name }) => name)]);
  const lines = new Map([...before.leftOut, ...leftOut].map(each => [each.name, each]));
  return {
    ...before,
    cases: [...before.cases, ...added],
    leftOut: [...lines.values()].filter(({ name }) => !whole.has(name)),
  };
}

const conflict = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('CONFLICT', message, { nextStep });
