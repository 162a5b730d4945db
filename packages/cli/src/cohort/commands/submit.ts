import type { Command } from '../../command';
import { EXIT_PARTIAL } from '../../exitCodes';
import { storeUrl } from '../../store/landResult';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { caseCommands, INPUTS } from '../caseCommands';
import type { CohortFolder } from '../cohortFolder';
import { usage, WORK_OPTIONS, WORK_USAGE, workOptions } from '../cohortOptions';
import { isAddress } from '../../slide/archiveSlide';
import { searchLines } from '../archiveSeries';
import { folderLines } from '../folderLines';
import { casesOf, placedSettings, readManifest, type Manifest } from '../manifest';
import { followed, workOn, writeStatus } from '../reportStatus';
import { queueOpenCases, runOpenCases } from '../runCohort';
import { stopSignal } from '../stopSignal';
import { submitCohort } from '../submitCohort';

export const submit: Command = {
  usage:
    'timescope cohort submit MANIFEST.csv|FOLDER|"http://PACS/dicom-web?Modality=SM&..." --out DIR [--command score|immune|predict]\n' +
    `      [--marker M and other settings of the command, for all cases] ${WORK_USAGE}\n` +
    '      [--hold] [--store URL] [--json]',
  summary:
    'checks every line, writes the cohort down and runs it (--hold: not yet); once more goes on where it was.',
  async run(argv) {
    const asked = submitArguments(argv);
    const { cases, leftOut } = await casesOf(
      await manifestOf(asked.source),
      await placedSettings(asked.settings, process.cwd()),
    );
    for (const { line, name, reason } of leftOut)
      process.stderr.write(`Line ${line} (${name}) is left out: ${reason}\n`);
    const cohort = await submitCohort(asked.out, { cases, leftOut, store: asked.store });
    if (!asked.hold) await begun(cohort, asked);
    const goOn = asked.hold || asked.work.redis !== undefined ? undefined : workOn(asked.out);
    const code = await writeStatus(cohort, { ...asked, goOn });
    return leftOut.length > 0 ? Math.max(EXIT_PARTIAL, code) : code;
  },
};

type Submitted = ReturnType<typeof submitArguments>;

const SETTINGS = [
  'command',
  ...new Set(Object.values(caseCommands).flatMap(({ paths, settings }) => [...paths, ...settings])),
].filter(name => !INPUTS.has(name));

function submitArguments(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(SETTINGS.map(name => [name, { type: 'string' as const }])),
      ...WORK_OPTIONS,
      out: { type: 'string' },
      hold: { type: 'boolean' },
      store: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [source] = positionals;
  if (source === undefined || positionals.length > 1)
    throw usage('One manifest, folder or search is needed.', submit.usage);
  if (values.out === undefined) throw usage('The folder for the cohort is missing.', 'Add --out DIR.');
  const settings = Object.entries<unknown>(values).filter(
    (entry): entry is [string, string] => SETTINGS.includes(entry[0]) && typeof entry[1] === 'string',
  );
  return {
    source,
    settings: Object.fromEntries(settings),
    out: values.out,
    hold: values.hold === true,
    store: values.store === undefined ? undefined : storeUrl(values.store),
    json: values.json === true,
    work: workOptions(values),
  };
}

async function manifestOf(source: string): Promise<Manifest> {
  if (isAddress(source)) return searchLines(source);
  const isFolder = (await stat(source).catch(() => undefined))?.isDirectory() ?? false;
  return isFolder ? folderLines(path.resolve(source)) : readManifest(source);
}

function begun(cohort: CohortFolder, { work }: Submitted): Promise<void> {
  if (work.redis !== undefined) return queueOpenCases(cohort, work.redis);
  return followed(cohort, runOpenCases(cohort, work, stopSignal()));
}
