import type { ContentItem } from '@timescope/core/dicom/contentItem';
import { text } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readStructuredReport, type StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { ENCAPSULATED_PDF_STORAGE } from '@timescope/core/dicom/write/encapsulatedPdf';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { COMPREHENSIVE_SR } from '@timescope/core/dicom/write/structuredReport';
import { WARNING } from '@timescope/core/dicom/codes';
import { messageOf } from '@timescope/core/errors';
import { unchangedReport } from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import { factsOf } from '@timescope/core/report/factsOf';
import { isCode } from '@timescope/core/report/numberedReport';
import { VERSION } from '@timescope/core/version';
import { readReportSr, type StoredReport } from '@timescope/extension-combined-report/evidence/readReportSr';
import { reportSr } from '@timescope/extension-combined-report/evidence/reportSr';
import { isDeepStrictEqual } from 'node:util';
import { differs, notChecked, ok, someOf, type Check } from './check';
import { contentChecks } from './contentChecks';

/** Objects of combined reports: structured reports and the PDFs beside them. */
export const isOfCombined = ({ sopClassUid }: DicomObject): boolean =>
  sopClassUid === COMPREHENSIVE_SR || sopClassUid === ENCAPSULATED_PDF_STORAGE;

/**
 * Whether a combined report and its PDF are as they were saved, and whether its values follow from the results it names.
 * @param sourceOf the file of a result that the report names; undefined where it is not at hand
 */
export async function combinedChecks(
  objects: readonly DicomObject[],
  sourceOf: (report: StructuredReport, uid: string) => Promise<Uint8Array | undefined>,
): Promise<readonly Check[]> {
  const reports = objects.filter(({ sopClassUid }) => sopClassUid === COMPREHENSIVE_SR);
  const checks = await Promise.all(
    reports.map(object =>
      checksOf(object, objects, sourceOf).catch((thrown: unknown) => [
        differs(`The combined report ${object.name}: ${messageOf(thrown)}`),
      ]),
    ),
  );
  return checks.flat();
}

async function checksOf(
  { bytes, sopInstanceUid }: DicomObject,
  objects: readonly DicomObject[],
  sourceOf: (report: StructuredReport, uid: string) => Promise<Uint8Array | undefined>,
): Promise<readonly Check[]> {
  const stored = readReportSr(bytes);
  const report = readStructuredReport(bytes);
  const named = report.evidence.flatMap(series => series.objects);
  const isPdf = ({ sopClassUid }: (typeof named)[number]) => sopClassUid === ENCAPSULATED_PDF_STORAGE;
  const pdf = named.find(isPdf);
  const parts = objects.filter(object =>
    [sopInstanceUid, pdf?.sopInstanceUid].includes(object.sopInstanceUid),
  );
  const sources = await Promise.all(
    named.filter(each => !isPdf(each)).map(each => sourceOf(report, each.sopInstanceUid)),
  );
  const found = sources.flatMap(source => source ?? []);
  return [
    ...(parts.length === 2
      ? contentChecks({ report }, parts)
      : [differs('The PDF of the report is not there.')]),
    found.length < sources.length
      ? notChecked(
          `The values: ${String(sources.length - found.length)} of the results that the report names are not here.`,
        )
      : valuesCheck(bytes, stored, found),
  ];
}

/** The report composed once more. What stands beside the results in an archive is not known here, nor are its flags. */
function valuesCheck(bytes: Uint8Array, stored: StoredReport, sources: readonly Uint8Array[]): Check {
  const made = text(readPart10(bytes).dataset, '00181020');
  if (made !== VERSION) return notChecked(`The values: version ${made ?? ''} of TIMEscope composed them.`);
  if (stored.leftOut.length > 0) return notChecked('The values: the reader left out a result.');
  const { context, decisions, savedAt, reader = '' } = stored;
  const facts = factsOf(sources.map(unchangedReport), { context, decisions });
  const again = reportSr({
    report: composeReport(facts, { madeAt: savedAt, reader }),
    ...{ context, studyInstanceUid: stored.studyInstanceUid },
    pdf: { sopClassUid: '', sopInstanceUid: '' },
  });
  const [was, is] = [readStructuredReport(bytes).root, again].map(({ items }) => groupsIn(items));
  const wrong = (is ?? []).filter((group, k) => !isDeepStrictEqual(group, was?.[k]));
  return wrong.length === 0 && was?.length === is?.length
    ? ok('The values of the report follow from the results that it names.')
    : differs(`The results that the report names give other values: ${someOf(wrong.map(nameOf))}.`);
}

/** Groups of measurements without flags, as plain data. */
const groupsIn = (items: readonly ContentItem[]): readonly ContentItem[] =>
  items
    .filter(({ name }) => name.value === '126010')
    .flatMap(({ items: groups = [] }) => groups)
    .map(group =>
      plain({ ...group, items: (group.items ?? []).filter(({ name }) => !isCode(name, WARNING)) }),
    );

const plain = (item: ContentItem): ContentItem => JSON.parse(JSON.stringify(item)) as ContentItem;

const nameOf = ({ items = [] }: ContentItem): string => {
  const [first] = items;
  return first?.kind === 'TEXT' ? first.text : 'a group';
};
