import { parseArgs } from 'node:util';
import path from 'node:path';
import type { Command } from '../command';
import { usage } from '../radiomicsOptions';
import { readCsvTable } from '../stats/csvTable';
import { planOf } from '../stats/options';
import { writeDemo } from '../study/demo';
import { readEvaluation } from '../study/evaluation';
import { studyDocument, type StudyDocument } from '../study/report/studyDocument';
import { writeStudy } from '../study/report/writeStudy';
import { studies, type StudyName } from '../study/studies';
import { studyCohort } from '../study/studyCohort';

export const study: Command = {
  usage: `timescope study ${Object.keys(studies).join('|')} COHORT.csv|--demo [--evaluation DIR] --out DIR [--replicates N] [--seed N] [--json]`,
  summary:
    "A paper's tables and figures from a cohort (one row a case) as one HTML report with SVGs and CSVs. Percentiles, " +
    'cut-offs, thresholds and coefficients are found on the rows whose set is development. --demo: a generated cohort, ' +
    'whose truth is known, is written into --out and analysed.',
  run,
};

async function run(argv: string[]): Promise<number> {
  const asked = parsedArguments(argv);
  const { file, evaluation } =
    asked.file === undefined ? await writeDemo(asked.name, asked.out) : { ...asked, file: asked.file };
  const cohort = studyCohort(await readCsvTable(file));
  const evaluated = await readEvaluation(evaluation);
  const found = await studies[asked.name](cohort, evaluated, asked.plan);
  const document = studyDocument(found, cohort, evaluated.used(), asked.plan);
  await writeStudy(asked.out, found, document);
  process.stdout.write(asked.json ? `${JSON.stringify(document)}\n` : spoken(document, asked.out));
  return 0;
}

function parsedArguments(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      evaluation: { type: 'string' },
      out: { type: 'string' },
      replicates: { type: 'string' },
      seed: { type: 'string' },
      demo: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const [name, file, ...more] = positionals;
  const { evaluation, out, demo = false, json = false, ...plan } = values;
  if (!isStudy(name))
    throw usage(
      name === undefined ? 'A study is needed.' : `There is no study "${name}".`,
      `It is one of ${Object.keys(studies).join(', ')}.`,
    );
  if (more.length > 0 || (file === undefined) !== demo)
    throw usage('One CSV file of a cohort is needed, or --demo in its place.', study.usage);
  if (demo && evaluation !== undefined)
    throw usage('--demo brings its own evaluation files.', 'Leave --evaluation out.');
  if (out === undefined) throw usage('--out is missing.', 'Give the folder of the report: --out DIR.');
  return { name, file, evaluation, out, json, plan: planOf(plan) };
}

const isStudy = (name: string | undefined): name is StudyName =>
  name !== undefined && Object.hasOwn(studies, name);

function spoken({ researchUse, sets, leftOut, parts }: StudyDocument, out: string): string {
  const lines = parts.map(({ name, title, panels }) => {
    const reasons = panels.flatMap(({ notEvaluable }) => (notEvaluable === undefined ? [] : [notEvaluable]));
    return `${name}: ${title}${reasons.length === 0 ? '' : ` (not shown: ${[...new Set(reasons)].join('; ')})`}`;
  });
  return `${[
    researchUse,
    sets.map(({ set, rows }) => `${set} ${rows} rows`).join(', '),
    ...lines,
    `${leftOut.length} rows with missing values${leftOut.length === 0 ? '' : ', named in the report'}`,
    path.join(out, 'report.html'),
  ].join('\n')}\n`;
}
