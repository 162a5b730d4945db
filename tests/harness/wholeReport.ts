import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { ENCAPSULATED_PDF_STORAGE } from '@timescope/core/dicom/write/encapsulatedPdf';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { chosenVersions } from '@timescope/core/report/chosenVersions';
import { patientResults } from '@timescope/core/report/patientResults';
import { renderFrame } from '@timescope/runtime/decode/renderFrame';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { breaches } from './accessibility';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from './browser';
import { repository } from './commandLine';
import { cy, otherVoxels } from './ctPage';
import { startOrthanc, type Orthanc } from './orthanc';
import { triplesOfPage } from './pageTriples';
import { nameReader, pictures } from './pathologistSession';
import { triplesOfPdf } from './pdfTriples';
import { expectRead, picturesMade, readReport, storeReport } from './reportPage';
import { demoPatient, writeImmuneResult } from './reportedPatient';
import { triplesOfSr } from './reportTriples';
import { savedFrom } from './savedInPage';
import { byTestId, eventually } from './slidePage';

/** What is measured from the start. */
interface Measured {
  /** Of the pictures that are taken of each step. */
  readonly name: string;
  /** Slide and CT of the demonstration patient, which may be put into a folder, and the tumour's outline as a NIfTI file. */
  readonly studies: (folder: string) => Promise<{ data: string; outline: string }>;
  /** Presses what measures the slide, and waits until it is. */
  readonly measure: (page: Page) => Promise<void>;
}

/**
 * From images to the stored report, a test a step, in the stock viewer over a real Orthanc: a slide is scored, a CT
 * predicted, the report of both read, stored and opened again. The CD3 and CD8 result is there from the start.
 */
export function testWholeReport({ name, studies, measure }: Measured): void {
  let folder: string;
  let outline: string;
  let orthanc: Orthanc;
  let server: RunningServer;
  let session: BrowserSession;
  let report: Page;
  let look: (step: string) => Promise<void>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-whole-report-'));
    const given = await studies(folder);
    ({ outline } = given);
    await writeImmuneResult(path.join(folder, 'immune'), demoPatient);
    orthanc = await startOrthanc();
    for (const each of new Set([given.data, folder])) await storeAll(each, orthanc.root);
    server = await startServer({ repository, pacs: orthanc.root, port: 0, render: renderFrame });
    session = await openBrowser({ width: 1280, height: 900 });
    look = pictures(session.page, folder, name);
  });

  afterAll(async () => {
    await closeBrowsers();
    await server.close();
    await orthanc.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('1. the slide is scored in the viewer, and saved', async () => {
    const { page } = session;
    await openStudy(page, server.url, 'pathology', await findStudy(server.url, 'SM'));
    await byTestId(page, 'measure-slide').waitFor({ timeout: 90_000 });
    await nameReader(page, 'Dr. Anna First');
    await byTestId(page, 'marker').selectOption('ki67');
    await measure(page);
    await savedFrom(page);
    await look('slide');
  });

  test('2. the CT is predicted within the given contour, and saved', async () => {
    const { page } = session;
    await openStudy(page, server.url, 'radiology', await findStudy(server.url, 'CT'));
    await cy(page, 'ct-section').waitFor({ timeout: 90_000 });
    await cy(page, 'export-section-title').click();
    await cy(page, 'import-nifti').setInputFiles(outline);
    expect(await otherVoxels(page, 0)).toBeGreaterThan(100);
    await cy(page, 'predict').click();
    await cy(page, 'probability-tils').waitFor({ timeout: 60_000 });
    await storeReport(page);
    await look('ct');
  });

  test('3. beside the images stands the report in short, and its link opens the page', async () => {
    const { page } = session;
    await byTestId(page, 'report-btn').click();
    await byTestId(page, 'report-in-short').waitFor({ timeout: 30_000 });
    expect(await byTestId(page, 'report-in-short').innerText()).toMatch(/CT of [0-9-]+ predicts/);
    expect(await byTestId(page, 'short-flags').innerText()).toContain('demonstration weights');
    expect(await byTestId(page, 'report-panel').innerText()).toContain(RESEARCH_USE);
    expect((await breaches(page, '[data-cy="report-panel"]')).found).toEqual([]);
    await look('short');
    const opened = page.context().waitForEvent('page');
    await byTestId(page, 'open-report').click();
    report = await opened;
    await byTestId(report, 'report-paper').waitFor({ timeout: 60_000 });
  });

  test('4. one row is accepted, one amended; it is stored, and all is back after a reload', async () => {
    const look = pictures(report, folder, `${name}-page`);
    expect(await byTestId(report, 'report-source').count()).toBe(3);
    await picturesMade(report, 3);
    await look('opened');
    await readReport(report);
    await look('read');
    await storeReport(report);
    await report.reload();
    await byTestId(report, 'report-paper').waitFor({ timeout: 60_000 });
    await expectRead(report);
    expect(await byTestId(report, 'report-on-screen').count()).toBe(1);
    expect(await byTestId(report, 'bring-back').count()).toBe(0);
    await picturesMade(report, 3);
    await look('stored');
    // The report in short heard of it in its own tab.
    await eventually(
      () => byTestId(session.page, 'short-flags').innerText(),
      text => text.includes('amended'),
      30_000,
    );
  });

  test('5. page, PDF and structured report of the archive say the same: every label, every value, in order', async () => {
    const { sr, pdf } = await storedReport(orthanc.root);
    const onPage = await triplesOfPage(report);
    expect(onPage.length).toBeGreaterThan(60);
    expect(triplesOfSr(sr)).toEqual(onPage);
    expect(triplesOfPdf(pdf)).toEqual(onPage);
    expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
  });
}

async function storeAll(folder: string, root: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.dcm'));
  const archive = dicomwebClient(root, { fetch });
  for (const file of files) await archive.store([await readFile(path.join(folder, file))], 'timescope-test');
}

/** The newest combined report of the demonstration patient in an archive, as SR and as the PDF that it names. */
async function storedReport(root: string): Promise<{ sr: Uint8Array; pdf: Uint8Array }> {
  const client = dicomwebClient(root, { fetch });
  const found = await patientResults(client, { id: demoPatient.id });
  if (found.kind !== 'found') throw new Error(`The archive has ${found.kind} of the patient.`);
  const { earlierReport } = chosenVersions(found.results);
  if (!earlierReport) throw new Error('No report is stored.');
  const sr = await client.instance(earlierReport.report.address);
  const [printed] = readStructuredReport(sr).evidence.flatMap(({ objects, ...series }) =>
    objects
      .filter(({ sopClassUid }) => sopClassUid === ENCAPSULATED_PDF_STORAGE)
      .map(({ sopInstanceUid: instance }) => ({
        ...{ study: series.studyInstanceUid, series: series.seriesInstanceUid, instance },
      })),
  );
  if (!printed) throw new Error('The report names no PDF.');
  return { sr, pdf: documentIn(await client.instance(printed)) };
}

/** The file inside an encapsulated document. */
function documentIn(bytes: Uint8Array): Uint8Array {
  const { dataset, bulk } = readPart10(bytes);
  const { offset, length } = bulk.get(dataset['00420011']?.BulkDataURI ?? '') ?? { offset: 0, length: 0 };
  return bytes.subarray(offset, offset + length);
}
