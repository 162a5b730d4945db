import { startServer, type RunningServer } from '@timescope/server/server';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import {
  closeBrowsers,
  foreignRequests,
  openBrowser,
  openStudy,
  type BrowserSession,
} from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, panelText } from '../harness/slidePage';

const IMAGES = 'ihc-ki67-bankhead-openslide/images';
const MPP = '0.2271';

jest.setTimeout(240_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
const inFolder = (name: string) => path.join(folder, name);

/** The same photograph as slides of one patient and of a namesake of another issuer. */
async function writeSlide(name: string, date: string, issuer: string): Promise<void> {
  const dataset = {
    patient: { name: 'MUELLER^ANNA', id: 'P1', issuer },
    study: { date, time: '101500', description: 'Breast biopsy' },
    series: { description: `Core Mueller ${name}` },
  };
  await writeFile(inFolder(`${name}.json`), JSON.stringify(dataset));
  const image = sharedData(`${IMAGES}/OS-2-ndpi.decoded.png`);
  const out = inFolder(`data/${name}`);
  await timescope('dicomize', image, '--mpp', MPP, '--dataset', inFolder(`${name}.json`), '--out', out);
}

async function studyOf(date: string): Promise<string> {
  const answer = await fetch(new URL(`/dicomweb/studies?StudyDate=${date}`, server.url));
  const [study] = (await answer.json()) as Record<string, { Value?: string[] }>[];
  return study?.['0020000D']?.Value?.[0] ?? '';
}

/** Opens a fold of the panel that is closed at first. */
async function unfold(page: Page, id: string): Promise<void> {
  const fold = byTestId(page, id);
  await fold.waitFor({ timeout: 90_000 });
  if ((await fold.getAttribute('open')) === null) await byTestId(page, `${id}-title`).click();
}

async function openAndMeasure(page: Page, date: string): Promise<void> {
  await openStudy(page, server.url, 'pathology', await studyOf(date));
  await byTestId(page, 'measure-slide').waitFor({ timeout: 90_000 });
  if ((await byTestId(page, 'reader-input').count()) > 0) {
    await byTestId(page, 'reader-input').fill('A. Reader');
    await byTestId(page, 'reader-save').click();
  }
  await byTestId(page, 'measure-slide').click();
  await unfold(page, 'step-export');
}

/** Presses a button of the export section. @returns the file that came down and its name. */
async function saved(page: Page, what: string): Promise<{ name: string; file: string }> {
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await byTestId(page, `export-${what}`).click();
  const arrived = await download;
  const name = arrived.suggestedFilename();
  await arrived.saveAs(inFolder(`out/${name}`));
  return { name, file: inFolder(`out/${name}`) };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-output-'));
  await mkdir(inFolder('data'));
  await writeSlide('before', '20250103', 'CLINIC');
  await writeSlide('namesake', '20250303', 'ELSEWHERE');
  await writeSlide('after', '20260119', 'CLINIC');
  server = await startServer({
    repository,
    data: [inFolder('data')],
    port: 0,
    storeFolder: inFolder('store'),
    hostVersion: '3.13.2',
  });
  session = await openBrowser();
  // Without the picker of the File System Access API, whose dialog no test can answer, files come as downloads.
  await session.page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await openAndMeasure(session.page, '20250103');
  await openAndMeasure(session.page, '20260119');
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

testOnRealData(
  'after a moved threshold and an excluded cell, all files tell one story, and a terminal repeats it byte by byte',
  async () => {
    const { page } = session;
    await byTestId(page, 'threshold-field-1').fill('0.15');
    await byTestId(page, 'threshold-field-1').press('Enter');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('n');
    await page.keyboard.press('x');
    await eventually(
      () => panelText(page, 'reader-changed'),
      text => /\b1 cell/.test(text),
      30_000,
    );
    await byTestId(page, 'score-hash-pending').waitFor({ state: 'detached', timeout: 30_000 });
    await byTestId(page, 'score-hash').waitFor({ timeout: 30_000 });
    const run = await saved(page, 'run');
    const [geoJson, csv, scores] = [
      await saved(page, 'geojson'),
      await saved(page, 'csv'),
      await saved(page, 'scores'),
    ];
    for (const { name } of [run, geoJson, csv, scores]) {
      expect(name).toMatch(/^ki-67_core-after_/);
      expect(name).not.toMatch(/mueller|anna/i);
    }
    const text = await readFile(run.file, 'utf8');
    expect(text).not.toMatch(/mueller|anna/i);
    const result = JSON.parse(text) as ScoreResult;
    expect(result.edits).toMatchObject({ count: 1, excluded: 1 });
    expect(result.provenance.thresholds.positiveDab[0]).toBe(0.15);

    const again = inFolder('again');
    await timescope('score', inFolder('data/after'), '--replay', run.file, '--out', again);
    const repeated = JSON.parse(await readFile(path.join(again, 'result.json'), 'utf8')) as ScoreResult;
    expect(repeated.hash).toBe(result.hash);
    for (const [name, { file }] of [
      ['cells.geojson', geoJson],
      ['cells.csv', csv],
      ['regions.csv', scores],
    ] as const)
      expect((await readFile(path.join(again, name))).equals(await readFile(file))).toBe(true);

    const oracle = JSON.parse(
      execFileSync(
        'python3',
        [
          path.join(repository, 'tests/oracles/recompute_scores.py'),
          ...[geoJson.file, scores.file, '--types', 'none', '--scored', 'tumour', '--table', csv.file],
          ...['--thresholds', result.provenance.thresholds.positiveDab.join(',')],
        ],
        { encoding: 'utf8' },
      ),
    ) as { gradeCounts: number[]; parts: { whole: Record<string, number> }; wronglyGraded: number };
    expect(oracle).toMatchObject({ gradeCounts: result.gradeCounts, wronglyGraded: 0, otherInTable: 0 });
    expect(oracle.parts.whole.percentPositive).toBeCloseTo(result.percentPositive ?? Number.NaN, 9);
    expect(oracle.parts.whole.hScore).toBeCloseTo(result.hScore.whole ?? Number.NaN, 9);
  },
);

testOnRealData('the picture of the view is a PNG, and the command names the run document', async () => {
  const { page } = session;
  const { file, name } = await saved(page, 'view');
  expect(name).toMatch(/^ki-67_core-after_[0-9a-f]{6}_view\.png$/);
  const bytes = await readFile(file);
  expect([...bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  expect(bytes.length).toBeGreaterThan(100_000);
  await byTestId(page, 'step-export').locator('summary', { hasText: 'terminal' }).click();
  expect(await panelText(page, 'replay-command')).toMatch(/--replay ki-67_core-after_[0-9a-f]{6}_run\.json/);
});

testOnRealData('a hotspot is gone to, and the density map has a legend in cells per mm2', async () => {
  const { page } = session;
  await unfold(page, 'step-hotspots');
  await byTestId(page, 'density-cells').click();
  expect(await panelText(page, 'density-legend')).toContain('Cells per mm²');
  const density = page.locator('canvas[data-cy="density-overlay"]');
  await eventually(
    () => density.evaluate(canvas => canvas.style.display),
    display => display === '',
  );
  await byTestId(page, 'density-cells').click();
  const table = byTestId(page, 'hotspot-table');
  await table.locator('button').first().click();
  await eventually(
    () => table.locator('tr[aria-selected="true"]').count(),
    rows => rows === 1,
  );
});

testOnRealData(
  'baseline and later biopsy are compared; a namesake of another issuer is refused',
  async () => {
    const { page } = session;
    await unfold(page, 'step-compare');
    await byTestId(page, 'compare-look').click();
    const choice = byTestId(page, 'compare-slide');
    await choice.waitFor({ timeout: 30_000 });
    const options = await choice.locator('option').allInnerTexts();
    const labelled = (date: string) => options.find(text => text.includes(date)) ?? '';
    await choice.selectOption({ label: labelled('2025-03-03') });
    await eventually(
      () => panelText(page, 'compare'),
      text => text.includes('may be two patients: they are not compared'),
      30_000,
    );
    expect(await byTestId(page, 'compare-table').count()).toBe(0);
    await choice.selectOption({ label: labelled('2025-01-03') });
    await byTestId(page, 'compare-table').waitFor({ timeout: 30_000 });
    const table = await panelText(page, 'compare-table');
    expect(table).toMatch(/Baseline\s+2025-01-03[\s\S]*Later\s+2026-01-19/);
    // The same photograph; only the later one was read with 1+ from 0.15 and without one cell.
    expect(await panelText(page, 'compare-percentPositive')).toMatch(/↓ −\d+\.\d pp/);
    expect(await panelText(page, 'compare')).toContain('The thresholds for 1+, 2+ and 3+ differ');
    const pictures = byTestId(page, 'compare-picture');
    await eventually(
      () =>
        pictures
          .locator('img')
          .evaluateAll(images => images.map(each => (each as HTMLImageElement).naturalWidth)),
      widths => widths.length === 2 && widths.every(width => width > 100),
      20_000,
    );
    expect(await pictures.allInnerTexts()).toEqual([
      expect.stringMatching(/Baseline\s+2025-01-03/),
      expect.stringMatching(/Later\s+2026-01-19/),
    ]);
  },
);

testOnRealData('both slides stand side by side; pressing one brings the panel to it', async () => {
  const { page } = session;
  await byTestId(page, 'compare-beside').click();
  const slides = page.locator('.ol-viewport:not(.ol-overviewmap .ol-viewport)');
  await eventually(
    () => slides.count(),
    count => count === 2,
    30_000,
  );
  await eventually(
    () => panelText(page, 'compare-beside'),
    text => text.includes('alone'),
    30_000,
  );
  await slides.nth(1).click();
  await eventually(
    () => panelText(page, 'slide-facts'),
    text => text.includes('before'),
    30_000,
  );
  await eventually(
    () => byTestId(page, 'compare-table').count(),
    count => count === 1,
    30_000,
  );
  expect(foreignRequests(session, server.url)).toEqual([]);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
