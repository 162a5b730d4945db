import type { DicomJson } from '../dicom/json';
import { readPart10 } from '../dicom/read/part10';
import { readStructuredReport } from '../dicom/read/structuredReport';
import { requireSavedContent } from '../result/savedContent';
import type { StoredAlternative } from './reportFacts';
import type { PatientResult, PatientVersion } from './resultGroups';
import { isoMoment } from './storedHeader';

/** The versions that a report is made of unless the reader chooses others. */
export interface ChosenVersions {
  readonly ct: PatientVersion | undefined;
  readonly immune: PatientVersion | undefined;
  /** Of the days before, the newest first: what has changed since. */
  readonly earlierImmune: readonly PatientVersion[];
  readonly slides: readonly PatientVersion[];
  /** What would be shown if the reader had not left it out. */
  readonly leftOut: readonly PatientVersion[];
  /** What was typed and decided before. */
  readonly earlierReport: PatientVersion | undefined;
}

/**
 * Of CT and immune results the one of the newest study, and an immune result of each day before it; every slide; the report
 * that was saved last.
 * @param wanted SOP Instance UIDs of reports that the reader takes instead of the usual version or result
 * @param without SOP Instance UIDs of versions whose results the reader leaves out; no other result steps in
 */
export function chosenVersions(
  results: readonly PatientResult[],
  wanted: readonly string[] = [],
  without: readonly string[] = [],
): ChosenVersions {
  const isWanted = ({ report }: PatientVersion) => wanted.includes(report.address.instance);
  const isLeft = ({ versions }: PatientResult) =>
    versions.some(({ report }) => without.includes(report.address.instance));
  const versionOf = ({ versions }: PatientResult) => versions.find(isWanted) ?? versions[0];
  const of = (kind: PatientResult['kind']) => results.filter(result => result.kind === kind);
  const one = (kind: 'ct' | 'immune') => {
    const chosen = of(kind).find(({ versions }) => versions.some(isWanted)) ?? of(kind)[0];
    return chosen ? [chosen] : [];
  };
  const shown = (all: readonly PatientResult[]) => all.filter(result => !isLeft(result)).map(versionOf);
  const [ct, immune, slides] = [one('ct'), one('immune'), of('slide')];
  const earlierImmune = immune.some(isLeft) ? [] : daysBefore(immune[0], of('immune'));
  const reports = of('report').flatMap(({ versions }) => versions);
  return {
    ct: shown(ct)[0],
    immune: shown(immune)[0],
    earlierImmune: shown(earlierImmune),
    slides: shown(slides),
    leftOut: [...ct, ...immune, ...earlierImmune, ...slides].filter(isLeft).map(versionOf),
    earlierReport: reports.sort((a, b) => ((a.report.madeAt ?? '') < (b.report.madeAt ?? '') ? 1 : -1))[0],
  };
}

/** Of each earlier date the first result. @param results the newest first */
function daysBefore(
  latest: PatientResult | undefined,
  results: readonly PatientResult[],
): readonly PatientResult[] {
  const before = results.filter(({ studyDate }) => studyDate !== '' && studyDate < (latest?.studyDate ?? ''));
  return before.filter(({ studyDate }, at) => before[at - 1]?.studyDate !== studyDate);
}

/** The stored results that a report is made of. */
export const shownVersions = ({
  ct,
  immune,
  earlierImmune,
  slides,
}: ChosenVersions): readonly PatientVersion[] =>
  [ct, immune, ...earlierImmune, ...slides].flatMap(version => version ?? []);

/** In whose study a combined report is filed: the CT's, else that of the immune result, else of the newest slide. */
export const filedWith = ({ ct, immune, slides }: ChosenVersions): PatientVersion | undefined =>
  ct ?? immune ?? slides[0];

/**
 * Whether what a reader decided stands for the chosen results: CT and immune result are those that it was decided on, and
 * nothing else that it was decided on is gone. Of what is gone nobody knows whether it was compared.
 * @param madeOn SOP Instance UIDs of the results that were shown when it was decided
 */
export function areDecidedOn(
  { ct, immune, earlierImmune }: ChosenVersions,
  results: readonly PatientResult[],
  madeOn: readonly string[],
): boolean {
  const uidOf = ({ report }: PatientVersion) => report.address.instance;
  const compared = new Set([ct, immune].flatMap(version => (version ? [uidOf(version)] : [])));
  const isBeside = ({ kind, versions }: PatientResult) =>
    kind === 'slide' || versions.some(version => earlierImmune.includes(version));
  const beside = new Set(results.filter(isBeside).flatMap(({ versions }) => versions.map(uidOf)));
  return (
    [...compared].every(uid => madeOn.includes(uid)) &&
    madeOn.every(uid => compared.has(uid) || beside.has(uid))
  );
}

/** The stored results that stand beside the chosen ones: older and other versions, other CT and immune results. */
export function notChosen(
  results: readonly PatientResult[],
  chosen: ChosenVersions,
): readonly StoredAlternative[] {
  const shown = shownVersions(chosen);
  return results.flatMap(({ kind, versions }) =>
    kind === 'report'
      ? []
      : versions
          .filter(version => !shown.includes(version))
          .map(version => ({
            ...alternativeOf(kind, version),
            ...(chosen.leftOut.includes(version) && { isLeftOut: true }),
          })),
  );
}

const alternativeOf = (
  kind: StoredAlternative['kind'],
  { report, subject, number }: PatientVersion,
): StoredAlternative => ({
  kind,
  title: subject,
  version: number,
  savedAt: isoMoment(report.madeAt ?? ''),
  reader: report.author ?? '',
  studyInstanceUid: report.address.study,
  sopInstanceUid: report.address.instance,
});

/**
 * What a stored report of ours says, as it was saved.
 * @throws TimescopeError MODEL_MISMATCH for one that was changed since; NOT_DICOM, TRUNCATED, WRONG_SOP_CLASS
 */
export function unchangedReport(bytes: Uint8Array): DicomJson {
  const report = readStructuredReport(bytes);
  requireSavedContent(report, [{ sopInstanceUid: report.sopInstanceUid, bytes }]);
  return readPart10(bytes).dataset;
}
