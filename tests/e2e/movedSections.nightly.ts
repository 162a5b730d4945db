import { toScene, toSection, type Deformation } from '@timescope/synthetic/tissue/deformation';
import { jest } from '@jest/globals';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { MPP } from '../harness/tissueSections';
import { confirmSections, measureSection, openSection } from '../harness/immuneSession';
import { closeViewers, openViewer, type OpenedViewer } from '../harness/openedViewer';
import { nameReader, pictures, unfold } from '../harness/pathologistSession';
import { byTestId, eventually, panelText, viewportBox, zoomTo, type HostWindow } from '../harness/slidePage';
import { writeSmallSections } from '../harness/smallSections';

jest.setTimeout(400_000);

/** The CD8 section is turned by three degrees and lies 60 um beside the CD3 section. */
const CD8_LIES: Deformation = {
  ...{ degrees: 3, stretch: [1, 1], bendUm: 0, bendSeed: 1 },
  ...{ shiftUm: [310, 10], centreUm: [512, 384] },
};

let viewer: OpenedViewer;
let truth: Awaited<ReturnType<typeof writeSmallSections>>;
let look: (step: string) => Promise<void>;

beforeAll(async () => {
  viewer = await openViewer(
    'pathology',
    async folder => {
      truth = await writeSmallSections(folder, CD8_LIES);
      return path.join(folder, 'data');
    },
    { width: 1440, height: 960 },
  );
  look = pictures(viewer.session.page, path.join(viewer.folder, 'pictures'), 'moved-sections');
});

afterAll(closeViewers);

/** Takes a field, which fills four fifths of the view's height, by its left border. */
async function dragField(page: Page, across: number): Promise<void> {
  const { x, y, width, height } = await viewportBox(page);
  const middle = [x + width / 2, y + height / 2] as const;
  await page.mouse.move(middle[0] - 0.4 * height, middle[1]);
  await page.mouse.down();
  await page.mouse.move(middle[0] - 0.4 * height + across, middle[1], { steps: 5 });
  await page.mouse.up();
}

test('a field of the immune score is dragged on the CD3 and on the CD8 slide: it is counted where it lies, marked, and put back by Undo', async () => {
  const { page } = viewer.session;
  await nameReader(page, 'A. Reader');
  await confirmSections(page);
  await measureSection(page, 'cd3', path.join(viewer.folder, 'areas.geojson'));
  await measureSection(page, 'cd8', path.join(viewer.folder, 'areas-cd8.geojson'));
  await byTestId(page, 'field-um').fill('100');
  await byTestId(page, 'margin-um').fill('100');
  // The first one of CD8 lies at the slide's edge, where the view cannot be centred on it.
  for (const [marker, field] of [
    ['cd3', 1],
    ['cd8', 2],
  ] as const) {
    await openSection(page, marker);
    const list = () => panelText(page, 'fields-score');
    const proposed = await eventually(list, text => text.includes('Margin 4'), 30_000);
    // A slide that was just opened is fitted into the viewport first.
    await zoomTo(page, { resolution: 1, rotation: 0 });
    await byTestId(page, `field-centre-${field}`).click();
    const { height } = await viewportBox(page);
    await dragField(page, 0.3 * height);
    const moved = await eventually(list, text => text.includes('moved by you'));
    const valueOf = (text: string) => new RegExp(`Centre ${field}\\s+([^\\n]+)`).exec(text)?.[1];
    expect(valueOf(moved)).toMatch(/^[\d,]+\/mm², \d+ positive in 0\.\d{3} mm²/);
    await look(`dragged-${marker}`);
    expect(await panelText(page, 'immune')).toContain(
      `On the ${marker.toUpperCase()} slide these fields were put by a reader, not by the tool: centre ${field}.`,
    );
    await byTestId(page, 'undo').click();
    await eventually(list, text => text === proposed);
  }
});

/** Moves the CD3 slide to a place, in micrometres. @returns where the CD8 slide stands then, on its own */
async function followed(page: Page, at: readonly [number, number]): Promise<readonly [number, number]> {
  const cd3 = await byTestId(page, 'section-cd3').inputValue();
  return page.evaluate(
    ([[x, y], mpp, series]) => {
      const { microscopyService } = (window as unknown as HostWindow).services;
      const viewers = microscopyService.getAllManagedViewers();
      const moved = viewers.find(({ seriesInstanceUID }) => seriesInstanceUID === series);
      const other = viewers.find(({ seriesInstanceUID }) => seriesInstanceUID !== series);
      if (!moved || !other) throw new Error('two slides were expected');
      const view = moved.viewer.getMap().getView();
      // Near enough that the view stays within the slide.
      view.setResolution(0.8);
      view.setCenter([x / mpp, -(y / mpp + 1)]);
      const [otherX, otherY] = other.viewer.getMap().getView().getCenter();
      return [otherX * mpp, -(otherY + 1) * mpp] as const;
    },
    [at, MPP, cd3] as const,
  );
}

const placeOnCd8 = ([x, y]: readonly [number, number]) =>
  toSection(truth.cd8.deformation, ...toScene(truth.cd3.deformation, x, y));

test('sections side by side are linked by the tumour that is drawn on both: a place of one is found on the other within a cell of the map, 37 um', async () => {
  const { page, pageErrors } = viewer.session;
  await openSection(page, 'cd3');
  await unfold(page, 'step-compare');
  await byTestId(page, 'compare-look').click();
  const cd8 = byTestId(page, 'compare-slide').locator('option', { hasText: 'CD8' });
  await cd8.first().waitFor({ state: 'attached', timeout: 30_000 });
  await byTestId(page, 'compare-slide').selectOption((await cd8.first().getAttribute('value')) ?? '');
  await byTestId(page, 'compare-beside').click();
  const viewports = () =>
    page.evaluate(
      () => (window as unknown as HostWindow).services.microscopyService.getAllManagedViewers().length,
    );
  await eventually(viewports, count => count === 2, 60_000);
  const link = byTestId(page, 'link-views');
  await link.waitFor({ timeout: 30_000 });
  await link.focus();
  await page.keyboard.press('Enter');
  await byTestId(page, 'linked-views').waitFor({ timeout: 90_000 });
  expect(await panelText(page, 'linked-views')).toMatch(
    /^Linked \(.*\): the borders of the tumour on both slides lie \d+ µm apart/,
  );
  await look('linked');
  for (const place of [
    [300, 300],
    [500, 400],
    [350, 600],
  ] as const) {
    // prettier-ignore
    const [x, y] = await followed(page, place);
    const [trueX, trueY] = placeOnCd8(place);
    expect(Math.hypot(x - trueX, y - trueY)).toBeLessThan(37);
  }
  expect(pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
