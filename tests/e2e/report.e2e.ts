import { jest } from '@jest/globals';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { chosenVersions, notChosen, unchangedReport } from '@timescope/core/report/chosenVersions';
import { composeReport } from '@timescope/core/report/composeReport';
import { factsOf } from '@timescope/core/report/factsOf';
import { patientResults } from '@timescope/core/report/patientResults';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { readReportSr } from '@timescope/extension-combined-report/evidence/readReportSr';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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
import { startOrthanc } from '../harness/orthanc';
import { printedOnPage, printedValues } from '../harness/printedOnPage';
import { demoPatient, namesake, writeImmuneResult, writeReportedPatient } from '../harness/reportedPatient';
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

async function openReport(on: Page, serverUrl: string, modality = 'CT'): Promise<void> {
  await on.goto(`${serverUrl}/report?StudyInstanceUIDs=${await findStudy(serverUrl, modality)}`);
  await byTestId(on, 'report-paper').waitFor({ timeout: 60_000 });
}

/** The report of a patient as the archive holds it, composed outside the browser. */
async function storedDocument(serverUrl: string, id: string): Promise<ReportDocument> {
  const client = dicomwebClient(`${serverUrl}/dicomweb`, { fetch });
  const found = await patientResults(client, { id });
  if (found.kind !== 'found') throw new Error(`The archive has ${found.kind} of ${id}.`);
  const chosen = chosenVersions(found.results);
  const { ct, immune, slides, earlierReport } = chosen;
  if (!earlierReport) throw new Error('No report is stored.');
  const shown = [ct, immune, ...slides].flatMap(version => version ?? []);
  const files = await Promise.all(shown.map(({ report }) => client.instance(report.address)));
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
  value === 'TIMEscope development' ? `TIMEscope ${manifest.version}` : value;

async function store(on: Page): Promise<void> {
  await eventually(
    () => byTestId(on, 'save-result').isEnabled(),
    isEnabled => isEnabled,
    30_000,
  );
  await byTestId(on, 'save-result').click();
  await eventually(
    () => byTestId(on, 'save-state').innerText(),
    text => text.startsWith('Saved'),
    30_000,
  );
}

/** A reader accepts one row, amends another and types what no result knows. */
async function read(on: Page): Promise<void> {
  await byTestId(on, 'reader-input').fill('Dr. Anna First');
  await byTestId(on, 'reader-save').click();
  await byTestId(on, 'accept-tils').click();
  await byTestId(on, 'amend-tsr').click();
  await byTestId(on, 'amend-tsr-low').check();
  await byTestId(on, 'reason-of-tsr').fill('Mucin was counted as stroma');
  await byTestId(on, 'decide-why-tsr').click();
  await byTestId(on, 'context-t').fill('ypT2');
  await byTestId(on, 'context-msi').selectOption('MSS');
  await byTestId(on, 'context-specimenDate').fill('2026-01-19');
  await byTestId(on, 'context-remarks').fill('Discussed <b>today</b>');
}

async function expectRead(on: Page): Promise<void> {
  await eventually(
    () => byTestId(on, 'decision-tils').getAttribute('data-kind'),
    kind => kind === 'accepted',
  );
  expect(await byTestId(on, 'decision-tsr').innerText()).toContain('amended to low by Dr. Anna First');
  expect(await byTestId(on, 'decision-tsr').innerText()).toContain('Mucin was counted as stroma');
  expect(await byTestId(on, 'context-t').inputValue()).toBe('ypT2');
  expect(await byTestId(on, 'context-msi').inputValue()).toBe('MSS');
  expect(await byTestId(on, 'part-context').innerText()).toContain('Discussed <b>today</b>');
}

test('CT, slide and immune results of a patient stand on one page', async () => {
  await openReport(page, server.url);
  expect(await byTestId(page, 'conclusion-sentence').innerText()).toMatch(/^Demonstration: tissue shows TSR/);
  expect(await byTestId(page, 'report-source').count()).toBe(3);
  await eventually(
    () => page.locator('[data-cy="report-paper"] figure img').count(),
    count => count === 3,
    30_000,
  );
  expect(await byTestId(page, 'no-picture').count()).toBe(0);
});

test('what a reader typed and decided comes back after a reload, before it is stored', async () => {
  await read(page);
  await page.reload();
  await byTestId(page, 'report-paper').waitFor({ timeout: 60_000 });
  await expectRead(page);
});

test('the stored report brings it back in a browser that knows nothing', async () => {
  await store(page);
  const other = await openBrowser({ width: 1920, height: 1080 });
  await openReport(other.page, server.url, 'SM');
  await expectRead(other.page);
  expect(await byTestId(other.page, 'report-on-screen').count()).toBe(1);
  await other.close();
});

test('each value of the document, which the archive alone gives, stands on the page in its words', async () => {
  const document = await storedDocument(server.url, demoPatient.id);
  const values = printedValues(document);
  expect(values.length).toBeGreaterThan(40);
  expect(await printedOnPage(page)).toEqual(values.map(ofThisBuild));
  const paper = await byTestId(page, 'report-paper').innerText();
  const { conclusion, limits, comparison } = document;
  for (const line of [conclusion.sentence, ...conclusion.flags, ...conclusion.notAssessed, ...limits])
    expect(paper).toContain(line);
  expect(await byTestId(page, 'agreement').locator('span:first-child').allInnerTexts()).toEqual(
    comparison.map(({ agreement }) => agreement.text),
  );
});

test('another decision is another version; the one before opens again', async () => {
  await byTestId(page, 'reject-time').click();
  await byTestId(page, 'reason-of-time').fill('Not on this scan');
  await byTestId(page, 'decide-why-time').click();
  await store(page);
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
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.cy)).toBe('take-back-is');
  await tabTo(page, 'context-n');
  await page.keyboard.type('ypN0');
  expect(await byTestId(page, 'part-context').innerText()).toContain('ypN0');
});

test('another patient of the same name has a report of their own, without CT', async () => {
  const client = dicomwebClient(`${server.url}/dicomweb`, { fetch });
  const [study] = await client.searchStudies({ PatientID: namesake.id });
  const uid = study?.['0020000D']?.Value?.[0] as string;
  await page.goto(`${server.url}/report?StudyInstanceUIDs=${uid}`);
  await byTestId(page, 'report-paper').waitFor({ timeout: 60_000 });
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

test('a real Orthanc takes the report, and gives it back', async () => {
  const orthanc = await startOrthanc();
  const files = (await readdir(path.join(folder, 'demo'), { recursive: true })).filter(name =>
    name.endsWith('.dcm'),
  );
  await dicomwebClient(orthanc.root, { fetch }).store(
    await Promise.all(files.map(name => readFile(path.join(folder, 'demo', name)))),
    'timescope-test',
  );
  const proxy = await startServer({ repository, pacs: orthanc.root, port: 0 });
  try {
    const first = await openBrowser();
    await openReport(first.page, proxy.url);
    await read(first.page);
    await store(first.page);
    await first.close();
    const second = await openBrowser();
    await openReport(second.page, proxy.url);
    await expectRead(second.page);
    const document = await storedDocument(proxy.url, demoPatient.id);
    expect(await printedOnPage(second.page)).toEqual(printedValues(document).map(ofThisBuild));
    expect(second.consoleErrors).toEqual([]);
  } finally {
    await proxy.close();
    await orthanc.stop();
  }
});
