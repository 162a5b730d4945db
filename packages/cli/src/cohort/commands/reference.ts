import { TimescopeError } from '@timescope/core/errors';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import {
  makeReferenceCohort,
  type CutoffRule,
} from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import { IMMUNE_PLACES } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import { lengthsText } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneWarnings';
import {
  pairsAt,
  type CohortCase,
  type FieldLengths,
  type ReferenceCohort,
} from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from '../../command';
import { writeOut } from '../../writeOut';
import { usage } from '../cohortOptions';
import { referenceCases } from '../referenceCases';
import { tableCases } from '../tableCases';

export const reference: Command = {
  usage:
    'timescope cohort reference FOLDER|TABLE.csv --out COHORT.json --name NAME --staining TEXT [--method TEXT]\n' +
    '      [--cut-offs published|cut2] [--follow-up FILE.csv] [--date YYYY-MM-DD]',
  summary:
    'The reference cohort of timescope immune, from the result.json files of its runs below a folder, or from a table of ' +
    'densities with --method.',
  async run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        name: { type: 'string' },
        staining: { type: 'string' },
        'cut-offs': { type: 'string' },
        'follow-up': { type: 'string' },
        date: { type: 'string' },
        method: { type: 'string' },
      },
    });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0)
      throw usage(
        'One folder with results of timescope immune, or one table, was expected.',
        reference.usage,
      );
    const { out } = values;
    if (out === undefined) throw usage('The file of the cohort is missing.', 'Add --out COHORT.json.');
    const rule = ruleOf(values['cut-offs']);
    const date = dateOf(values.date);
    const { cases, method, fieldLengths, says } = await casesIn(folder, values['follow-up'], values.method);
    const cohort = makeReferenceCohort({
      name: required('--name', values.name, 'the site and its patients'),
      stainingProtocol: required('--staining', values.staining, 'antibodies, clones, platform'),
      ...{ method, date, rule, cases },
      ...(fieldLengths && { fieldLengths }),
    });
    await requireOwnPlace(out, cohort);
    await writeOut(out, `${JSON.stringify(cohort, null, 2)}\n`);
    const { stroma, tumour } = cohort.cutoffs;
    const followed = cohort.cases.filter(each => each.followUp).length;
    process.stdout.write(
      `${out}: ${cohort.name}, ${cohort.n} patients\n` +
        `Follow-up of ${followed} of ${cohort.n} patients\n` +
        `Patients with CD3 and CD8 densities in ${placesText(cohort)}\n` +
        says.map(each => `${each}\n`).join('') +
        `Stroma-immune score: cut-offs ${stroma.low} and ${stroma.high} (${stroma.rule})\n` +
        `Intraepithelial-immune score: cut-offs ${tumour.low} and ${tumour.high} (${tumour.rule})\n` +
        `Hash ${cohort.hash}\n${RESEARCH_USE}\n`,
    );
    return 0;
  },
};

/** A score names its cohort by hash: the file of another one must not vanish. */
async function requireOwnPlace(out: string, { hash }: ReferenceCohort): Promise<void> {
  const text = await readFile(out, 'utf8').catch(() => undefined);
  if (text === undefined || text.includes(`"hash": "${hash}"`)) return;
  throw new TimescopeError('CONFLICT', `${out} is there already and holds something else than this cohort.`, {
    nextStep: 'Give another --out COHORT.json, or move the file away.',
  });
}

const PLACE_NAMES = {
  stroma: 'stroma',
  tumour: 'tumour epithelium',
  centre: "the tumour's centre",
  margin: 'the invasive margin',
} as const;

const placesText = (cohort: ReferenceCohort): string =>
  IMMUNE_PLACES.map(place => {
    const n = pairsAt(cohort, place).cd3.length;
    return `${PLACE_NAMES[place]}: ${n === 0 ? 'no patient' : n}`;
  }).join(', ');

interface CasesFound {
  readonly cases: readonly CohortCase[];
  readonly method: string;
  readonly fieldLengths?: FieldLengths;
  /** What a reader must know of them. */
  readonly says: readonly string[];
}

/** A table does not say how its densities were measured; results do. */
async function casesIn(
  place: string,
  followUp: string | undefined,
  method: string | undefined,
): Promise<CasesFound> {
  if (path.extname(place).toLowerCase() === '.csv') {
    if (followUp !== undefined)
      throw usage(
        'A table holds its own follow-up, in the columns months and death.',
        'Leave --follow-up out.',
      );
    const { cases, otherColumns } = await tableCases(place);
    const says =
      otherColumns.length === 0
        ? []
        : [`Columns of the table that say nothing of a cohort: ${otherColumns.join(', ')}`];
    return { cases, says, method: required('--method', method, 'how its densities were measured') };
  }
  if (method !== undefined)
    throw usage('Results say themselves how they were measured.', 'Leave --method out, or give a table.');
  const { cases, methods, lengths } = await referenceCases(place, followUp);
  const [fieldLengths, ...others] = lengths;
  const found = { cases, method: oneMethod(methods), says: [] };
  if (!fieldLengths) return found;
  if (others.length === 0) return { ...found, fieldLengths };
  return { ...found, cases: cases.map(withoutFields), says: [mixed(lengths)] };
}

const mixed = (lengths: readonly FieldLengths[]): string =>
  `The results have ${lengths.map(lengthsText).join(' and ')}: ` +
  "the cohort has no densities of the tumour's centre and the invasive margin";

function withoutFields(given: CohortCase): CohortCase {
  const none = { centre: null, margin: null };
  const densities = Object.entries(given.densities).map(([marker, each]) => [marker, { ...each, ...none }]);
  return { ...given, densities: Object.fromEntries(densities) as CohortCase['densities'] };
}

function ruleOf(text: string | undefined): CutoffRule {
  if (text === undefined || text === 'published') return 'published';
  if (text === 'cut2') return 'cut2';
  throw usage(`--cut-offs knows published and cut2, not "${text}".`, 'Leave it out for the published ones.');
}

function dateOf(text: string | undefined): string {
  const date = text ?? new Date().toISOString().slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date))) return date;
  throw usage(`--date takes a day like 2026-11-22, not "${date}".`, 'Leave it out for today.');
}

function required(option: string, text: string | undefined, what: string): string {
  if (text !== undefined && text.trim() !== '') return text;
  throw usage(`A reference cohort must say ${what}.`, `Add ${option} TEXT.`);
}

/** Densities of two methods are not of one distribution. */
function oneMethod(methods: readonly string[]): string {
  const [method, other] = methods;
  if (method !== undefined && other === undefined) return method;
  throw new TimescopeError(
    'CONFLICT',
    method === undefined
      ? 'The folder holds no result of timescope immune.'
      : `The results were measured by ${methods.length} methods (${methods.join('; and ')}); a cohort has one.`,
    { nextStep: 'Give a folder with results of timescope immune, all measured alike.' },
  );
}
