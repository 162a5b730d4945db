import { TimescopeError } from '@timescope/core/errors';
import type { AskedPatient } from '@timescope/core/report/patientResults';
import { parseArgs } from 'node:util';
import { storeUrl } from '../store/landResult';
import type { StorePlace } from './storeReport';

/** Where the results are to be found. */
export type Place =
  | { readonly kind: 'archive'; readonly root: string; readonly asked: AskedPatient }
  | {
      readonly kind: 'folders';
      readonly folders: readonly [string, ...string[]];
      readonly asked: AskedPatient;
    }
  | { readonly kind: 'files'; readonly files: readonly string[]; readonly identity: string | undefined };

export interface ReportArguments {
  readonly place: Place;
  /** SOP Instance UIDs of the versions that are wanted instead of the usual ones. */
  readonly use: readonly string[];
  /** SOP Instance UIDs of versions whose results are left out. */
  readonly without: readonly string[];
  readonly out: string | undefined;
  readonly paper: 'A4' | 'Letter';
  readonly fhir: string | undefined;
  /** Where the report is stored as a new version. */
  readonly store: StorePlace | undefined;
  readonly print: 'summary' | 'text' | 'json';
}

export const REPORT_USAGE =
  'timescope report (--patient ID [--issuer ISSUER] (--pacs URL | --data DIR [--data DIR]...) | --results FILES...) --out FILE.pdf\n' +
  '      [--identity KEY[+KEY]] [--use UID]... [--without UID]... [--paper a4|letter] [--store URL|DIR] [--fhir FILE.json] [--text | --json]';

const OPTIONS = {
  patient: { type: 'string' },
  issuer: { type: 'string' },
  identity: { type: 'string' },
  pacs: { type: 'string' },
  data: { type: 'string', multiple: true },
  results: { type: 'string', multiple: true },
  use: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  out: { type: 'string' },
  paper: { type: 'string', default: 'a4' },
  fhir: { type: 'string' },
  store: { type: 'string' },
  text: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const parsed = (argv: string[]) => parseArgs({ args: argv, allowPositionals: true, options: OPTIONS });

type Parsed = ReturnType<typeof parsed>;

/** @throws TimescopeError USAGE */
export function reportArguments(argv: string[]): ReportArguments {
  const call = parsed(argv);
  const { out, paper, fhir, store, text, json, use = [], without = [] } = call.values;
  if (text && json) throw wrong('--text and --json exclude each other.');
  if ([out, fhir, store].every(place => place === undefined) && !text && !json)
    throw wrong('The report needs a file or a store to go into.');
  if (paper !== 'a4' && paper !== 'letter') throw wrong(`--paper is a4 or letter, not "${paper}".`);
  return {
    place: placeOf(call),
    ...{ use, without, out, fhir },
    store: store === undefined ? undefined : storePlace(store),
    paper: paper === 'a4' ? 'A4' : 'Letter',
    print: json ? 'json' : text ? 'text' : 'summary',
  };
}

function placeOf({ values, positionals }: Parsed): Place {
  const { patient, issuer, identity, pacs, data, results } = values;
  if ([pacs, data, results].filter(place => place !== undefined).length !== 1)
    throw wrong('The report needs one place to find results: --pacs, --data or --results.');
  if (results) {
    if (patient !== undefined || issuer !== undefined)
      throw wrong('--results takes the patient from the files: leave out --patient and --issuer.');
    return { kind: 'files', files: [...results, ...positionals], identity };
  }
  if (positionals.length > 0) throw wrong(`"${positionals[0] ?? ''}" is no option.`);
  if (patient === undefined) throw wrong('Whose results? Give --patient ID.');
  const asked = {
    id: patient,
    ...(issuer !== undefined && { issuer }),
    ...(identity !== undefined && { identity }),
  };
  const [first, ...others] = data ?? [];
  if (first !== undefined) return { kind: 'folders', folders: [first, ...others], asked };
  return { kind: 'archive', root: storeUrl(pacs ?? '', '--pacs'), asked };
}

/** What begins like an address is one. */
const storePlace = (text: string): StorePlace =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? { kind: 'archive', url: storeUrl(text) }
    : { kind: 'folder', folder: text };

const wrong = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep: REPORT_USAGE });
