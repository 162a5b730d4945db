import { COMBINED_REPORT } from '@timescope/core/report/resultGroups';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { ENCAPSULATED_PDF_STORAGE } from '@timescope/core/dicom/write/encapsulatedPdf';
import type { PredecessorReport } from '@timescope/core/dicom/write/structuredReport';
import { TimescopeError } from '@timescope/core/errors';
import { CONTEXT_CODES, LEFT_OUT } from '@timescope/core/report/contextCodes';
import { NO_CONTEXT, type ContextFields } from '@timescope/core/report/contextFields';
import { isCode, itemsNamed, numberedReport, textNamed } from '@timescope/core/report/numberedReport';
import type { RowDecision } from '@timescope/core/report/reportDocument';
import { decisionsIn } from '@timescope/core/report/storedDecision';
import { isoMoment } from '@timescope/core/report/storedHeader';
import { requireSavedContent } from '@timescope/core/result/savedContent';
import { readerOf } from '@timescope/core/result/storedResult';
import { MADE_AT, TYPED_CONTEXT } from './reportCodes';

/** What a stored report gives back to whoever makes the next version. */
export interface StoredReport {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly version: number;
  readonly predecessor: PredecessorReport | null;
  /** ISO 8601, with its zone where the report says it; else local time. */
  readonly savedAt: string;
  /** As DICOM writes a person; undefined when a command made it. */
  readonly reader: string | undefined;
  readonly decisions: readonly RowDecision[];
  /** SOP Instance UIDs of the results that it was made of. */
  readonly sources: readonly string[];
  readonly context: ContextFields;
  /** SOP Instance UIDs of the results that the reader left out. */
  readonly leftOut: readonly string[];
}

/**
 * @throws TimescopeError WRONG_SOP_CLASS for another object, MODEL_MISMATCH for a report that was changed since it was
 *   saved; NOT_DICOM, TRUNCATED of the file
 */
export function readReportSr(bytes: Uint8Array): StoredReport {
  const report = readStructuredReport(bytes);
  if (!isCode(report.root.name, COMBINED_REPORT)) throw noReport(report.sopInstanceUid);
  requireSavedContent(report, [{ sopInstanceUid: report.sopInstanceUid, bytes }]);
  const { items } = numberedReport(readPart10(bytes).dataset);
  const typed = itemsNamed(items, 'CONTAINER', TYPED_CONTEXT)[0]?.items ?? [];
  const fields = Object.entries(CONTEXT_CODES).map(([field, code]) => [field, textNamed(typed, code)]);
  const { sopInstanceUid, seriesInstanceUid, studyInstanceUid, version, predecessor, at } = report;
  return {
    ...{ sopInstanceUid, seriesInstanceUid, studyInstanceUid, version, predecessor },
    savedAt: textNamed(items, MADE_AT) || isoMoment(at.date + at.time),
    reader: readerOf(report),
    decisions: decisionsIn(items),
    sources: report.evidence
      .flatMap(({ objects }) => objects)
      .flatMap(each => (each.sopClassUid === ENCAPSULATED_PDF_STORAGE ? [] : [each.sopInstanceUid])),
    leftOut: itemsNamed(items, 'UIDREF', LEFT_OUT).map(({ content }) => content.uid),
    context: { ...NO_CONTEXT, ...(Object.fromEntries(fields) as Partial<ContextFields>) },
  };
}

const noReport = (uid: string): TimescopeError =>
  new TimescopeError('WRONG_SOP_CLASS', 'The object is no combined report of TIMEscope.', {
    nextStep: 'Choose the structured report (SR) of a saved combined report.',
    fields: { uid },
  });
