import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { filedWith, unchangedReport } from '@timescope/core/report/chosenVersions';
import type { PatientVersion } from '@timescope/core/report/resultGroups';
import { reportObjects } from '@timescope/extension-combined-report/evidence/reportObjects';
import { landResult, storeExitCode, storeLine } from '../store/landResult';
import { storeInFolder } from '../store/storeInFolder';
import type { ComposedReport } from './composedReport';
import type { ReportSource } from './reportSource';

export type StorePlace =
  { readonly kind: 'archive'; readonly url: string } | { readonly kind: 'folder'; readonly folder: string };

/**
 * The next version of the patient's combined report as DICOM objects, in the study of the CT, else of the immune result,
 * else of the first slide. It names the version that was saved last.
 * @param before combined reports of the patient, those among the results and those where this one is stored
 * @param pdf the same report for people
 * @throws TimescopeError HTTP, and of the stored report MODEL_MISMATCH, NOT_DICOM, TRUNCATED
 */
export async function nextVersion(
  { combined: document, chosen, context, at }: ComposedReport,
  before: readonly PatientVersion[],
  bytesOf: ReportSource['bytesOf'],
  pdf: Uint8Array,
): Promise<ResultObjects> {
  const beside = filedWith(chosen);
  if (!beside) throw new RangeError('A report is made of at least one result.');
  const last = [...before].sort(byMoment).at(-1)?.report.address;
  return reportObjects({
    ...{ document, pdf, context },
    source: sourceAttributes([unchangedReport(await bytesOf(beside))]),
    savedBy: { reader: undefined, at },
    version: 1 + Math.max(0, ...before.map(({ number }) => number)),
    predecessor: last
      ? {
          studyInstanceUid: last.study,
          seriesInstanceUid: last.series,
          sopInstanceUid: last.instance,
        }
      : null,
  });
}

const byMoment = (a: PatientVersion, b: PatientVersion): number =>
  compared(a.report.madeAt, b.report.madeAt) || a.number - b.number;

const compared = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Stores the objects, reads them back and compares them.
 * @returns the exit code, and what became of it as one line
 * @throws TimescopeError USAGE, NOT_FOUND, STORAGE_FULL, CONFLICT
 */
export async function stored(
  result: ResultObjects,
  place: StorePlace,
): Promise<{ readonly code: number; readonly line: string }> {
  if (place.kind === 'archive') {
    const landing = await landResult(result, { url: place.url });
    return { code: storeExitCode(landing), line: storeLine(landing, place.url) };
  }
  const files = await storeInFolder(result.objects, place.folder);
  return { code: 0, line: `Stored: ${files.join(', ')}.` };
}
