import type { Command } from '../../command';
import { markCancelled, openCohort } from '../cohortFolder';
import { chosenCases } from '../chosenCases';
import { folderAndCases } from '../cohortOptions';
import { statedCases } from '../cohortStatus';
import { writeStatus } from '../reportStatus';

export const cancel: Command = {
  usage: 'timescope cohort cancel DIR [CASE ...] [--json]',
  summary:
    'stops open cases, those that are named or all; a case that runs ends within seconds. Results stay.',
  async run(argv) {
    const { folder, names, values } = folderAndCases(argv, { json: { type: 'boolean' } });
    const cohort = await openCohort(folder);
    for (const { one, state } of chosenCases(await statedCases(cohort), names))
      if (state.kind === 'waiting' || state.kind === 'running') await markCancelled(cohort, one.key);
    return writeStatus(cohort, { json: values.json === true });
  },
};
