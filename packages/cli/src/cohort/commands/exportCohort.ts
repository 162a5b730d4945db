import type { Command } from '../../command';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileFault, makeFolder } from '../../score/outFolder';
import { openCohort } from '../cohortFolder';
import { folderAndCases, usage } from '../cohortOptions';
import { statedCases } from '../cohortStatus';
import { cohortTables } from '../exportTables';
import { byCutoff } from './status';

export const exportCohort: Command = {
  usage: 'timescope cohort export DIR --out FOLDER [--sort cutoff]',
  summary: 'cases.csv (a row a case) and compartments.csv (a row a case and compartment, or target of a CT).',
  async run(argv) {
    const { folder, names, values } = folderAndCases(argv, {
      out: { type: 'string' },
      sort: { type: 'string' },
    });
    if (names.length > 0 || values.out === undefined)
      throw usage('The folder of the cohort and --out are needed.', exportCohort.usage);
    const cohort = await openCohort(folder);
    const tables = await cohortTables(cohort, await statedCases(cohort), byCutoff(values.sort));
    await makeFolder(values.out);
    for (const name of ['cases', 'compartments'] as const) {
      const file = path.join(values.out, `${name}.csv`);
      await writeFile(file, tables[name]).catch((thrown: unknown) => {
        throw fileFault(values.out ?? '', thrown);
      });
      process.stdout.write(`${file}\n`);
    }
    return 0;
  },
};
