import type { DicomJson } from '../dicom/json';
import { TimescopeError } from '../errors';
import type { ContextFields } from './contextFields';
import { ctFacts } from './ctFacts';
import { immuneFacts } from './immuneFacts';
import { numberedReport, type NumberedReport } from './numberedReport';
import type { ReportSource, RowDecision } from './reportDocument';
import type { ImmuneFacts, ReportFacts, ReportPatient, SlideFacts, StoredAlternative } from './reportFacts';
import { kindOf } from './reportKind';
import { slideFacts } from './slideFacts';
import { mayBeOne } from './patientIdentity';
import { patientOf } from './storedHeader';

/** What a reader adds to the stored results, and what is stored beside them. */
interface BesideReports {
  readonly context: ContextFields;
  /** Of the rows of this report. */
  readonly decisions: readonly RowDecision[];
  readonly notShown?: readonly StoredAlternative[];
  readonly haveDecisionsGone?: boolean;
}

/**
 * What the chosen structured reports of one patient say, each value with the content item that says it. Nothing is taken
 * from the result documents that the reports carry for programs. Reports that name no issuer of the ID are taken beside those
 * of one that do, and the facts say so: whoever chose the reports has asked (patientResults).
 * @param reports data sets of reports of ours: at most one CT, one of immune indices a day, any number of slides
 * @throws TimescopeError USAGE without a report, for reports of two patients, for two of a kind that a report shows once;
 * WRONG_SOP_CLASS for what is no result of ours
 */
export function factsOf(reports: readonly DicomJson[], beside: BesideReports): ReportFacts {
  const patient = onePatient(reports);
  const sorted = reports.map(dataset => {
    const report = numberedReport(dataset);
    return { report, kind: kindOf(report) ?? refuse(report) };
  });
  const of = (kind: ReportSource['kind']) =>
    sorted.filter(each => each.kind === kind).map(each => each.report);
  const ct = only(of('ct'), 'CT');
  const [immune, ...earlierImmune] = oneADay(of('immune').map(immuneFacts));
  return {
    patient,
    ct: ct && ctFacts(ct),
    immune,
    earlierImmune,
    slides: of('slide').map(slideFacts).sort(byMarkerThenDate),
    notShown: beside.notShown ?? [],
    context: beside.context,
    decisions: beside.decisions,
    ...(beside.haveDecisionsGone && { haveDecisionsGone: true }),
  };
}

function onePatient(reports: readonly DicomJson[]): ReportPatient {
  const patients = reports.map(patientOf);
  const [first] = patients;
  if (!first)
    throw new TimescopeError('USAGE', 'There is no stored result to report; a report needs one at least.', {
      kind: 'usage',
      nextStep: 'Save a CT prediction or the scores of a slide first.',
    });
  const known = patients.find(({ issuer }) => issuer !== '') ?? first;
  const strangers = patients.filter(({ id, issuer }) => id !== known.id || issuer !== known.issuer);
  if (strangers.some(each => !mayBeOne(each, known)))
    throw new TimescopeError('USAGE', 'The results belong to different patients; a report is of one.', {
      nextStep: 'Choose results of one patient.',
    });
  // A report may have been stored before a name was corrected; the number and its issuer are the identity.
  return strangers.length === 0 ? first : { ...known, isJoined: true };
}

function only(reports: readonly NumberedReport[], what: string): NumberedReport | undefined {
  if (reports.length > 1)
    throw new TimescopeError('USAGE', `There are ${reports.length} ${what} results; a report shows one.`, {
      nextStep: `Choose one of the ${what} results.`,
      fields: { reports: reports.map(({ uid }) => uid).join(' ') },
    });
  return reports[0];
}

/** The newest first. */
function oneADay(results: readonly ImmuneFacts[]): readonly ImmuneFacts[] {
  const sorted = results.toSorted((a, b) => (a.studyDate < b.studyDate ? 1 : -1));
  const twice = sorted.filter(({ studyDate }, at) => sorted[at - 1]?.studyDate === studyDate);
  if (twice.length > 0)
    throw new TimescopeError('USAGE', 'There are two immune results of one day; a report shows one.', {
      nextStep: 'Choose one of the immune results.',
      fields: { reports: results.map(({ source }) => source.sopInstanceUid).join(' ') },
    });
  return sorted;
}

function refuse({ uid }: NumberedReport): never {
  throw new TimescopeError(
    'WRONG_SOP_CLASS',
    'A report is no result of a CT, of a slide or of immune indices.',
    {
      nextStep: 'Leave it out, and choose results that were saved here.',
      fields: { uid },
    },
  );
}

const byMarkerThenDate = (a: SlideFacts, b: SlideFacts): number =>
  a.marker.localeCompare(b.marker, 'en') ||
  a.takenOn.localeCompare(b.takenOn) ||
  a.source.sopInstanceUid.localeCompare(b.source.sopInstanceUid);
