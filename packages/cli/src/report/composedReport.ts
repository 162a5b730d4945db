import { TimescopeError } from '@timescope/core/errors';
import { chosenVersions, notChosen, unchangedReport } from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import type { PatientResult } from '@timescope/core/report/resultGroups';
import type { ReportSource } from './reportSource';

export interface ComposedReport {
  readonly facts: ReportFacts;
  readonly combined: ReportDocument;
}

/**
 * The report of the chosen versions.
 * @param use SOP Instance UIDs of the versions that are wanted instead of the usual ones
 * @throws TimescopeError USAGE, NOT_FOUND, HTTP, and of the stored reports MODEL_MISMATCH, NOT_DICOM, TRUNCATED
 */
export async function composedReport(
  results: readonly PatientResult[],
  use: readonly string[],
  bytesOf: ReportSource['bytesOf'],
  now: Date,
): Promise<ComposedReport> {
  requireKnown(use, results);
  const chosen = chosenVersions(results, use);
  const { ct, immune, slides } = chosen;
  const versions = [ct, immune, ...slides].flatMap(version => version ?? []);
  if (versions.length === 0) throw onlyReports();
  const reports = await Promise.all(versions.map(async version => unchangedReport(await bytesOf(version))));
  const facts = factsOf(reports, {
    context: NO_CONTEXT,
    decisions: [],
    notShown: notChosen(results, chosen),
  });
  const madeAt = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return { facts, combined: composeReport(facts, { madeAt, reader: '' }) };
}

function requireKnown(use: readonly string[], results: readonly PatientResult[]): void {
  const stored = results.flatMap(({ versions }) => versions.map(({ report }) => report.address.instance));
  const unknown = use.find(uid => !stored.includes(uid));
  if (unknown === undefined) return;
  throw new TimescopeError('USAGE', `No stored result of this patient has the UID ${unknown.slice(0, 64)}.`, {
    kind: 'usage',
    nextStep: 'Give --use the SOP Instance UID of a version, as --json names them under sources and flags.',
  });
}

const onlyReports = (): TimescopeError =>
  new TimescopeError(
    'NOT_FOUND',
    'There are combined reports of this patient, and none of the results that they were made of.',
    { nextStep: 'Look for the results in the archive where they were stored, or measure again.' },
  );
