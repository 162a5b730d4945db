import { TimescopeError } from '@timescope/core/errors';
import type { Command } from '../command';
import { cancel } from '../cohort/commands/cancel';
import { exportCohort } from '../cohort/commands/exportCohort';
import { reconcile } from '../cohort/commands/reconcile';
import { reference } from '../cohort/commands/reference';
import { retry } from '../cohort/commands/retry';
import { status } from '../cohort/commands/status';
import { submit } from '../cohort/commands/submit';
import { watch } from '../cohort/commands/watch';
import { work } from '../cohort/commands/work';

const parts: Readonly<Record<string, Command>> = {
  submit,
  work,
  status,
  reconcile,
  retry,
  cancel,
  export: exportCohort,
  watch,
  reference,
};

export const cohort: Command = {
  usage: Object.values(parts)
    .map(({ usage }) => usage)
    .join('\n  '),
  summary:
    'Many cases with one call: a manifest (CSV, one line a case), a folder or a search of an archive; here on the cores of ' +
    'this machine or, with --redis, on a queue that workers on any machine share.\n' +
    Object.entries(parts)
      .map(([name, { summary }]) => `        ${name.padEnd(10)}${summary}`)
      .join('\n'),
  async run([name, ...argv]) {
    const part = name !== undefined && Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part) return part.run(argv);
    throw new TimescopeError('USAGE', `There is no "cohort ${name ?? ''}".`, {
      kind: 'usage',
      nextStep: `Use cohort ${Object.keys(parts).join('|')}.`,
    });
  },
};
