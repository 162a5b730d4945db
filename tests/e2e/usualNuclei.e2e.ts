import { jest } from '@jest/globals';
import { pngOf } from '@timescope/runtime/encode/png';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { timescope } from '../harness/commandLine';
import { closeViewers, openViewer, type OpenedViewer } from '../harness/openedViewer';
import { nameReader, pictures } from '../harness/pathologistSession';
import { byTestId, eventually, panelText } from '../harness/slidePage';

jest.setTimeout(180_000);

/** 0.04 mm2. */
const EDGE = 400;

let opened: OpenedViewer;
let field: string;
beforeAll(async () => {
  opened = await openViewer('pathology', smallSlide, { width: 1440, height: 960 });
  await nameReader(opened.session.page, 'A. Reader');
  await byTestId(opened.session.page, 'marker').selectOption('er');
});
afterAll(closeViewers);

async function smallSlide(folder: string): Promise<string> {
  field = path.join(folder, 'field.png');
  await writeFile(field, await pngOf(drawnSlide(EDGE, EDGE, randomDiscs(EDGE, EDGE, 160, 5))));
  const slide = path.join(folder, 'slide');
  await timescope('dicomize', field, '--mpp', '0.5', '--out', slide);
  return slide;
}

const measured = async (...options: string[]) =>
  (
    JSON.parse(
      await timescope('score', ...[field, '--mpp', '0.5', '--marker', 'er', '--json', ...options]),
    ) as { hash: string }
  ).hash;

test('on a small slide the network beside the classical detector is the default, with the score hash of the command line', async () => {
  const { page } = opened.session;
  expect(await chosen()).toBe('nuclei-unet-small with classical (default)');
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'score-hash').waitFor({ timeout: 90_000 });
  expect(await byTestId(page, 'score-hash').getAttribute('data-full')).toBe(await measured());
  await pictures(page, opened.folder, 'usual-nuclei')('measured');
});

const chosen = () =>
  byTestId(opened.session.page, 'nuclei-by').evaluate(
    select => (select as HTMLSelectElement).selectedOptions[0]?.text,
  );

test('the classical detector is one choice away and measured as on the command line', async () => {
  const { page } = opened.session;
  const choice = byTestId(page, 'nuclei-by');
  const networks = await byTestId(page, 'score-hash').getAttribute('data-full');
  await choice.selectOption('classical');
  expect(await panelText(page, 'nuclei-card')).toContain('The fastest');
  await byTestId(page, 'measure-again').waitFor();
  await choice.selectOption('nuclei-unet-small+classical');
  await byTestId(page, 'measure-again').waitFor({ state: 'detached' });
  await choice.selectOption('classical');
  await byTestId(page, 'measure-slide').click();
  const classical = await measured('--nuclei', 'classical');
  expect(classical).not.toBe(networks);
  await page.locator(`[data-cy="score-hash"][data-full="${classical}"]`).waitFor({ timeout: 60_000 });
});

test('a network that the site holds no more is shown as itself, and the default can be chosen', async () => {
  const { page } = opened.session;
  const choice = byTestId(page, 'nuclei-by');
  await choice.selectOption('nuclei-unet-small');
  expect(await chosen()).toBe('nuclei-unet-small alone');
  await eventually(
    () => panelText(page, 'draft'),
    text => text.startsWith('Saved'),
  );
  await page.route('**/models/index.json', route => route.fulfill({ json: ['nuclei-triple-unet'] }));
  await page.reload();
  await choice.waitFor({ timeout: 60_000 });
  await page.locator('[data-cy="nuclei-by"]:has-text("not here")').waitFor();
  expect(await chosen()).toMatch(/^nuclei-unet-small [\d.]+ alone \(not here\)$/);
  expect(await panelText(page, 'nuclei-card')).toContain('choose one that is here');
  const picture = pictures(page, opened.folder, 'absent-network');
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'ihc-problem').waitFor();
  expect(await panelText(page, 'ihc-problem')).toMatch(
    /The site does not hold the network nuclei-unet-small that was asked for\. Choose one that is here/,
  );
  await picture('asked');
  await choice.selectOption('classical');
  expect(await chosen()).toBe('Classical (default)');
  expect(await panelText(page, 'nuclei-card')).toContain('not here with the weights that were measured');
  await picture('default');
  await byTestId(page, 'marker').selectOption('ki67');
  await byTestId(page, 'measure-slide').click();
  const classical = await measured('--marker', 'ki67', '--nuclei', 'classical');
  await page.locator(`[data-cy="score-hash"][data-full="${classical}"]`).waitFor({ timeout: 60_000 });
});
