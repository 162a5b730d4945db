import { readPlainImage } from '@timescope/runtime/decode/node';
import type { Locator, Page } from 'playwright-core';

/** What the pathology tests do with the page of a slide. The host leaves its services on the window. */
export interface HostWindow {
  readonly commandsManager: { runCommand(name: string, options: object, context: string): void };
  readonly services: {
    readonly microscopyService: {
      getAllManagedViewers(): { seriesInstanceUID: string; viewer: { getMap(): OpenLayersMap } }[];
    };
  };
}
interface OpenLayersMap {
  getPixelFromCoordinate(coordinate: [number, number]): [number, number] | null;
  getView(): {
    getCenter(): [number, number];
    setResolution(value: number): void;
    setRotation(value: number): void;
    setCenter(value: [number, number]): void;
  };
  renderSync(): void;
  once(event: string, listener: () => void): void;
}

export interface SlideView {
  /** Slide pixels a screen pixel. */
  readonly resolution: number;
  /** Radians. */
  readonly rotation: number;
  /** In pixels of the full-resolution image; where it is when absent. */
  readonly centre?: readonly [number, number];
}

type Ring = readonly (readonly [number, number])[];

export const byTestId = (page: Page, id: string): Locator => page.locator(`[data-cy="${id}"]`);

/** What stands in a place of the panel, also inside a closed fold, where nothing is laid out. */
export async function panelText(page: Page, id: string): Promise<string> {
  const place = byTestId(page, id);
  return (await place.innerText()) || ((await place.textContent()) ?? '');
}

/** Waits until the browser has stored the signed version on screen. */
export const signedAndStored = (page: Page): Promise<string> =>
  eventually(
    () => panelText(page, 'draft'),
    text => /^Version \d+, signed$/.test(text),
    30_000,
  );

/** Sets the view and waits until the slide is drawn in it. */
export async function zoomTo(page: Page, view: SlideView): Promise<void> {
  await page.evaluate(
    ({ resolution, rotation, centre }) =>
      new Promise<void>(resolve => {
        const { microscopyService } = (window as unknown as HostWindow).services;
        const map = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
        if (!map) throw new Error('no slide');
        map.once('rendercomplete', () => resolve());
        map.getView().setResolution(resolution);
        map.getView().setRotation(rotation);
        if (centre) map.getView().setCenter([centre[0], -(centre[1] + 1)]);
        map.renderSync();
      }),
    view,
  );
}

/** Two clicks of the stock rectangle tool, at points measured from the middle of the slide's viewport. */
export async function drawBox(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.evaluate(() =>
    (window as unknown as HostWindow).commandsManager.runCommand(
      'setToolActive',
      { toolName: 'box' },
      'MICROSCOPY',
    ),
  );
  const box = await viewportBox(page);
  const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await page.mouse.click(middle[0] + from[0], middle[1] + from[1]);
  await page.mouse.move(middle[0] + to[0], middle[1] + to[1], { steps: 8 });
  // Two clicks at once would be a double click.
  await page.waitForTimeout(400);
  await page.mouse.click(middle[0] + to[0], middle[1] + to[1]);
}

/** Drops a file on a part of the page, as from a folder's window. */
export function dropFile(page: Page, id: string, name: string, text: string): Promise<void> {
  return byTestId(page, id).evaluate(
    (place, file) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([file.text], file.name));
      // As a hand does it; the host's own drag and drop counts the entries.
      for (const type of ['dragenter', 'dragover', 'drop'])
        place.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    { name, text },
  );
}

/** Number of pixels that the cells' layer has coloured. */
export const overlayPixels = (page: Page): Promise<number> => colouredPixels(page, 'cell-overlay');

/** The same of another layer of ours. */
export function colouredPixels(page: Page, layer: string): Promise<number> {
  return page.evaluate(name => {
    const canvas = document.querySelector<HTMLCanvasElement>(`canvas[data-cy="${name}"]`);
    if (!canvas || canvas.style.display === 'none') return 0;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let coloured = 0;
    for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) > 0) coloured++;
    return coloured;
  }, layer);
}

/**
 * Compares what is drawn with what is seen, through the map's own conversion of coordinates: of the nuclei well inside
 * the view, how many have the layer's colour along their outline, and how many are dark in the middle on the screen.
 * @param nuclei rings in pixels of the full-resolution image
 * @param file where the screen shot is kept
 */
export async function overlayOnNuclei(page: Page, nuclei: readonly Ring[], file: string) {
  const found = await page.evaluate(rings => {
    const { microscopyService } = (window as unknown as HostWindow).services;
    const map = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-cy="cell-overlay"]');
    const context = canvas?.getContext('2d');
    if (!map || !canvas || !context) throw new Error('no overlay');
    const isColoured = ([x, y]: readonly [number, number]) => {
      const around = context.getImageData(Math.round(x) - 1, Math.round(y) - 1, 3, 3).data;
      return around.some((value, at) => at % 4 === 3 && value > 0);
    };
    return rings.flatMap(ring => {
      const pixels = ring.flatMap(([x, y]) => {
        const pixel = map.getPixelFromCoordinate([x, -(y + 1)]);
        return pixel ? [pixel] : [];
      });
      const inside = pixels.every(
        ([x, y]) => x > 5 && y > 5 && x < canvas.clientWidth - 5 && y < canvas.clientHeight - 5,
      );
      if (!inside || pixels.length === 0) return [];
      const mean = (axis: 0 | 1) => pixels.reduce((sum, pixel) => sum + pixel[axis], 0) / pixels.length;
      return [{ middle: [mean(0), mean(1)] as const, isOutlined: pixels.every(isColoured) }];
    });
  }, nuclei);
  await page.keyboard.press('o');
  await page.waitForTimeout(300);
  await page.screenshot({ path: file });
  await page.keyboard.press('o');
  const screen = await readPlainImage(file);
  const viewport = await viewportBox(page);
  const overview = await page.locator('.ol-overviewmap').first().boundingBox();
  const seen = found.filter(({ middle: [x, y] }) => {
    const [px, py] = [x + viewport.x, y + viewport.y];
    return !(overview && px < overview.x + overview.width + 5 && py > overview.y - 5);
  });
  const isDark = ([x, y]: readonly [number, number]) => {
    const at = 3 * (Math.round(y + viewport.y) * screen.width + Math.round(x + viewport.x));
    return (
      ((screen.values[at] ?? 255) + (screen.values[at + 1] ?? 255) + (screen.values[at + 2] ?? 255)) / 3 < 130
    );
  };
  return {
    checked: seen.length,
    outlined: seen.filter(nucleus => nucleus.isOutlined).length,
    dark: seen.filter(nucleus => isDark(nucleus.middle)).length,
  };
}

/** Waits until a value that the page computes is as wanted; the last value is in the error. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
  milliseconds = 5000,
): Promise<Value> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (Date.now() > end) throw new Error(`It stayed at ${JSON.stringify(value)}.`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

export async function viewportBox(page: Page) {
  const box = await page.locator('.ol-viewport').first().boundingBox();
  if (!box) throw new Error('no slide on the page');
  return box;
}
