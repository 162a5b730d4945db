import { localMoment, zonedMoment, type LocalMoment } from '@timescope/core/dicom/localMoment';
import { TimescopeError } from '@timescope/core/errors';
import {
  areDecidedOn,
  chosenVersions,
  type ChosenVersions,
  notChosen,
  unchangedReport,
  shownVersions,
} from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT, type ContextFields } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import type { PatientResult } from '@timescope/core/report/resultGroups';
import { readReportSr } from '@timescope/extension-combined-report/evidence/readReportSr';
import type { ReportArguments } from './reportArguments';
import type { ReportSource } from './reportSource';

export interface ComposedReport {
  readonly facts: ReportFacts;
  readonly combined: ReportDocument;
  readonly chosen: ChosenVersions;
  readonly context: ContextFields;
  readonly at: LocalMoment;
}

/**
 * The report as a reader saved it last, on the results that it was made of; without one, of the usual versions. What was
 * typed stays in any case, what was decided only about the CT and the immune result that it was decided about.
 * @param asked.use SOP Instance UIDs of the versions that are wanted instead
 * @param asked.without of versions whose results are left out
 * @throws TimescopeError USAGE, NOT_FOUND, HTTP, and of the stored reports MODEL_MISMATCH, NOT_DICOM, TRUNCATED
 */
export async function composedReport(
  results: readonly PatientResult[],
  { use, without }: Pick<ReportArguments, 'use' | 'without'>,
  bytesOf: ReportSource['bytesOf'],
  now: Date,
): Promise<ComposedReport> {
  requireKnown('--use', use, results);
  requireKnown('--without', without, results);
  const { earlierReport } = chosenVersions(results);
  const earlier = earlierReport && readReportSr(await bytesOf(earlierReport));
  const isAnew = use.length > 0;
  const leftOut = isAnew ? [] : (earlier?.leftOut ?? []);
  const chosen = chosenVersions(results, isAnew ? use : (earlier?.sources ?? []), [...leftOut, ...without]);
  const versions = shownVersions(chosen);
  if (versions.length === 0) throw chosen.leftOut.length > 0 ? allLeftOut() : onlyReports();
  const reports = await Promise.all(versions.map(async version => unchangedReport(await bytesOf(version))));
  const { decisions = [], sources = [] } = earlier ?? {};
  const doStand = areDecidedOn(chosen, results, sources);
  const haveDecisionsGone = !doStand && decisions.length > 0;
  const context = earlier?.context ?? NO_CONTEXT;
  const facts = factsOf(reports, {
    context,
    decisions: doStand ? decisions : [],
    notShown: notChosen(results, chosen),
    haveDecisionsGone,
  });
  const at = localMoment(now);
  const combined = composeReport(facts, { madeAt: zonedMoment(at), reader: '' });
  return { facts, combined, chosen, context, at };
}

function requireKnown(
  option: '--use' | '--without',
  uids: readonly string[],
  results: readonly PatientResult[],
): void {
  const stored = results.flatMap(({ versions }) => versions.map(({ report }) => report.address.instance));
  const unknown = uids.find(uid => !stored.includes(uid));
  if (unknown === undefined) return;
  throw new TimescopeError('USAGE', `No stored result of this patient has the UID ${unknown.slice(0, 64)}.`, {
    kind: 'usage',
    nextStep: `Give ${option} the SOP Instance UID of a version, as the command lists them.`,
  });
}

const allLeftOut = (): TimescopeError =>
  new TimescopeError('USAGE', 'Every stored result is left out; a report needs one at least.', {
    kind: 'usage',
    nextStep: 'Give --without fewer results.',
  });

const onlyReports = (): TimescopeError =>
  new TimescopeError(
    'NOT_FOUND',
    'There are combined reports of this patient, and none of the results that they were made of.',
    { nextStep: 'Look for the results in the archive where they were stored, or measure again.' },
  );
