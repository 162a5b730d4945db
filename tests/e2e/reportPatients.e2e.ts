import { jest } from '@jest/globals';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { breaches, tabTo } from '../harness/accessibility';
import { closeBrowsers, openBrowser } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { nameReader, pictures } from '../harness/pathologistSession';
import { asImage, smallReport, writeResults, type Whose } from '../harness/patientReports';
import { misplacedWords } from '../harness/misplacedWords';
import { byTestId } from '../harness/slidePage';

jest.setTimeout(120_000);

const lund = { name: 'Lund^Anna', birthDate: '19500101' };
const berg = { name: 'Berg^Kari', birthDate: '19800403' };
/** Longest that DICOM holds; written from right to left, with markup, with letters that no font of ours has. */
const awkward = {
  id: `<b>${'W'.repeat(61)}`,
  name: '<i>van-der-Wüstenberg-Hohenlohe</i>^כהן יעל=山田^太郎',
  issuer: 'مستشفى الجامعة',
  birthDate: '19500101',
};

let folder: string;
let server: RunningServer;
let page: Page;
let look: (step: string) => Promise<void>;

const slideOf = (whose: Whose, study: string) => smallReport({ ...whose, study }, { kind: 'slide' });

const studies = {
  lundOfTwo: slideOf({ id: 'I1', ...lund }, 'a'),
  bergOfTwo: slideOf({ id: 'I1', ...berg }, 'b'),
  issued: slideOf({ id: 'I2', issuer: 'HOSPITAL', ...lund }, 'c'),
  notIssued: slideOf({ id: 'I2', ...lund }, 'd'),
  lundAlone: slideOf({ id: 'I3', ...lund }, 'e'),
  /** Without a result of ours. */
  bergBeside: asImage(slideOf({ id: 'I3', ...berg }, 'f')),
  awkward: slideOf(awkward, 'g'),
} satisfies Record<string, ResultObjects>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-report-patients-'));
  await writeResults(path.join(folder, 'data'), Object.values(studies));
  server = await startServer({
    repository,
    data: [path.join(folder, 'data')],
    port: 0,
    storeFolder: path.join(folder, 'store'),
  });
  ({ page } = await openBrowser({ width: 1280, height: 900 }));
  look = pictures(page, folder, 'patients');
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens the report of a study's patient, and waits for what comes first: the report or a question. */
async function open(of: keyof typeof studies, first: 'report-paper' | 'ask-person'): Promise<void> {
  const study = studies[of].objects[0]?.studyInstanceUid ?? '';
  await page.goto(`${server.url}/report?StudyInstanceUIDs=${study}`);
  await byTestId(page, first).waitFor({ timeout: 60_000 });
}

const headOfReport = () => byTestId(page, 'part-head').innerText();

test('two persons with one ID: the reader is asked, by keys too, and sees the report of the chosen one alone', async () => {
  await open('lundOfTwo', 'ask-person');
  expect(await byTestId(page, 'candidate').locator('th').allInnerTexts()).toEqual(['Kari Berg', 'Anna Lund']);
  expect(await byTestId(page, 'join-persons').count()).toBe(0);
  expect((await breaches(page, '[data-cy="report-page"]')).found).toEqual([]);
  await look('two-persons');
  await tabTo(page, 'choose-person');
  await page.keyboard.press('Enter');
  await byTestId(page, 'report-paper').waitFor();
  expect(await headOfReport()).toContain('Berg, Kari');
  expect(await headOfReport()).not.toContain('Lund');
  expect(await byTestId(page, 'report-source').count()).toBe(1);
  await byTestId(page, 'choose-again').click();
  await byTestId(page, 'choose-person').last().click();
  await byTestId(page, 'report-paper').waitFor();
  expect(await headOfReport()).toContain('Lund, Anna');
  expect(await byTestId(page, 'report-source').count()).toBe(1);
});

test('one ID with an issuer and without: apart, or as one person where the reader says so', async () => {
  await open('issued', 'ask-person');
  expect(await byTestId(page, 'candidate').count()).toBe(2);
  await look('two-issuers');
  await byTestId(page, 'choose-person').last().click();
  await byTestId(page, 'report-paper').waitFor();
  expect(await byTestId(page, 'report-source').count()).toBe(1);
  await byTestId(page, 'choose-again').click();
  await byTestId(page, 'join-persons').click();
  await byTestId(page, 'report-paper').waitFor();
  expect(await byTestId(page, 'report-source').count()).toBe(2);
});

test('a study of another person than the only one with results: the page says whom it names, and asks', async () => {
  await open('bergBeside', 'ask-person');
  expect(await byTestId(page, 'ask-person').innerText()).toContain('The opened study is of Kari Berg');
  expect(await byTestId(page, 'candidate').locator('th').allInnerTexts()).toEqual(['Anna Lund']);
  await look('another-person');
  await byTestId(page, 'choose-nobody').click();
  await page.waitForURL(`${server.url}/`);
});

test('awkward names, IDs and reasons stand as text, each in its place', async () => {
  await open('awkward', 'report-paper');
  await nameReader(page, 'דוד לוי');
  await byTestId(page, 'amend-is').click();
  await byTestId(page, 'amend-is-high').check();
  await byTestId(page, 'reason-of-is').fill(`<u>נספר שוב 3 פעמים</u> ${'太'.repeat(30)}`);
  await byTestId(page, 'decide-why-is').click();
  await byTestId(page, 'context-t').fill('W'.repeat(64));
  await byTestId(page, 'context-remarks').fill(`${'W'.repeat(200)} <script>alert(1)</script> هامش`);
  const head = await headOfReport();
  for (const words of [awkward.id, '<i>van-der-Wüstenberg-Hohenlohe</i>', 'כהן יעל', awkward.issuer])
    expect(head).toContain(words);
  expect(await byTestId(page, 'decision-is').innerText()).toContain('IS by tissue is high');
  expect(await misplacedWords(page, '[data-cy="report-paper"]')).toEqual([]);
  expect(await misplacedWords(page, '[data-cy="report-tools"]')).toEqual([]);
  await look('awkward-table');
  await byTestId(page, 'part-head').scrollIntoViewIfNeeded();
  await look('awkward');
  await page.setViewportSize({ width: 1920, height: 1080 });
  expect(await misplacedWords(page, '[data-cy="report-paper"]')).toEqual([]);
});
