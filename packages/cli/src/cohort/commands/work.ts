import type { Command } from '../../command';
import { openCohort } from '../cohortFolder';
import { folderAndCases, numberOf, usage, WORK_OPTIONS, WORK_USAGE, workOptions } from '../cohortOptions';
import { requireCasesIn } from '../requireCasesIn';
import { followed, workOn, writeStatus } from '../reportStatus';
import { runNumbered, runOpenCases, workOnQueue } from '../runCohort';
import { stopSignal } from '../stopSignal';

export const work: Command = {
  usage:
    `timescope cohort work DIR ${WORK_USAGE}\n` +
    '      [--lease SECONDS] [--until-done] [--json]\n' +
    '  timescope cohort work DIR --number N',
  summary:
    'runs the open cases: with --redis as one of any number of workers, on any machine that sees DIR and the inputs; ' +
    'with --number the Nth case alone (Slurm arrays, Kubernetes jobs), whose exit code is that of the case.',
  async run(argv) {
    const { folder, names, values } = folderAndCases(argv, {
      ...WORK_OPTIONS,
      number: { type: 'string' },
      'until-done': { type: 'boolean' },
      json: { type: 'boolean' },
    });
    if (names.length > 0) throw usage('Work takes the folder only.', work.usage);
    const options = workOptions(values);
    const cohort = await openCohort(folder);
    requireCasesIn(options.tier, cohort.cohort.cases);
    const signal = stopSignal();
    if (values.number !== undefined)
      return runNumbered(
        cohort,
        numberOf('--number', values.number, 1, cohort.cohort.cases.length),
        options,
        signal,
      );
    const { redis } = options;
    await followed(
      cohort,
      redis === undefined
        ? runOpenCases(cohort, options, signal)
        : workOnQueue(cohort, { ...options, redis }, { signal, untilDrained: values['until-done'] === true }),
    );
    const isLost = redis !== undefined && !signal.aborted;
    const goOn = isLost
      ? `timescope cohort reconcile ${folder} --redis redis://HOST`
      : `${workOn(folder)}${redis === undefined ? '' : ' --redis redis://HOST'}`;
    return writeStatus(cohort, { json: values.json === true, goOn });
  },
};
