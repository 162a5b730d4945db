import { TimescopeError } from '@timescope/core/errors';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { VERSION } from '@timescope/core/version';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Command } from '../command';
import { usage } from '../radiomicsOptions';
import { completeRows, type CompleteRows } from '../stats/completeRows';
import { readCsvTable, refused, type CsvTable } from '../stats/csvTable';
import type { StatAnswer, Statistic, StatOptions } from '../stats/statisticTypes';
import { statistics } from '../stats/statistics';

export const stats: Command = {
  usage: `timescope stats ${Object.keys(statistics).join('|')} FILE.csv ... [--json] [--plot FILE.svg]`,
  summary: [
    'Statistics of a tidy CSV table (one row an observation); rows with missing values are left out and named:',
    ...Object.entries(statistics).map(([name, { usage: options }]) => `        ${name} FILE.csv ${options}`),
  ].join('\n'),
  run,
};

const OPTIONS = [
  'time',
  'event',
  'group',
  'covariates',
  'categorical',
  'strata',
  'subgroups',
  'label',
  'positive',
  'score',
  'threshold',
  'subject',
  'rater',
  'value',
  'both',
  'x',
  'y',
  'order',
  'groups',
  'interval',
  'times',
  'unit',
  'variances',
  'replicates',
  'seed',
  'plot',
] as const;

async function run(argv: string[]): Promise<number> {
  const { statistic, name, file, options, json } = parsedArguments(argv);
  const table = await readCsvTable(file);
  const rows = completeRows(table, statistic.columns(options));
  if (rows.count === 0)
    throw refused(
      `No row of ${table.name} has a value in each of the columns ${statistic.columns(options).join(', ')}.`,
    );
  const answer = statistic.answer(rows, options);
  if (options.plot !== undefined) await writePlot(options.plot, name, answer);
  process.stdout.write(
    json ? `${JSON.stringify(documentOf(name, table, rows, answer))}\n` : spoken(name, rows, answer),
  );
  return 0;
}

interface StatArguments {
  readonly name: string;
  readonly statistic: Statistic;
  readonly file: string;
  readonly options: StatOptions;
  readonly json: boolean;
}

function parsedArguments(argv: string[]): StatArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(OPTIONS.map(option => [option, { type: 'string' as const }])),
      json: { type: 'boolean' },
    },
  });
  const [name, file, ...more] = positionals;
  const statistic = name === undefined || !Object.hasOwn(statistics, name) ? undefined : statistics[name];
  if (name === undefined || !statistic)
    throw usage(
      name === undefined ? 'A statistic is needed.' : `There is no statistic "${name}".`,
      `It is one of ${Object.keys(statistics).join(', ')}.`,
    );
  if (file === undefined || more.length > 0)
    throw usage('One CSV file is needed.', `timescope stats ${name} FILE.csv ${statistic.usage}`);
  const { json, ...options } = values;
  const plain = Object.fromEntries(
    Object.entries(options).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return { name, statistic, file, options: plain, json: json === true };
}

async function writePlot(file: string, name: string, { plot, said }: StatAnswer): Promise<void> {
  if (!plot) throw usage(`There is no plot of ${name} here: ${said[0] ?? ''}`, 'Leave --plot out.');
  await writeFile(file, plot()).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `The plot ${file} cannot be written.`, {
      nextStep: 'Give a path in a folder that exists.',
      cause,
    });
  });
}

/** Of long lists the first; all are counted. */
const NAMED_LINES = 100;

function documentOf(
  name: string,
  table: CsvTable,
  { count, leftOut }: CompleteRows,
  { document, notEvaluable = {}, warnings = [] }: StatAnswer,
) {
  return {
    researchUse: RESEARCH_USE,
    statistic: name,
    n: count,
    ...document,
    notEvaluable,
    leftOut: { ...leftOut, lines: leftOut.lines.slice(0, NAMED_LINES) },
    warnings,
    provenance: {
      software: 'TIMEscope',
      version: VERSION,
      table: { name: table.name, sha256: table.sha256, rows: table.rows.length },
    },
  };
}

function spoken(name: string, { count, leftOut }: CompleteRows, { said, warnings = [] }: StatAnswer): string {
  const columns = Object.entries(leftOut.byColumn)
    .map(([column, n]) => `${column} ${n}`)
    .join(', ');
  const lines = leftOut.lines.slice(0, 10).join(', ') + (leftOut.rows > 10 ? ', ...' : '');
  return `${[
    `${name} (${RESEARCH_USE})`,
    ...said,
    leftOut.rows === 0
      ? `${count} rows`
      : `${count} rows; ${leftOut.rows} left out for missing values (${columns}): lines ${lines}`,
    ...warnings.map(warning => `Warning: ${warning}`),
  ].join('\n')}\n`;
}
