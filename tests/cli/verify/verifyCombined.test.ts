import { jest } from '@jest/globals';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { unchangedReport } from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { reportObjects } from '@timescope/extension-combined-report/evidence/reportObjects';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verify } from '../../../packages/cli/src/commands/verify';
import { printedBy } from '../../harness/printedBy';
import { savedCt } from '../../harness/savedCt';

jest.setTimeout(60_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-verify-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const source = ctObjects(await savedCt()).objects.at(-1)?.bytes ?? new Uint8Array();
const dataset = unchangedReport(source);

/** PDF and structured report of the result, as the command stores them. */
function reported(changed: (report: ReportDocument) => ReportDocument = report => report) {
  const facts = factsOf([dataset], { context: NO_CONTEXT, decisions: [] });
  const { objects } = reportObjects({
    document: changed(composeReport(facts, { madeAt: '2026-11-22T10:15:00+01:00', reader: '' })),
    pdf: new TextEncoder().encode('%PDF-1.7 of a test'),
    context: NO_CONTEXT,
    source: sourceAttributes([dataset]),
    savedBy: { reader: undefined, at: { date: '20261122', time: '101500' } },
    version: 1,
    predecessor: null,
  });
  return objects.map(({ bytes }) => bytes);
}

async function verified(...files: readonly Uint8Array[]) {
  for (const bytes of files)
    await writeFile(path.join(folder, `${readPart10(bytes).meta.sopInstanceUid}.dcm`), bytes);
  return printedBy(verify, folder);
}

test('a combined report is as it was saved; without its results the values are not checked', async () => {
  const { code, text } = await verified(...reported());
  expect(text).toMatch(
    /^ok +Pixels, coordinates, numbers, codes and texts of the objects are those that were saved\.$/m,
  );
  expect(text).toMatch(/^not checked +The values: 1 of the results that the report names are not here\.$/m);
  expect(text).not.toMatch(/^differs/m);
  expect(code).toBe(10);
});

test('beside the result that it names its values are composed once more', async () => {
  const { text } = await verified(source, ...reported());
  expect(text).toMatch(/^ok +The values of the report follow from the results that it names\.$/m);
});

test('a report that says another value than its result is found, though it is whole', async () => {
  const { code, text } = await verified(
    source,
    ...reported(report => ({ ...report, limits: [...report.limits, 'Another limit.'] })),
  );
  expect(text).toMatch(/^differs +The results that the report names give other values: Limits\.$/m);
  expect(code).toBe(20);
});

test('an edited report and an edited PDF are refused', async () => {
  const [pdf, sr] = reported().map(bytes => Uint8Array.from(bytes));
  if (!pdf || !sr) throw new Error('Two objects were expected.');
  pdf.set(new TextEncoder().encode('%PDF-9.9'), Buffer.from(pdf).indexOf('%PDF-1.7'));
  const other = await verified(pdf, sr);
  expect(other.text).toMatch(/^differs +Other content than was saved/m);
  sr.set(new TextEncoder().encode('Outlined'.toUpperCase()), Buffer.from(sr).indexOf('Outlined region'));
  const { code, text } = await verified(pdf, sr);
  expect(text).toMatch(/^differs +The combined report .*changed since it was saved/m);
  expect(code).toBe(20);
});
