import type { StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { TimescopeError } from '@timescope/core/errors';
import { requireOwnStatements } from '@timescope/core/result/statements';
import { readerOf, runDocumentIn, storedResult } from '@timescope/core/result/storedResult';
import { readImmuneResult } from '../pipeline/immune/readImmuneResult';
import type { ImmuneResult } from '../pipeline/immune/immuneResult';
import { immuneReport } from './immuneReport';
import type { SavedImmune } from './immuneToSave';

/**
 * What immuneObjects stored, from its report (other objects of the study may be among the files).
 * @throws TimescopeError WRONG_SOP_CLASS without such a report, MODEL_MISMATCH where it is not as it was stored
 */
export function readImmuneObjects(files: readonly Uint8Array[]): SavedImmune {
  const stored = storedResult(files, immuneIn);
  if (!stored) throw noReport(files.length);
  const { report, document: result, isNotComparable } = stored;
  const reader = readerOf(report);
  // It refers to no slide: what both state are numbers, codes and warnings.
  requireOwnStatements(report, immuneReport({ key: '', result, reader, sections: [] }));
  return {
    result,
    savedBy: { reader, at: report.at },
    predecessor: report.predecessor,
    version: report.version,
    ...(isNotComparable && ({ isNotComparable } as const)),
  };
}

function immuneIn(report: StructuredReport): ImmuneResult | undefined {
  const stored = runDocumentIn(report);
  return stored === undefined ? undefined : readImmuneResult(JSON.parse(stored));
}

const noReport = (files: number): TimescopeError =>
  new TimescopeError('WRONG_SOP_CLASS', `None of the ${files} objects is an immune report of TIMEscope.`, {
    nextStep: 'Choose an immune result of TIMEscope.',
  });
