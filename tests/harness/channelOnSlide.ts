import type { Page } from 'playwright-core';
import { eventually } from './slidePage';

/** Drawn with all tiles of the view. */
export async function channelDrawn(page: Page): Promise<void> {
  await eventually(
    () => page.locator('canvas[data-cy="channel-layer"]').getAttribute('data-missing'),
    missing => missing === '0',
    30_000,
  );
}

export interface OpenLayersWindow {
  readonly services: {
    readonly microscopyService: {
      getAllManagedViewers(): {
        viewer: { getMap(): { getPixelFromCoordinate(at: [number, number]): [number, number] | null } };
      }[];
    };
  };
}

export type Rgb = readonly [number, number, number];

/** What the channel's layer shows at points of the slide in matrix pixels; undefined outside of the view and under the legend. */
export function channelColoursAt(
  page: Page,
  points: readonly (readonly [number, number])[],
): Promise<(Rgb | undefined)[]> {
  return page.evaluate(all => {
    const { microscopyService } = (window as unknown as OpenLayersWindow).services;
    const map = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-cy="channel-layer"]');
    const context = canvas?.getContext('2d');
    if (!map || !canvas || !context) throw new Error('no channel');
    const picture = context.getImageData(0, 0, canvas.width, canvas.height).data;
    return all.map(([x, y]) => {
      const [px = -1, py = -1] = map.getPixelFromCoordinate([x, -(y + 1)]) ?? [];
      const isInView = px >= 0 && py >= 0 && px < canvas.width && py < canvas.height;
      const isUnderLegend = px < 200 && py < 70;
      if (!isInView || isUnderLegend) return undefined;
      const at = 4 * (Math.floor(py) * canvas.width + Math.floor(px));
      return [picture[at] ?? 0, picture[at + 1] ?? 0, picture[at + 2] ?? 0] as const;
    });
  }, points);
}
