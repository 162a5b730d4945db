import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { BrowserSession } from '../harness/browser';
import { timescope } from '../harness/commandLine';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { MPP, PHOTOGRAPH, photographAsSlide } from '../harness/photograph';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, overlayPixels, panelText } from '../harness/slidePage';

jest.setTimeout(240_000);

let session: BrowserSession;

beforeAll(async () => {
  ({ session } = await openViewer('pathology', photographAsSlide, { width: 1280, height: 1000 }));
  await byTestId(session.page, 'measure-slide').click();
  await byTestId(session.page, 'score-hash').waitFor({ timeout: 120_000 });
  await byTestId(session.page, 'density-histogram').scrollIntoViewIfNeeded();
});

afterAll(closeViewers);

const line = (page: Page, grade: number) => byTestId(page, `threshold-line-${String(grade)}`);

const valueOf = async (page: Page, grade: number): Promise<number> =>
  Number(await line(page, grade).getAttribute('aria-valuenow'));

/** Drags a line to the right (or left) by css pixels, in steps as a hand does; the button stays down. */
async function dragBy(page: Page, grade: number, pixels: number): Promise<void> {
  const box = await line(page, grade).boundingBox();
  if (!box) throw new Error('The line is not on the screen.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.8] as const;
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 4; step++) await page.mouse.move(x + (pixels * step) / 4, y);
}

/** Undefined while it is being computed. */
const hashOf = async (page: Page): Promise<string | null | undefined> =>
  (await byTestId(page, 'score-hash').count()) === 0
    ? undefined
    : byTestId(page, 'score-hash').getAttribute('data-full');

testOnRealData(
  'a dragged line moves scores at once, and the hash becomes that of the command line',
  async () => {
    const { page } = session;
    const before = await panelText(page, 'percent-positive');
    await dragBy(page, 1, 30);
    const moved = await valueOf(page, 1);
    expect(moved).toBeGreaterThan(0.15);
    expect(moved).toBeLessThan(0.3);
    const during = await panelText(page, 'percent-positive');
    expect(parseFloat(during)).toBeLessThan(parseFloat(before));
    expect(await panelText(page, 'scores-now')).toContain(during);
    await page.mouse.up();
    await byTestId(page, 'score-hash').waitFor({ timeout: 60_000 });
    const scored = JSON.parse(
      await timescope(
        ...['score', sharedData(PHOTOGRAPH), '--mpp', MPP, '--marker', 'ki67', '--json'],
        ...['--positive-threshold', `${String(moved)},0.3,0.5`],
      ),
    ) as { hash: string };
    await eventually(
      () => hashOf(page),
      hash => hash === scored.hash,
      60_000,
    );
    expect(await panelText(page, 'tool-percentPositive')).toBe(`tool: ${before}`);
    expect(await panelText(page, 'reader-changed')).toContain(moved.toFixed(2));
  },
);

testOnRealData('colours of the cells follow', async () => {
  const { page } = session;
  const yellow = () =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-cy="cell-overlay"]');
      const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let at = 0; at < pixels.length; at += 4)
        if ((pixels[at] ?? 0) > 200 && (pixels[at + 1] ?? 0) > 180 && (pixels[at + 2] ?? 0) < 140) count++;
      return count;
    });
  const before = await yellow();
  expect(await overlayPixels(page)).toBeGreaterThan(1000);
  await dragBy(page, 1, -38);
  await page.mouse.up();
  await byTestId(page, 'score-hash').waitFor({ timeout: 60_000 });
  expect(await yellow()).toBeGreaterThan(2 * before);
});

testOnRealData('a line is stopped by its neighbour', async () => {
  const { page } = session;
  await dragBy(page, 2, 200);
  await page.mouse.up();
  expect(await valueOf(page, 2)).toBe(0.5);
});

testOnRealData('arrow keys, typed numbers, undo and reset', async () => {
  const { page } = session;
  await line(page, 3).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
  expect(await valueOf(page, 3)).toBe(0.53);
  await byTestId(page, 'threshold-field-2').fill('0.41');
  await page.keyboard.press('Enter');
  expect(await valueOf(page, 2)).toBe(0.41);
  await byTestId(page, 'undo').click();
  expect(await valueOf(page, 2)).toBe(0.5);
  await byTestId(page, 'reset-thresholds').click();
  expect(await Promise.all([1, 2, 3].map(grade => valueOf(page, grade)))).toEqual([0.1, 0.3, 0.5]);
  await byTestId(page, 'score-hash').waitFor({ timeout: 60_000 });
  expect(await byTestId(page, 'reader-changed').count()).toBe(0);
  expect(session.pageErrors).toEqual([]);
});
