import { jest } from '@jest/globals';
import { drawnSectionStudy } from '../harness/drawnSectionStudy';
import { isNetworkFile, networkDownloads } from '../harness/networkDownloads';
import { closeViewers, openViewer, type OpenedViewer } from '../harness/openedViewer';
import { finalHash, openTissueMap, pictures, unfold } from '../harness/pathologistSession';
import { byTestId, eventually, panelText } from '../harness/slidePage';
import { dragOnSlide } from '../harness/slidePointer';

jest.setTimeout(240_000);

let opened: OpenedViewer;
let downloads: ReturnType<typeof networkDownloads>;
let picture: (step: string) => Promise<void>;

beforeAll(async () => {
  opened = await openViewer('pathology', drawnSectionStudy, { width: 1440, height: 960 });
  downloads = networkDownloads(opened.session.page);
  picture = pictures(opened.session.page, opened.folder, 'tissue-network');
});
afterAll(closeViewers);

test('a network is the first choice where nothing is drawn or trained; its map says source, steps and demonstration', async () => {
  const { page } = opened.session;
  const by = await openTissueMap(page);
  expect(await panelText(page, 'map-source-why')).toMatch(/^First choice: /);
  await by.selectOption('tiles-fast');
  expect(await panelText(page, 'map-source-why')).toBe('Chosen by you.');
  expect(await panelText(page, 'map-card')).toContain('Has seen generated tissue only');
  expect(opened.session.requests.filter(isNetworkFile)).toEqual([]);
  expect(await byTestId(page, 'map-steps').inputValue()).toBe('both');
  await byTestId(page, 'map-steps').selectOption('149');
  await byTestId(page, 'map-tissue').click();
  await byTestId(page, 'map-legend').waitFor({ timeout: 120_000 });
  expect(await panelText(page, 'map-source')).toMatch(/^Source: network tiles-fast .*demonstration weights/);
  expect(await panelText(page, 'map-demonstration')).toContain('has seen generated tissue only');
  expect(await byTestId(page, 'map-outdated').count()).toBe(0);
  await byTestId(page, 'map-source').scrollIntoViewIfNeeded();
  await picture('mapped');
  await byTestId(page, 'map-steps').selectOption('74');
  await byTestId(page, 'map-outdated').waitFor();
  await byTestId(page, 'map-steps').selectOption('149');
  expect(await byTestId(page, 'map-outdated').count()).toBe(0);
});

test('the map is corrected with a brush of each of its nine classes, chosen by key; what the network found stays beside it', async () => {
  const { page } = opened.session;
  const areas = (name: string) => byTestId(page, `map-${name}`).locator('td').allInnerTexts();
  const before = await byTestId(page, 'map-legend').innerText();
  expect(await byTestId(page, 'map-brush-MUC').innerText()).toBe('Mucus');
  await byTestId(page, 'map-brush-ADI').click();
  await page.keyboard.press('5');
  await eventually(
    () => byTestId(page, 'map-brush-MUC').getAttribute('aria-pressed'),
    isPressed => isPressed === 'true',
  );
  await dragOnSlide(page, [
    [-60, 0],
    [60, 0],
  ]);
  const [found = '', corrected = ''] = await eventually(
    () => areas('MUC'),
    ([was, is]) => was !== is,
  );
  expect(Number.parseFloat(corrected)).toBeGreaterThan(Number.parseFloat(found));
  expect(await panelText(page, 'map-source')).toContain('corrected by hand');
  await byTestId(page, 'map-legend').scrollIntoViewIfNeeded();
  await picture('nine-classes');
  await page.keyboard.press('Control+z');
  await eventually(
    () => byTestId(page, 'map-legend').innerText(),
    text => text === before,
  );
  await page.keyboard.press('Escape');
});

test('a map that is ended leaves the one before; drawn areas are a choice of their own', async () => {
  const { page } = opened.session;
  await byTestId(page, 'map-steps').selectOption('74');
  await byTestId(page, 'map-tissue').click();
  await byTestId(page, 'cancel-run').click();
  await byTestId(page, 'map-tissue').waitFor();
  expect(await panelText(page, 'map-source')).toContain('tiles-fast');
  expect(await byTestId(page, 'map-problem').count()).toBe(0);
});

test('what the network found is drawn and counted when measured; all that was fetched for it is below 20 MB', async () => {
  const { page } = opened.session;
  await byTestId(page, 'map-as-areas').click();
  await unfold(page, 'step-regions');
  await byTestId(page, 'region').first().waitFor();
  const drawn = await byTestId(page, 'region').count();
  expect(drawn).toBeGreaterThan(0);
  await picture('drawn');
  await byTestId(page, 'measure-slide').click();
  await finalHash(page);
  await picture('measured');
  const { engine, networks } = await downloads.megabytes();
  expect(networks).toBeGreaterThan(0.5);
  expect(engine + networks).toBeLessThan(20);
  await page.keyboard.press('Control+z');
  await eventually(
    () => byTestId(page, 'region').count(),
    count => count === 0,
  );
  expect(opened.session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
