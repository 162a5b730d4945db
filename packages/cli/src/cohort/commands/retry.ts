import type { Command } from '../../command';
import { clearCancelled, clearFailure, openCohort } from '../cohortFolder';
import { folderAndCases, WORK_OPTIONS, WORK_USAGE, workOptions } from '../cohortOptions';
import { chosenCases } from '../chosenCases';
import { statedCases } from '../cohortStatus';
import { openQueue } from '../redisQueue';
import { requireCasesIn } from '../requireCasesIn';
import { followed, workOn, writeStatus } from '../reportStatus';
import { openCases, runOpenCases } from '../runCohort';
import { stopSignal } from '../stopSignal';

export const retry: Command = {
  usage: `timescope cohort retry DIR [CASE ...] ${WORK_USAGE} [--json]`,
  summary: 'runs failed and cancelled cases again: those that are named, or all that failed.',
  async run(argv) {
    const { folder, names, values } = folderAndCases(argv, { ...WORK_OPTIONS, json: { type: 'boolean' } });
    const options = workOptions(values);
    const cohort = await openCohort(folder);
    requireCasesIn(options.tier, cohort.cohort.cases);
    const named = chosenCases(await statedCases(cohort), names);
    const again = named.filter(
      ({ state }) => state.kind === 'failed' || (state.kind === 'cancelled' && names.length > 0),
    );
    for (const { one } of again) {
      await clearFailure(cohort, one.key);
      await clearCancelled(cohort, one.key);
    }
    const chosen = new Set((names.length > 0 ? named : again).map(({ one }) => one.key));
    if (options.redis === undefined)
      await followed(
        cohort,
        runOpenCases(cohort, options, stopSignal(), ({ key }) => chosen.has(key)),
      );
    else {
      const queue = await openQueue(cohort, options.redis);
      await queue.remove(again.map(({ one }) => one.key));
      await queue.add(again.map(({ one }) => one));
      await queue.close();
    }
    const isOpen = (await openCases(cohort)).some(({ key }) => chosen.has(key));
    const goOn = options.redis === undefined && isOpen ? workOn(folder) : undefined;
    return writeStatus(cohort, { json: values.json === true, goOn });
  },
};
