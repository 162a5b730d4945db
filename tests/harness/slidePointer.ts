import type { Page } from 'playwright-core';
import { viewportBox, zoomTo, type HostWindow } from './slidePage';

/** x, y: from the middle of the slide's viewport in css pixels, or on the slide in its pixels. */
export type Place = readonly [number, number];

/** On the page, in css pixels. */
export async function middleOfSlide(page: Page): Promise<Place> {
  const box = await viewportBox(page);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Presses at the first place, goes through the others and lets go. */
export async function dragOnSlide(page: Page, places: readonly Place[]): Promise<void> {
  const [x, y] = await middleOfSlide(page);
  for (const [index, [dx, dy]] of places.entries()) {
    await page.mouse.move(x + dx, y + dy, { steps: 5 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

export async function clickCorners(page: Page, corners: readonly Place[]): Promise<void> {
  const [x, y] = await middleOfSlide(page);
  for (const [dx, dy] of corners) {
    await page.mouse.move(x + dx, y + dy, { steps: 3 });
    await page.mouse.down();
    await page.mouse.up();
  }
}

/** Brings a place of the slide into view and clicks it: at the slide's edge it is not in the middle. */
export async function clickOnSlide(page: Page, centre: Place): Promise<void> {
  await zoomTo(page, { resolution: 0.4, rotation: 0, centre });
  const [x, y] = await page.evaluate(([px, py]) => {
    const { microscopyService } = (window as unknown as HostWindow).services;
    const map = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
    const { left, top } = document.querySelector('.ol-viewport')?.getBoundingClientRect() ?? new DOMRect();
    const pixel = map?.getPixelFromCoordinate([px, -(py + 1)]) ?? [NaN, NaN];
    return [left + pixel[0], top + pixel[1]] as const;
  }, centre);
  await page.mouse.click(x, y);
}

/** In the coordinates of the viewer's map. */
export const centreOfMap = (page: Page): Promise<[number, number]> =>
  page.evaluate(() => {
    const { microscopyService } = (window as unknown as HostWindow).services;
    return microscopyService.getAllManagedViewers()[0]?.viewer.getMap().getView().getCenter() ?? [NaN, NaN];
  });

/** Middle of what the layer of the selection colours in the view as it is now, on the page; undefined where nothing is. */
export const middleOfMark = (page: Page): Promise<{ x: number; y: number } | undefined> =>
  page.evaluate(() => {
    const { microscopyService } = (window as unknown as HostWindow).services;
    // A busy machine draws the next frame late: what stands on the canvas may be of the view before.
    microscopyService.getAllManagedViewers()[0]?.viewer.getMap().renderSync();
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-cy="selection-overlay"]');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || canvas.style.display === 'none') return undefined;
    const { left, top } = canvas.getBoundingClientRect();
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let [x, y, count] = [0, 0, 0];
    for (let at = 3; at < data.length; at += 4) {
      if (data[at] === 0) continue;
      x += ((at - 3) / 4) % canvas.width;
      y += Math.floor((at - 3) / 4 / canvas.width);
      count++;
    }
    return count === 0 ? undefined : { x: left + x / count, y: top + y / count };
  });
