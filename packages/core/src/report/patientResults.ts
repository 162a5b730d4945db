import { inTurns } from '../inTurns';
import { text, type DicomJson } from '../dicom/json';
import type { DicomwebClient } from '../dicomweb/client';
import { TimescopeError } from '../errors';
import {
  identityKey,
  identityOf,
  isDoubtful,
  joinedIdentity,
  mayBeOne,
  personsAmong,
  type PatientIdentity,
} from './patientIdentity';
import { resultGroups, type PatientResult } from './resultGroups';

/** Whose results are wanted. */
export interface AskedPatient {
  /** Patient ID (0010,0020), every character of it. */
  readonly id: string;
  /** Issuer of Patient ID; empty for results that name none. Any, when absent. */
  readonly issuer?: string;
  /** `key` of the candidate that the reader chose, or of a join of two that the reader says to be one person. */
  readonly identity?: string;
  /** Whom the study names from which the question comes; its ID and issuer alone do not say whose results are found. */
  readonly opened?: PatientIdentity;
}

/** The patient of a study from which the report was opened. */
export interface PatientOfStudy extends AskedPatient {
  readonly opened: PatientIdentity;
}

/** One person that the ID may mean. */
export interface PatientCandidate {
  readonly key: string;
  readonly patient: PatientIdentity;
  readonly results: readonly PatientResult[];
}

/** Everything of ours that an archive holds of a patient. */
export type PatientResults =
  | { readonly kind: 'none'; /** Of this ID, with whatever images. */ readonly studies: number }
  /** The reader must say who is meant: nobody else can. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly PatientCandidate[] }
  | ({ readonly kind: 'found' } & PatientCandidate);

/**
 * Finds the results of a patient in all studies of this ID: predictions, scores, immune results, earlier combined reports.
 * The archive is asked for the ID alone, so studies of others cost nothing.
 * @throws TimescopeError USAGE for an ID that DICOM cannot hold; HTTP.
 */
export async function patientResults(client: DicomwebClient, asked: AskedPatient): Promise<PatientResults> {
  const studies = await studiesOf(client, requireId(asked.id));
  // Of every study: archives list modalities late, and a result that is passed over is worse than a request too many.
  const reports = await inTurns(studies, AT_ONCE, study => reportsOf(client, text(study, '0020000D') ?? ''));
  const found = resultsOfPerson(reports.flat(), asked, studies.length);
  return found.kind === 'found' ? unlessDoubtful(found, asked, studies) : found;
}

/** Where the only person with results may not be the one of the opened study, only a reader can say so. */
function unlessDoubtful(
  found: PatientCandidate & { readonly kind: 'found' },
  { opened, identity }: AskedPatient,
  studies: readonly DicomJson[],
): PatientResults {
  const { key, patient, results } = found;
  if (!opened || identity !== undefined || !isDoubtful(patient, opened, studies.map(identityOf)))
    return found;
  return { kind: 'ambiguous', candidates: [{ key, patient, results }] };
}

/** Requests under way together. Ours. */
const AT_ONCE = 4;

/** The patient of a study as the archive lists it; undefined where the study is not there. */
export async function patientOfStudy(
  client: DicomwebClient,
  study: string,
): Promise<PatientOfStudy | undefined> {
  const found = await orNone(client.searchStudies({ StudyInstanceUID: study, includefield: '00100021' }));
  const [listed] = found.filter(each => text(each, '0020000D') === study);
  if (!listed) return undefined;
  const opened = identityOf(listed);
  const { id, issuer } = opened;
  // An archive that does not list the issuer says nothing about it.
  return issuer === '' ? { id, opened } : { id, issuer, opened };
}

/**
 * The results among the metadata of reports from anywhere: of the person who was asked for, or of the only one.
 * @param studies how many there are of the patient
 */
export function resultsOfPerson(
  reports: readonly DicomJson[],
  asked: Partial<AskedPatient>,
  studies: number,
): PatientResults {
  const ofId = reports.filter(report => asked.id === undefined || identityOf(report).id === asked.id.trim());
  const all = personsWith(ofId);
  const wanted = all.filter(
    ({ key, patient }) =>
      (asked.issuer === undefined || patient.issuer === asked.issuer.trim()) &&
      (asked.identity === undefined || key === asked.identity),
  );
  const found = asked.identity === undefined ? wanted : [...wanted, ...joined(all, asked.identity)];
  const [only] = found;
  if (!only) return all.length === 0 ? { kind: 'none', studies } : { kind: 'ambiguous', candidates: all };
  const candidates = [...new Set([...found, ...(isFromStudy(asked) ? joinable(only, all) : [])])];
  if (candidates.length > 1) return { kind: 'ambiguous', candidates };
  const { key, patient, results } = only;
  return { kind: 'found', key, patient, results };
}

/** A study names an issuer, and other results of the same person may name none: the reader is asked, not left without. */
const isFromStudy = ({ opened, identity }: Partial<AskedPatient>): boolean =>
  opened !== undefined && identity === undefined;

const joinable = (person: PatientCandidate, all: readonly PatientCandidate[]): readonly PatientCandidate[] =>
  all.filter(({ patient }) => mayBeOne(patient, person.patient));

/** Two candidates that a reader may say to be one person: alike but for an issuer that one of them does not name. */
interface PatientJoin {
  /** `AskedPatient.identity` of both together. */
  readonly key: string;
  readonly of: readonly [PatientCandidate, PatientCandidate];
}

/** Nothing of this is done unless a reader says so. */
export const joinsAmong = (candidates: readonly PatientCandidate[]): readonly PatientJoin[] =>
  candidates.flatMap(issued =>
    issued.patient.issuer === ''
      ? []
      : joinable(issued, candidates).map((other): PatientJoin => ({
          key: `${issued.key}+${other.key}`,
          of: [issued, other],
        })),
  );

/** The person that two keys name together, in whatever order. */
function joined(persons: readonly Person[], identity: string): readonly PatientCandidate[] {
  const keys = identity.split('+');
  const join = joinsAmong(persons).find(
    ({ of }) => keys.length === 2 && of.every(({ key }) => keys.includes(key)),
  );
  if (!join) return [];
  const reports = persons.flatMap(person => (keys.includes(person.key) ? person.reports : []));
  const [issued, other] = join.of;
  return [
    {
      key: join.key,
      patient: joinedIdentity([issued.patient, other.patient]),
      results: resultGroups(reports),
    },
  ];
}

interface Person extends PatientCandidate {
  readonly reports: readonly DicomJson[];
}

/** Persons that have results, in the order of their identities. */
function personsWith(reports: readonly DicomJson[]): readonly Person[] {
  const owned = reports.map(report => ({ report, key: identityKey(identityOf(report)) }));
  return personsAmong(reports.map(identityOf))
    .flatMap(([first, ...others]) => {
      if (!first) return [];
      const keys = new Set([first, ...others].map(identityKey));
      const patient = joinedIdentity([first, ...others]);
      const own = owned.filter(({ key }) => keys.has(key)).map(({ report }) => report);
      const results = resultGroups(own);
      return results.length === 0 ? [] : [{ key: identityKey(patient), patient, results, reports: own }];
    })
    .sort((a, b) => (described(a) < described(b) ? -1 : 1));
}

const described = ({ patient: { id, issuer, name, birthDate } }: PatientCandidate): string =>
  [id, issuer, name, birthDate].join('\t');

/** Longest value of VR LO, in characters (PS3.5 table 6.2-1). */
const LONGEST_ID = 64;

function requireId(id: string): string {
  const wanted = id.trim();
  // eslint-disable-next-line no-control-regex
  const isText = wanted !== '' && wanted.length <= LONGEST_ID && !/[\\\u0000-\u001f]/.test(wanted);
  if (isText && !/^[*?]+$/.test(wanted)) return wanted;
  throw new TimescopeError(
    'USAGE',
    'This is no patient ID: DICOM allows 1 to 64 characters without a backslash, and wildcards alone mean everybody.',
    { kind: 'usage', nextStep: 'Give the patient ID as the archive shows it.' },
  );
}

/**
 * Studies of exactly this ID. An archive takes "*" and "?" of an ID for wildcards, and some pay no regard to case or to
 * accents: what it lists is looked at again. Orthanc 1.10 finds no ID with a character that addresses escape: it gets "*"
 * for them when there is something beside.
 */
async function studiesOf(client: DicomwebClient, id: string): Promise<readonly DicomJson[]> {
  const of = async (wanted: string) =>
    (await listed(client, wanted)).filter(study => identityOf(study).id === id);
  const found = await of(id);
  const escaped = id.replace(/[^A-Za-z0-9._-]+/g, '*');
  return found.length > 0 || escaped === id || !/[A-Za-z0-9]/.test(escaped) ? found : of(escaped);
}

/** An archive may list fewer studies at a time than there are: it is asked until it lists no other. */
async function listed(client: DicomwebClient, id: string): Promise<readonly DicomJson[]> {
  const query = { PatientID: id, includefield: '00100021' };
  const studies = new Map<string, DicomJson>();
  for (let known = -1; studies.size > known;) {
    known = studies.size;
    const page = await orNone(
      client.searchStudies(known === 0 ? query : { ...query, offset: String(known) }),
    );
    for (const study of page) studies.set(text(study, '0020000D') ?? '', study);
  }
  return [...studies.values()];
}

async function reportsOf(client: DicomwebClient, study: string): Promise<readonly DicomJson[]> {
  const series = await orNone(client.searchSeries(study, { Modality: 'SR' }));
  const reports = series.filter(found => text(found, '00080060') === 'SR');
  const datasets = await inTurns(reports, AT_ONCE, found =>
    orNone(client.seriesMetadata(study, text(found, '0020000E') ?? '')),
  );
  return datasets.flat();
}

/** Some archives answer 404 where nothing is found, or where a study was deleted meanwhile. */
async function orNone(asked: Promise<readonly DicomJson[]>): Promise<readonly DicomJson[]> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof TimescopeError && thrown.code === 'NOT_FOUND') return [];
    throw thrown;
  }
}
