import type { Page } from 'playwright-core';

export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
}

export const cy = (page: Page, testId: string) => page.locator(`[data-cy="${testId}"]`);

/** Draws one closed line with the left mouse button, in CSS pixels of the page. */
export async function drawEllipse(page: Page, { x, y, radiusX, radiusY }: Ellipse): Promise<void> {
  const steps = 32;
  const at = (step: number): [number, number] => {
    const angle = (2 * Math.PI * step) / steps;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)];
  };
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step < steps; step++) await page.mouse.move(...at(step));
  await page.mouse.up();
}

/** The CSS rectangle of the page in which the viewport draws. */
export async function viewportRectangle(page: Page) {
  const rectangle = await page.locator('.viewport-element').first().boundingBox();
  if (!rectangle) throw new Error('The page shows no viewport.');
  return rectangle;
}

/** Outlined voxels as the panel counts them; 0 without an outline. */
export async function outlinedVoxels(page: Page): Promise<number> {
  const extent = cy(page, 'outline-extent');
  return (await extent.count()) === 0 ? 0 : Number(await extent.getAttribute('data-voxels'));
}

/** Lines that the host draws over the slice; the mask itself is no line. */
export const drawnLines = (page: Page): Promise<number> =>
  page.locator('.viewport-element svg.svg-layer > path').count();

export interface OverlayState {
  readonly isShown: boolean;
  /** Corners of the map's box in CSS pixels of the page: top left, top right, bottom left. */
  readonly corners: readonly (readonly [number, number])[];
  /** Canvas pixels that the map and its caption coloured. */
  readonly paintedPixels: number;
}

/** What the heat map's own canvas holds. */
export async function overlayState(page: Page): Promise<OverlayState> {
  return cy(page, 'gradcam-overlay').evaluate((element: HTMLCanvasElement) => {
    const { left, top } = element.getBoundingClientRect();
    const box = JSON.parse(element.dataset.box ?? '[]') as [number, number][];
    const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? {
      data: [],
    };
    let paintedPixels = 0;
    for (let alpha = 3; alpha < data.length; alpha += 4) if ((data[alpha] ?? 0) > 0) paintedPixels++;
    const corners = box.map(([x, y]): [number, number] => [x + left, y + top]);
    return { isShown: element.dataset.shown === 'true', corners, paintedPixels };
  });
}

/** Draws an ellipse in the middle of the viewport with the outline tool and gives the outlined voxels after it. */
export async function outlineEllipse(page: Page, radiusX: number, radiusY: number): Promise<number> {
  const before = await outlinedVoxels(page);
  await cy(page, 'tool-outline').click();
  await page.locator('[data-cy="tool-outline"][aria-pressed="true"]').waitFor({ timeout: 30_000 });
  const { x, y, width, height } = await viewportRectangle(page);
  await drawEllipse(page, { x: x + width / 2, y: y + height / 2, radiusX, radiusY });
  return otherVoxels(page, before);
}

/** Waits until the panel counts other voxels than before, and gives them. */
export async function otherVoxels(page: Page, before: number): Promise<number> {
  await page.waitForFunction(
    known =>
      Number(document.querySelector<HTMLElement>('[data-cy="outline-extent"]')?.dataset.voxels ?? 0) !==
      known,
    before,
    { timeout: 20_000 },
  );
  return outlinedVoxels(page);
}
