import { jest } from '@jest/globals';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import {
  chosenVersions,
  notChosen,
  unchangedReport,
  shownVersions,
} from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import { factsOf } from '@timescope/core/report/factsOf';
import { patientResults } from '@timescope/core/report/patientResults';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { readReportSr } from '@timescope/extension-combined-report/evidence/readReportSr';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { breaches, tabTo } from '../harness/accessibility';
import {
  closeBrowsers,
  findStudy,
  foreignRequests,
  openBrowser,
  type BrowserSession,
} from '../harness/browser';
import { repository } from '../harness/commandLine';
import { triplesOfPage } from '../harness/pageTriples';
import { demoPatient, namesake, writeImmuneResult, writeReportedPatient } from '../harness/reportedPatient';
import { expectRead, openReport, picturesMade, readReport, storeReport } from '../harness/reportPage';
import { triplesOfReport } from '../harness/reportTriples';
import { byTestId, eventually } from '../harness/slidePage';

import manifest from '../../package.json' with { type: 'json' };

jest.setTimeout(120_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-report-'));
  await writeReportedPatient(path.join(folder, 'demo'), demoPatient);
  await writeImmuneResult(path.join(folder, 'namesake'), namesake);
  server = await startServer({
    repository,
    data: [path.join(folder, 'demo'), path.join(folder, 'namesake')],
    port: 0,
    storeFolder: path.join(folder, 'store'),
  });
  session = await openBrowser({ width: 1280, height: 900 });
  ({ page } = session);
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const openReportOf = async (on: Page, modality: string): Promise<void> =>
  openReport(on, server.url, await findStudy(server.url, modality));

/** The report of a patient as the archive holds it, composed outside the browser. */
async function storedDocument(serverUrl: string, id: string): Promise<ReportDocument> {
  const client = dicomwebClient(`${serverUrl}/dicomweb`, { fetch });
  const found = await patientResults(client, { id });
  if (found.kind !== 'found') throw new Error(`The archive has ${found.kind} of ${id}.`);
  const chosen = chosenVersions(found.results);
  const { earlierReport } = chosen;
  if (!earlierReport) throw new Error('No report is stored.');
  const files = await Promise.all(shownVersions(chosen).map(({ report }) => client.instance(report.address)));
  const { context, decisions, savedAt, reader } = readReportSr(
    await client.instance(earlierReport.report.address),
  );
  const facts = factsOf(files.map(unchangedReport), {
    context,
    decisions,
    notShown: notChosen(found.results, chosen),
  });
  return composeReport(facts, { madeAt: savedAt, reader: reader ?? '' });
}

/** The tests run the sources, which bear no version; the page is built. */
const ofThisBuild = (value: string): string =>
  value === 'TIMEscopedevelopment' ? `TIMEscope${manifest.version}` : value;

const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.cy);

test('CT, slide and immune results of a patient stand on one page', async () => {
  await openReportOf(page, 'CT');
  expect(await byTestId(page, 'conclusion-sentence').innerText()).toMatch(
    /^Demonstration: tissue of \d{4}-\d\d-\d\d shows TSR/,
  );
  expect(await byTestId(page, 'report-source').count()).toBe(3);
  await picturesMade(page, 3);
  expect(await byTestId(page, 'no-picture').count()).toBe(0);
});

test('what a reader typed and decided comes back after a reload, before it is stored', async () => {
  await readReport(page);
  await page.reload();
  await byTestId(page, 'report-paper').waitFor({ timeout: 60_000 });
  await expectRead(page);
});

test('the stored report brings it back in a browser that knows nothing', async () => {
  await storeReport(page);
  const other = await openBrowser({ width: 1920, height: 1080 });
  await openReportOf(other.page, 'SM');
  await expectRead(other.page);
  expect(await byTestId(other.page, 'report-on-screen').count()).toBe(1);
  await other.close();
});

test('each value of the document, which the archive alone gives, stands on the page beside its label', async () => {
  const inArchive = triplesOfReport(await storedDocument(server.url, demoPatient.id));
  expect(inArchive.length).toBeGreaterThan(60);
  expect(await triplesOfPage(page)).toEqual(
    inArchive.map(([section, label, value]) => [section, label, ofThisBuild(value)]),
  );
});

test('another decision is another version; the one before opens again', async () => {
  await byTestId(page, 'reject-time').click();
  await byTestId(page, 'reason-of-time').fill('Not on this scan');
  await byTestId(page, 'decide-why-time').click();
  await storeReport(page);
  await eventually(
    () => byTestId(page, 'stored-report').count(),
    count => count === 2,
    20_000,
  );
  await byTestId(page, 'open-stored').last().click();
  await eventually(
    () => byTestId(page, 'decision-time').getAttribute('data-kind'),
    kind => kind === null,
    20_000,
  );
  await expectRead(page);
});

test('copies: a PDF, FHIR and plain text', async () => {
  const [pdf] = await Promise.all([page.waitForEvent('download'), byTestId(page, 'pdf-A4').click()]);
  const bytes = await readFile(await pdf.path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const [fhir] = await Promise.all([page.waitForEvent('download'), byTestId(page, 'fhir').click()]);
  expect(JSON.parse(await readFile(await fhir.path(), 'utf8'))).toMatchObject({ resourceType: 'Bundle' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await byTestId(page, 'copy-text').click();
  const text = await eventually(
    () => page.evaluate(() => navigator.clipboard.readText()),
    copied => copied !== '',
  );
  // Its lines are 80 characters long.
  expect(text.replace(/\s+/g, ' ')).toContain(await byTestId(page, 'conclusion-sentence').innerText());
});

test('page and tools keep WCAG 2.2 AA, with a question open', async () => {
  await byTestId(page, 'amend-is').click();
  const { found, held } = await breaches(page, '[data-cy="report-page"]');
  expect(found).toEqual([]);
  expect(held).toBeGreaterThan(15);
  await byTestId(page, 'cancel-why-is').click();
});

test('with keys alone: a row is amended and a field typed', async () => {
  await tabTo(page, 'amend-is', true);
  await page.keyboard.press('Enter');
  // The form has the focus at once.
  await page.keyboard.press('Space');
  await tabTo(page, 'reason-of-is');
  await page.keyboard.type('Counted again');
  await tabTo(page, 'decide-why-is');
  await page.keyboard.press('Enter');
  await eventually(
    () => byTestId(page, 'decision-is').getAttribute('data-kind'),
    kind => kind === 'amended',
  );
  expect(await focused()).toBe('take-back-is');
  await page.keyboard.press('Enter');
  await eventually(focused, id => id === 'accept-is');
  await tabTo(page, 'reject-is');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await eventually(focused, id => id === 'reject-is');
  await tabTo(page, 'context-n');
  await page.keyboard.type('ypN0');
  expect(await byTestId(page, 'part-context').innerText()).toContain('ypN0');
});

test('with keys alone: a result is left out of the report and put back', async () => {
  await tabTo(page, 'leave-out-slide', true);
  await page.keyboard.press('Enter');
  await eventually(focused, id => id === 'put-back-slide', 20_000);
  expect(await byTestId(page, 'report-source').count()).toBe(2);
  expect(await byTestId(page, 'conclusion-flags').innerText()).toMatch(/left out/);
  expect((await breaches(page, '[data-cy="report-page"]')).found).toEqual([]);
  await page.keyboard.press('Enter');
  await eventually(focused, id => id === 'leave-out-slide', 20_000);
  expect(await byTestId(page, 'report-source').count()).toBe(3);
});

test('another patient of the same name has a report of their own, without CT', async () => {
  const client = dicomwebClient(`${server.url}/dicomweb`, { fetch });
  const [study] = await client.searchStudies({ PatientID: namesake.id });
  const uid = study?.['0020000D']?.Value?.[0] as string;
  await openReport(page, server.url, uid);
  const head = await byTestId(page, 'part-head').innerText();
  expect(head).toContain(namesake.id);
  expect(head).not.toContain(demoPatient.id);
  expect(await byTestId(page, 'report-source').count()).toBe(1);
  expect(await byTestId(page, 'part-ct').innerText()).toContain('not assessed');
  expect(await byTestId(page, 'context-t').inputValue()).toBe('');
});

test('nothing left the server, and the console is clean', () => {
  expect(foreignRequests(session, server.url)).toEqual([]);
  expect(session.pageErrors).toEqual([]);
  expect(session.consoleErrors).toEqual([]);
});
