import { startServer, type RunningServer } from '@timescope/server/server';
import { jest } from '@jest/globals';
import { makeReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { drawnAreas, drawnSection, writeSection } from '../harness/immuneSections';
import { finalHash, nameReader, pictures, unfold } from '../harness/pathologistSession';
import { byTestId, eventually, panelText } from '../harness/slidePage';

jest.setTimeout(240_000);

const cd3 = drawnSection({ stroma: 1300, tumour: 350, muscle: 100 }, 3);
const cd8 = drawnSection({ stroma: 470, tumour: 140, muscle: 50 }, 8);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
const inFolder = (name: string) => path.join(folder, name);

async function writeSlide(name: string, section: typeof cd3, date: string): Promise<void> {
  await writeSection(folder, name, section);
  const dataset = {
    patient: { name: 'SECTION^DRAWN', id: 'P1', issuer: 'CLINIC' },
    study: { date, time: '101500', description: 'Colon' },
    series: { description: name.toUpperCase() },
  };
  await writeFile(inFolder(`${name}.json`), JSON.stringify(dataset));
  const out = inFolder(`data/${name}`);
  await timescope('dicomize', inFolder(`${name}.png`), '--mpp', '0.5', '--dataset', inFolder(`${name}.json`), '--out', out); // prettier-ignore
}

async function studyOf(date: string): Promise<string> {
  const answer = await fetch(new URL(`/dicomweb/studies?StudyDate=${date}`, server.url));
  const [study] = (await answer.json()) as Record<string, { Value?: string[] }>[];
  return study?.['0020000D']?.Value?.[0] ?? '';
}

/** Chooses the marker, reads the drawn tumour and stroma from a file, measures the slide. */
async function measure(page: Page, date: string, marker: string): Promise<void> {
  await openStudy(page, server.url, 'pathology', await studyOf(date));
  await byTestId(page, 'measure-slide').waitFor({ timeout: 90_000 });
  if ((await byTestId(page, 'reader-input').count()) > 0) await nameReader(page, 'A. Reader');
  await byTestId(page, 'marker').selectOption(marker);
  await unfold(page, 'step-regions');
  await byTestId(page, 'regions-file').setInputFiles(inFolder('areas.geojson'));
  await byTestId(page, 'region').first().waitFor();
  await byTestId(page, 'measure-slide').click();
  await finalHash(page);
}

/** Twenty patients around the drawn densities, half of them below. */
async function writeCohort(): Promise<void> {
  const cohort = makeReferenceCohort({
    ...{ name: 'Drawn site', stainingProtocol: 'drawn', method: 'by hand', date: '2026-11-22' },
    rule: 'published',
    cases: Array.from({ length: 20 }, (_, k) => {
      const by = k < 10 ? 0.1 + 0.05 * k : 1.5 + 0.1 * k;
      const at = (stroma: number, tumour: number) => ({ stroma, tumour, centre: null, margin: null });
      const densities = { cd3: at(1300 * by, 350 * by), cd8: at(470 * by, 140 * by) };
      return { key: String(k), densities, followUp: { months: 10 + 3 * k, hasDied: k % 3 === 0 } };
    }),
  });
  await writeFile(inFolder('cohort.json'), JSON.stringify(cohort));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-immune-'));
  await mkdir(inFolder('data'));
  await writeSlide('cd3', cd3, '20260102');
  await writeSlide('cd8', cd8, '20260103');
  const { features } = JSON.parse(drawnAreas()) as {
    features: { properties: { classification: { name: string } } }[];
  };
  const known = features.filter(({ properties }) => properties.classification.name !== 'Smooth muscle');
  await writeFile(inFolder('areas.geojson'), JSON.stringify({ type: 'FeatureCollection', features: known }));
  await writeCohort();
  server = await startServer({
    repository,
    data: [inFolder('data')],
    port: 0,
    storeFolder: inFolder('store'),
    hostVersion: '3.13.2',
  });
  session = await openBrowser();
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test("a CD3 and a CD8 slide of one patient: densities, then scores in the site's cohort; a changed cohort is refused", async () => {
  const { page } = session;
  const picture = pictures(page, inFolder('pictures'), 'immune');
  await measure(page, '20260102', 'cd3');
  await measure(page, '20260103', 'cd8');
  await unfold(page, 'step-immune');
  await byTestId(page, 'sections-look').click();
  const confirm = byTestId(page, 'sections-confirm');
  await confirm.waitFor({ timeout: 30_000 });
  // Their container is their specimen here, so a reader says that they belong together.
  expect(await panelText(page, 'sections-doubt')).toContain('are of different specimens; no score is given');
  await byTestId(page, 'sections-same').check();
  await confirm.click();
  await byTestId(page, 'immune').waitFor({ timeout: 30_000 });
  for (const [marker, drawn] of [
    ['cd3', cd3],
    ['cd8', cd8],
  ] as const) {
    const shown = Number((await panelText(page, `immune-${marker}-stroma`)).replace(/,|\/mm²[\s\S]*/g, ''));
    const truth = drawn.positive.stroma / drawn.areaMm2.stroma;
    expect(Math.abs(shown / truth - 1)).toBeLessThan(0.1);
  }
  expect(await panelText(page, 'immune-score-stroma')).toContain('No reference cohort was given');
  await byTestId(page, 'cohort-file').setInputFiles(inFolder('cohort.json'));
  await eventually(
    () => panelText(page, 'immune-score-stroma'),
    text => text.includes('50.0 %') && text.includes('intermediate'),
  );
  const widths = await byTestId(page, 'immune-score-stroma')
    .locator('img')
    .evaluateAll(images => images.map(each => (each as HTMLImageElement).naturalWidth));
  expect(widths).toHaveLength(2);
  expect(Math.min(...widths)).toBeGreaterThan(100);
  await byTestId(page, 'immune-cohort').scrollIntoViewIfNeeded();
  await picture('cohort');
  await writeFile(inFolder('changed.json'), '{"kind":"timescope.score"}');
  await byTestId(page, 'cohort-file').setInputFiles(inFolder('changed.json'));
  await eventually(
    () => panelText(page, 'cohort-problem'),
    text => text.includes('The file is no reference cohort'),
  );
  expect(await panelText(page, 'immune-score-stroma')).toContain('50.0 %');
  await byTestId(page, 'immune-ratio').scrollIntoViewIfNeeded();
  await picture('ratio');
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});

/** The digits of the densities and scores of the cards with these names. */
const numbersOf = async (page: Page, prefix: string) =>
  Promise.all(
    ['densities', 'score-stroma', 'score-tumour', 'ratio'].map(async card =>
      (await panelText(page, `${prefix}-${card}`)).match(/\d[\d,.]*/g)?.join(' '),
    ),
  );

test('the scores are saved beside the CD3 slide and opened there: the same numbers, and nothing on screen changes', async () => {
  const { page } = session;
  const save = byTestId(page, 'immune-save');
  await save.locator('[data-cy="save-result"]').click();
  await eventually(
    () => save.innerText(),
    text => text.includes('Saved'),
  );
  const shown = await numbersOf(page, 'immune');
  await save.scrollIntoViewIfNeeded();
  await pictures(page, inFolder('pictures'), 'immune-save')('saved');
  await openStudy(page, server.url, 'pathology', await studyOf('20260102'));
  const hash = await finalHash(page);
  await unfold(page, 'archive');
  const version = byTestId(page, 'result-version');
  await version.waitFor({ timeout: 30_000 });
  expect(await version.innerText()).toMatch(/TIMEscope immune: indices \(version 1\)[\s\S]*by A\. Reader/);
  await version.locator('[data-cy="result-open"]').click();
  await byTestId(page, 'opened-immune').waitFor({ timeout: 30_000 });
  expect(await numbersOf(page, 'opened-immune')).toEqual(shown);
  expect(await panelText(page, 'opened-immune-others')).toContain('has no cut-off for CD3');
  expect(await finalHash(page)).toBe(hash);
  await byTestId(page, 'opened-immune').scrollIntoViewIfNeeded();
  await pictures(page, inFolder('pictures'), 'immune-save')('opened');
  await byTestId(page, 'opened-immune-close').click();
  expect(await byTestId(page, 'opened-immune').count()).toBe(0);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
