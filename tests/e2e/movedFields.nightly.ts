import { newRgbRaster } from '@timescope/core/raster';
import type { RunningServer } from '@timescope/server/server';
import { jest } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openStudy, type BrowserSession } from '../harness/browser';
import { studyOfDay, writeDrawnStudy } from '../harness/drawnStudy';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { pictures, unfold } from '../harness/pathologistSession';
import { byTestId, eventually, panelText, viewportBox } from '../harness/slidePage';

jest.setTimeout(120_000);

const [WIDTH, HEIGHT] = [1600, 2000] as const;

let folder: string;
let server: RunningServer;
let session: BrowserSession;
const inFolder = (name: string) => path.join(folder, name);

/** An H&E slide of 1.6 x 2 mm: one block of tissue, and its areas: stripes of tumour in stroma on the left, stroma alone on the right. */
async function writeStromaSlide(): Promise<void> {
  const rgb = newRgbRaster(WIDTH, HEIGHT);
  const isOn = (x: number, y: number) => x > 100 && x < 1500 && y > 100 && y < 1900;
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      rgb.values.set(isOn(x, y) ? [200 + ((x * 7 + y * 13) % 25), 130, 180] : [242, 242, 243], 3 * (y * WIDTH + x)); // prettier-ignore
  await writeDrawnStudy(folder, { name: 'HandE', rgb, mpp: 1, date: '20260104' });
  const area = (name: string, left: number, right: number) => ({
    type: 'Feature',
    geometry: {
      type: 'Polygon',
      coordinates: [[[left, 100], [right, 100], [right, 1900], [left, 1900], [left, 100]]], // prettier-ignore
    },
    properties: { classification: { name } },
  });
  const nests = Array.from({ length: 9 }, (_, k) => area('Tumor', 150 + 112 * k, 195 + 112 * k));
  const features = [area('Stroma', 100, 1500), ...nests];
  await writeFile(inFolder('areas.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
}

beforeAll(async () => {
  const drawn = async (into: string) => {
    folder = into;
    await mkdir(inFolder('data'));
    await writeStromaSlide();
    return inFolder('data');
  };
  ({ server, session } = await openViewer('pathology', drawn, { width: 1500, height: 800 }));
});

afterAll(closeViewers);

test('a field of the H&E ratio that is dragged into the stroma is read anew, marked as moved, and put back by Undo', async () => {
  const { page } = session;
  const picture = pictures(page, inFolder('pictures'), 'fields');
  await openStudy(page, server.url, 'pathology', await studyOfDay(server.url, '20260104'));
  await unfold(page, 'step-regions');
  await byTestId(page, 'regions-file').setInputFiles(inFolder('areas.geojson'));
  await byTestId(page, 'region').first().waitFor();
  await unfold(page, 'step-tissue-map');
  await byTestId(page, 'map-tissue').click();
  await byTestId(page, 'map-legend').waitFor({ timeout: 60_000 });
  await byTestId(page, 'map-show').click();
  await unfold(page, 'step-he');
  await byTestId(page, 'propose-fields').click();
  const list = () => panelText(page, 'fields-ratio');
  const proposed = await eventually(list, text => text.includes('Field 3'), 10_000);
  const field = byTestId(page, 'field-ratio-1');
  await field.click();
  const { x, y, width, height } = await viewportBox(page);
  const middle = [x + width / 2, y + height / 2] as const;
  // The field fills four fifths of the view's height: this is its left border.
  await page.mouse.move(middle[0] - 0.4 * height, middle[1]);
  await page.mouse.down();
  await page.mouse.move(middle[0] + 0.42 * width, middle[1], { steps: 5 });
  await page.mouse.up();
  const moved = await eventually(list, text => text.includes('moved by you'));
  const ratioOf = (text: string) => Number(/(\d+) % stroma/.exec(text)?.[1]);
  expect(ratioOf(moved)).toBeGreaterThan(ratioOf(proposed));
  await picture('moved');
  await field.press('ArrowLeft');
  await byTestId(page, 'undo').click();
  await eventually(list, text => text === moved);
  await byTestId(page, 'undo').click();
  await eventually(list, text => text === proposed);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
