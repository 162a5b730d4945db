import { COMBINED_REPORT } from '@timescope/core/report/resultGroups';
import type { Json } from '@timescope/core/canonicalJson';
import { encapsulatedPdf } from '@timescope/core/dicom/write/encapsulatedPdf';
import { referenceTo, type DicomObject, type ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import {
  COMPREHENSIVE_SR,
  structuredReport,
  type EvidenceSeries,
} from '@timescope/core/dicom/write/structuredReport';
import type { ContextFields } from '@timescope/core/report/contextFields';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { contentKey } from '@timescope/core/result/contentKey';
import { withDigestedReport } from '@timescope/core/result/digestedReport';
import { describer, type SavedVersion } from '@timescope/core/result/reportedResult';
import { sha256Hex } from '@timescope/core/sha256';
import { VERSION } from '@timescope/core/version';
import { reportSr } from './reportSr';

/** One version of a patient's report; `source` is of the study that it is filed in. */
export interface ReportToSave extends SavedVersion {
  readonly document: ReportDocument;
  readonly pdf: Uint8Array;
  readonly context: ContextFields;
}

/** The report as an encapsulated PDF for people and as a structured report with the same values, which is last. */
export function reportObjects(saved: ReportToSave): ResultObjects {
  const { document: report, pdf, context, source, version, predecessor } = saved;
  const key = keyOf(saved);
  const about = describer(saved, key, 'report');
  const forPeople = encapsulatedPdf(about('combined-report-pdf', 'printed page'), {
    title: `${report.title}. ${report.researchUse}`,
    concept: COMBINED_REPORT,
    bytes: pdf,
    sources: report.sources,
  });
  const root = reportSr({
    report,
    context,
    pdf: referenceTo(forPeople),
    studyInstanceUid: source.studyInstanceUid,
  });
  const last = about('combined-report', 'combined report');
  const facts = { version, predecessor, evidence: evidence(report, forPeople) };
  return {
    key,
    predecessor: predecessor?.sopInstanceUid ?? null,
    objects: withDigestedReport([forPeople], {}, state =>
      structuredReport(last, root, { ...facts, sopClassUid: COMPREHENSIVE_SR, state }),
    ),
  };
}

/** The results that the report is made of, and its PDF. */
const evidence = ({ sources }: ReportDocument, pdf: DicomObject): readonly EvidenceSeries[] =>
  [...sources, pdf].map(({ studyInstanceUid, seriesInstanceUid, sopClassUid, sopInstanceUid }) => ({
    studyInstanceUid,
    seriesInstanceUid,
    objects: [{ sopClassUid, sopInstanceUid }],
  }));

function keyOf({
  document: report,
  pdf,
  context,
  source,
  savedBy,
  version,
  predecessor,
}: ReportToSave): string {
  return contentKey({
    studyInstanceUid: source.studyInstanceUid,
    seriesInstanceUid: source.seriesInstanceUid,
    sopInstanceUids: report.sources.map(({ sopInstanceUid }) => sopInstanceUid),
    inputDigest: sha256Hex(pdf),
    modelHashes: [],
    algorithm: { name: 'combined report', version: VERSION },
    parameters: plain(report),
    engine: '',
    regionDigests: [],
    decisions: { context: plain(context), version },
    reader: savedBy.reader,
    predecessor: predecessor?.sopInstanceUid ?? null,
  });
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
