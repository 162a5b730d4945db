import { TimescopeError } from '@timescope/core/errors';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { COMPREHENSIVE_SR } from '@timescope/core/dicom/write/structuredReport';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { readReportSr } from '@timescope/extension-combined-report/evidence/readReportSr';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { report } from '../../packages/cli/src/commands/report';
import { printedBy } from './printedBy';

// What `timescope report` says and stores.

export async function documentOf(...argv: string[]): Promise<ReportDocument> {
  const { code, text } = await printedBy(report, ...argv, '--json');
  expect(code).toBe(0);
  return JSON.parse(text) as ReportDocument;
}

/** When it was made is not of the results. */
export const values = ({ madeAt, ...document }: ReportDocument) => ({
  ...document,
  patient: document.patient.filter(({ label }) => madeAt !== '' && label !== 'Report made'),
});

export async function refused(...argv: string[]): Promise<TimescopeError> {
  const thrown: unknown = await printedBy(report, ...argv, '--json').catch((error: unknown) => error);
  if (thrown instanceof TimescopeError) return thrown;
  throw new Error('The command was not refused.');
}

export const decided = ({ comparison }: ReportDocument) =>
  comparison.flatMap(({ decision }) => decision ?? []);

/** The combined reports among files, the oldest version first. */
export async function storedReports(folderOfFiles: string) {
  const names = (await readdir(folderOfFiles, { recursive: true })).filter(name => name.endsWith('.dcm'));
  const files = await Promise.all(names.map(name => readFile(path.join(folderOfFiles, name))));
  return files
    .filter(bytes => readPart10(bytes).meta.sopClassUid === COMPREHENSIVE_SR)
    .map(bytes => ({ bytes, ...readReportSr(bytes) }))
    .sort((a, b) => a.version - b.version);
}
