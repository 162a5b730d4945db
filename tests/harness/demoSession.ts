import type { RunningServer } from '@timescope/server/server';
import path from 'node:path';
import type { BrowserSession } from './browser';
import { testCorrectingAndSigning } from './correctAndSign';
import { demoStudies } from './demoStudies';
import { closeViewers, openViewer } from './openedViewer';
import { finalHash, nameReader, pictures, readScores, unfold } from './pathologistSession';
import { byTestId, eventually, overlayPixels, panelText, zoomTo, type SlideView } from './slidePage';

/** Seconds on an idle machine; a loaded one may take ten times as long. Ours. */
const INSPECTED_MS = 40_000;
const FIRST_CELLS_MS = 40_000;

/** Tumour and stroma of the demonstration slide, not far from its middle. */
const FIELD: SlideView = { resolution: 2, rotation: 0, centre: [11_500, 4900] };

/**
 * A pathologist's session on the demonstration slide, a test a step: marker, stain check, test field, and the second half
 * of the session on that field; or, as the nightly run does, on the whole slide.
 */
export function testDemoSession(area: 'field' | 'slide'): void {
  let folder: string;
  let data: string;
  let server: RunningServer;
  let session: BrowserSession;
  let look: (step: string) => Promise<void>;

  beforeAll(async () => {
    data = await demoStudies();
    ({ folder, server, session } = await openViewer('pathology', () => data, { width: 1440, height: 960 }));
    look = pictures(session.page, folder, `demo-${area}`);
  });

  afterAll(closeViewers);

  test('1. the reader gives a name and the marker; tissue is found before anything is measured', async () => {
    const { page } = session;
    await nameReader(page, 'A. Reader');
    await byTestId(page, 'marker').selectOption('ki67');
    await eventually(
      () => panelText(page, 'step-tissue-title'),
      text => /mm² \(\d+\.\d % of the slide\)$/.test(text),
      INSPECTED_MS,
    );
    await look('marker');
  });

  test('2. the stain check says with what is scored, and the DAB channel is shown alone', async () => {
    const { page } = session;
    await unfold(page, 'step-stain');
    expect(await panelText(page, 'stain-source')).toMatch(/\w/);
    await zoomTo(page, FIELD);
    for (let press = 0; press < 2; press++) await page.keyboard.press('c');
    await eventually(
      () => page.locator('canvas[data-cy="channel-layer"]').getAttribute('data-missing'),
      missing => missing === '0',
      60_000,
    );
    await look('dab-channel');
    for (let press = 0; press < 2; press++) await page.keyboard.press('c');
  });

  test('3. a run on the whole slide shows its first cells within seconds; Escape keeps nothing of it', async () => {
    const { page } = session;
    const began = Date.now();
    await byTestId(page, 'measure-slide').click();
    await byTestId(page, 'cells-so-far').waitFor({ timeout: FIRST_CELLS_MS });
    process.stderr.write(`First cells of the slide after ${Date.now() - began} ms.\n`);
    await look('first-cells');
    await page.keyboard.press('Escape');
    await byTestId(page, 'ihc-cancelled').waitFor();
    expect(await byTestId(page, 'result').count()).toBe(0);
  });

  test('4. a test field is measured, and its cells are drawn', async () => {
    const { page } = session;
    await page.keyboard.press('m');
    await finalHash(page);
    expect(await panelText(page, 'step-result-title')).toContain('field');
    expect((await readScores(page)).cells).toBeGreaterThan(100);
    expect(await overlayPixels(page)).toBeGreaterThan(1000);
    await look('test-field');
  });

  if (area === 'slide')
    test('5. the whole slide is measured', async () => {
      const { page } = session;
      await byTestId(page, 'measure-slide').click();
      await byTestId(page, 'time-left').waitFor({ timeout: 120_000 });
      await look('run');
      await byTestId(page, 'run').waitFor({ state: 'detached', timeout: 900_000 });
      await finalHash(page);
      expect(await panelText(page, 'step-result-title')).toContain('whole slide');
      expect((await readScores(page)).cells).toBeGreaterThan(50_000);
      await zoomTo(page, FIELD);
      await look('slide');
    });

  testCorrectingAndSigning({
    test,
    stepsBefore: area === 'slide' ? 5 : 4,
    opened: () => ({ session, serverUrl: server.url, slide: path.join(data, 'slide'), folder, look }),
    view: FIELD,
    corners: [
      [-200, -200],
      [-20, -180],
      [0, -20],
      [-180, -40],
    ],
  });
}
