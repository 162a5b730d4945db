import path from 'node:path';
import { clearCancelled, markCancelled } from '../../../packages/cli/src/cohort/cohortFolder';
import { NOT_TRIED } from '../../../packages/cli/src/cohort/localRun';
import { verdictOf } from '../../../packages/cli/src/cohort/runCohort';
import { handMadeCase, handMadeCohort, temporaryFolder } from '../../harness/cohortFixture';

const root = await temporaryFolder();
const one = handMadeCase('a');

test('a case that is asked for again while it is being cancelled goes back to the queue', async () => {
  const cohort = await handMadeCohort(path.join(root, 'again'), ['a']);
  await markCancelled(cohort, one.key);
  expect(await verdictOf(cohort, one, NOT_TRIED, { kind: 'cancelled' })).toEqual({ kind: 'done' });
  await clearCancelled(cohort, one.key);
  expect(await verdictOf(cohort, one, NOT_TRIED, { kind: 'cancelled' })).toEqual({ kind: 'back' });
});
