import { jest } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { BrowserSession } from '../harness/browser';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { photographAsSlide } from '../harness/photograph';
import { testOnRealData } from '../harness/sharedData';
import { byTestId, colouredPixels, dropFile, eventually, panelText } from '../harness/slidePage';
import { clickCorners, dragOnSlide } from '../harness/slidePointer';

jest.setTimeout(180_000);

let folder: string;
let session: BrowserSession;

beforeAll(async () => {
  ({ folder, session } = await openViewer('pathology', photographAsSlide, { width: 1280, height: 1000 }));
  await byTestId(session.page, 'step-regions-title').click();
  await byTestId(session.page, 'draw-polygon').waitFor();
});

afterAll(closeViewers);

const regions = async (page: Page): Promise<readonly string[]> =>
  (await byTestId(page, 'region-select').allInnerTexts()).map(text => text.split('\n')[0] ?? '');

const areas = async (page: Page): Promise<readonly number[]> =>
  (await byTestId(page, 'region-area').allInnerTexts()).map(parseFloat);

async function cellsOfResult(page: Page): Promise<number> {
  const [, total = 'none'] = /of ([\d,]+) cells\b(?! in)/.exec(await panelText(page, 'result')) ?? [];
  return Number(total.replaceAll(',', ''));
}

testOnRealData('a polygon clicked on the slide is a region with a role, a name, and undo', async () => {
  const { page } = session;
  await byTestId(page, 'new-region-role').selectOption('tumour');
  await byTestId(page, 'draw-polygon').click();
  await clickCorners(page, [
    [-300, -250],
    [-50, -280],
    [20, -140],
    [-80, -20],
    [-280, -40],
  ]);
  await page.keyboard.press('Enter');
  await eventually(
    () => regions(page),
    names => names.join() === 'Tumour 1',
  );
  // The panel lists it at once, the slide shows it with the map's next frame.
  await eventually(
    () => colouredPixels(page, 'region-overlay'),
    pixels => pixels > 500,
  );
  await byTestId(page, 'region-name').fill('Nest at the lumen');
  await page.keyboard.press('Enter');
  await eventually(
    () => regions(page),
    names => names.join() === 'Nest at the lumen',
  );
  await byTestId(page, 'region-role').selectOption('region');
  expect(await panelText(page, 'area-drawn')).toContain('mm²');
  await byTestId(page, 'region-select').focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await eventually(
    () => regions(page),
    names => names.join() === 'Tumour 1',
  );
  expect(session.pageErrors).toEqual([]);
});

testOnRealData('the drawn tumour is measured alone, as tumour', async () => {
  const { page } = session;
  await byTestId(page, 'area-drawn').locator('input').check();
  await byTestId(page, 'measure-here').click();
  await byTestId(page, 'score-hash').waitFor({ state: 'attached', timeout: 90_000 });
  const text = await panelText(page, 'result');
  expect(text).toContain('in the tumour compartment');
  expect(await cellsOfResult(page)).toBeLessThan(200);
});

testOnRealData('the brush paints a stroke a step, its size has keys, the eraser divides', async () => {
  const { page } = session;
  await byTestId(page, 'new-region-role').selectOption('stroma');
  await byTestId(page, 'region-select').first().click();
  await page.keyboard.press('b');
  await page.keyboard.press(']');
  expect(await panelText(page, 'brush-size')).toBe('150 µm');
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  expect(await panelText(page, 'brush-size')).toBe('50 µm');
  if ((await byTestId(page, 'new-region').count()) > 0) await byTestId(page, 'new-region').click();
  await dragOnSlide(page, [
    [150, 100],
    [300, 150],
  ]);
  await eventually(
    () => regions(page),
    names => names.join() === 'Tumour 1,Stroma 1',
  );
  const [, first = 0] = await areas(page);
  await dragOnSlide(page, [
    [300, 150],
    [300, 260],
  ]);
  const [, second = 0] = await eventually(
    () => areas(page),
    ([, now = 0]) => now > first,
  );
  await page.keyboard.press('e');
  await dragOnSlide(page, [
    [220, 60],
    [240, 220],
  ]);
  await eventually(
    () => areas(page),
    ([, now = 0]) => now < second,
  );
  await page.keyboard.press('Control+z');
  await eventually(
    () => areas(page),
    ([, now = 0]) => now === second,
  );
  await page.keyboard.press('Control+z');
  await eventually(
    () => areas(page),
    ([, now = 0]) => now === first,
  );
  await page.keyboard.press('Escape');
  expect(await byTestId(page, 'brush-size').count()).toBe(0);
});

testOnRealData('an area excluded after the measurement leaves its cells out at once', async () => {
  const { page } = session;
  await byTestId(page, 'measure-slide').click();
  await eventually(
    () => cellsOfResult(page),
    cells => cells > 900,
    90_000,
  );
  const before = await cellsOfResult(page);
  await byTestId(page, 'new-region-role').selectOption('exclude');
  await byTestId(page, 'draw-rectangle').click();
  await dragOnSlide(page, [
    [-300, -100],
    [300, 100],
  ]);
  const after = await eventually(
    () => cellsOfResult(page),
    cells => cells < before,
  );
  expect(await panelText(page, 'result')).toContain('left out after the measurement');
  await byTestId(page, 'measure-slide').click();
  const again = await eventually(
    async () => ((await byTestId(page, 'run-progress').count()) > 0 ? NaN : cellsOfResult(page)),
    cells => cells > 0 && cells !== before,
    90_000,
  );
  // Rescoring goes by the nucleus' centre, a measurement by the pixel under it.
  expect(Math.abs(again - after)).toBeLessThanOrEqual(0.01 * before);
  expect(await panelText(page, 'result')).not.toContain('left out after the measurement');
});

testOnRealData(
  "QuPath's areas are read in with their classes; another file is refused with a sentence",
  async () => {
    const { page } = session;
    const area = (name: string, x: number) => ({
      type: 'Feature',
      properties: { objectType: 'annotation', name: `${name} of QuPath`, classification: { name } },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [x, 100],
            [x + 300, 100],
            [x + 300, 400],
            [x, 400],
            [x, 100],
          ],
        ],
      },
    });
    const good = path.join(folder, 'areas.geojson');
    const features = [area('Stroma', 100), area('Ignore*', 900)];
    await writeFile(good, JSON.stringify({ type: 'FeatureCollection', features }));
    const count = (await regions(page)).length;
    await byTestId(page, 'regions-file').setInputFiles(good);
    await eventually(
      () => regions(page),
      names => names.length === count + 2,
    );
    expect((await regions(page)).slice(count)).toEqual(['Stroma of QuPath', 'Ignore* of QuPath']);
    expect(await panelText(page, 'regions-note')).toContain('2 regions read from areas.geojson.');
    await dropFile(page, 'regions', 'dropped.geojson', JSON.stringify(area('Control', 500)));
    await eventually(
      () => regions(page),
      names => names.length === count + 3,
    );
    expect((await regions(page)).at(-1)).toBe('Control of QuPath');
    const bad = path.join(folder, 'notes.json');
    await writeFile(bad, 'not json');
    await byTestId(page, 'regions-file').setInputFiles(bad);
    await byTestId(page, 'regions-problem').waitFor();
    expect(await panelText(page, 'regions-problem')).toContain('notes.json is no GeoJSON file.');
    expect(await regions(page)).toHaveLength(count + 3);
  },
);

testOnRealData(
  'a few lines train the classifier; its preview colours the field, and it is used once applied',
  async () => {
    const { page } = session;
    await byTestId(page, 'step-compartments-title').click();
    await byTestId(page, 'lines-tumour').click();
    await dragOnSlide(page, [
      [-300, -300],
      [-200, -280],
      [-120, -240],
    ]);
    await dragOnSlide(page, [
      [100, 200],
      [250, 240],
    ]);
    expect(await panelText(page, 'lines-missing')).toBe('Draw at least one line on stroma.');
    expect(await byTestId(page, 'train').isDisabled()).toBe(true);
    await byTestId(page, 'lines-stroma').click();
    await dragOnSlide(page, [
      [200, -300],
      [240, -200],
    ]);
    expect(await panelText(page, 'line-doubt')).toContain('Stroma has one line only');
    await byTestId(page, 'train').click();
    await byTestId(page, 'apply-classifier').waitFor({ timeout: 60_000 });
    await eventually(
      () => colouredPixels(page, 'compartment-preview'),
      pixels => pixels > 100_000,
      60_000,
    );
    await byTestId(page, 'apply-classifier').click();
    expect(await panelText(page, 'classifier-state')).toContain('In use from the next measurement on');
    await page.keyboard.press('l');
    await page.keyboard.press('Control+z');
    await byTestId(page, 'apply-classifier').waitFor();
    await page.keyboard.press('Control+Shift+z');
    await byTestId(page, 'stop-classifier').waitFor();
    await byTestId(page, 'measure-slide').click();
    await eventually(
      () => panelText(page, 'result'),
      text => /of [5-9]\d\d cells in the tumour compartment/.test(text),
      90_000,
    );
    await byTestId(page, 'preview').click();
    await eventually(
      () => colouredPixels(page, 'compartment-preview'),
      pixels => pixels === 0,
    );
    expect(session.pageErrors).toEqual([]);
  },
);

testOnRealData(
  'the tissue map by the trained classifier is corrected with the brush, and undo takes it back',
  async () => {
    const { page } = session;
    const squareMm = async (id: string, column: number): Promise<number> =>
      parseFloat(await byTestId(page, id).locator('td').nth(column).innerText());
    await byTestId(page, 'step-tissue-map-title').click();
    await byTestId(page, 'map-tissue').click();
    await byTestId(page, 'map-legend').waitFor({ timeout: 90_000 });
    expect(await panelText(page, 'map-source')).toContain('pixel classifier');
    const found = await squareMm('map-STR', 0);
    expect(found).toBeGreaterThan(0);
    const before = await squareMm('map-STR', 1);
    await byTestId(page, 'map-brush-STR').click();
    await dragOnSlide(page, [
      [-250, 200],
      [250, 200],
    ]);
    const painted = await eventually(
      () => squareMm('map-STR', 1),
      area => area !== before,
    );
    expect(painted).toBeGreaterThan(before);
    expect(await squareMm('map-STR', 0)).toBe(found);
    await page.screenshot({ path: path.join(folder, 'tissue-map.png') });
    await page.keyboard.press('Control+z');
    await eventually(
      () => squareMm('map-STR', 1),
      area => area === before,
    );
    expect(session.pageErrors).toEqual([]);
  },
);
