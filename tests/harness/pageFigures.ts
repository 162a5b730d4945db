import type { CDPSession, Page } from 'playwright-core';

/** What the bench's services are to a measurement from outside; the host leaves them on the window. */
interface BenchWindow {
  readonly commandsManager: { runCommand(name: string, options?: object): void };
  readonly services: {
    readonly microscopyService: { getAllManagedViewers(): { viewer: { getMap(): SlideMap } }[] };
    readonly timescopeIhcBench: {
      readonly shown: { get(): { readonly tables: readonly Table[] } };
      readonly scoring: { readonly state: { get(): State; update(part: Partial<State>): void } };
    };
  };
}
interface SlideMap {
  getPixelFromCoordinate(at: [number, number]): [number, number] | null;
  getSize(): [number, number] | undefined;
  getView(): {
    getCenter(): [number, number];
    setCenter(at: [number, number]): void;
    getResolution(): number | undefined;
  };
  renderSync(): void;
}
interface Table {
  readonly count: number;
  readonly centroids: Float32Array;
  readonly grade: Uint8Array;
  readonly nuclei: Rings;
  readonly cells: Rings;
}
interface Rings {
  readonly xy: Float32Array;
  readonly offsets: Uint32Array;
}
interface Measurement {
  readonly tables: readonly Table[];
}
interface State {
  readonly key: string | undefined;
  readonly measurements: ReadonlyMap<string, Measurement>;
}

/** Sorted milliseconds. */
export type Times = readonly number[];

export const at = (times: Times, share: number): number =>
  times[Math.floor(share * (times.length - 1))] ?? NaN;

/**
 * Redraws of the whole view, each moved by less than a pixel so that nothing is taken from the last one; the work ends
 * when the layer's pixels can be read.
 */
export const redraws = (page: Page, count: number): Promise<Times> =>
  workOf(page, count, index =>
    page.evaluate(step => {
      const { microscopyService } = (window as unknown as BenchWindow).services;
      const view = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
      const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-cy="cell-overlay"]');
      if (!view || !canvas) throw new Error('no overlay');
      const [x, y] = view.getView().getCenter();
      view.getView().setCenter([x + (step % 2 === 0 ? 0.1 : -0.1), y]);
      view.renderSync();
      canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
    }, index),
  );

/** The rival: the nuclei in view drawn as one path a grade on a canvas of the same size. */
export async function onePathRedraw(page: Page): Promise<{ cells: number; ms: number }> {
  let cells = 0;
  const [ms = NaN] = await workOf(page, 1, async () => {
    cells = await page.evaluate(() => {
      const { services } = window as unknown as BenchWindow;
      const map = services.microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
      const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-cy="cell-overlay"]');
      if (!map || !canvas) throw new Error('no overlay');
      const origin = map.getPixelFromCoordinate([0, 0]) ?? [0, 0];
      const unit = map.getPixelFromCoordinate([1000, 0]) ?? [0, 0];
      const scale = (unit[0] - origin[0]) / 1000;
      const place = (x: number, y: number) => [origin[0] + x * scale, origin[1] + (y + 1) * scale] as const;
      const plain = document.createElement('canvas');
      plain.width = canvas.width;
      plain.height = canvas.height;
      const context = plain.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('no canvas');
      let cells = 0;
      for (let grade = 0; grade < 4; grade++) {
        context.beginPath();
        for (const { count, centroids, grade: grades, nuclei } of services.timescopeIhcBench.shown.get()
          .tables) {
          for (let cell = 0; cell < count; cell++) {
            const [cx, cy] = place(centroids[2 * cell] ?? 0, centroids[2 * cell + 1] ?? 0);
            const isSeen = cx >= 0 && cy >= 0 && cx < canvas.width && cy < canvas.height;
            if (!isSeen || grades[cell] !== grade) continue;
            cells++;
            const [first = 0, end = 0] = [nuclei.offsets[cell], nuclei.offsets[cell + 1]];
            for (let point = first; point < end; point++) {
              const to = place(nuclei.xy[2 * point] ?? 0, nuclei.xy[2 * point + 1] ?? 0);
              if (point === first) context.moveTo(...to);
              else context.lineTo(...to);
            }
            context.closePath();
          }
        }
        context.stroke();
      }
      context.getImageData(0, 0, 1, 1);
      return cells;
    });
  });
  return { cells, ms };
}

/** What the cells' layer shows now: single cells or the density raster. */
export const detailShown = (page: Page): Promise<string | null> =>
  page.locator('canvas[data-cy="cell-overlay"]').getAttribute('data-detail');

/**
 * Puts copies of the cells of the measurement on screen side by side, around the middle of the view, until there are
 * that many; so densely that about `inView` of them are seen at the view's zoom. @returns how many there are
 */
export function spreadCells(page: Page, wish: { cells: number; inView: number }): Promise<number> {
  return page.evaluate(({ cells, inView }) => {
    const { microscopyService, timescopeIhcBench } = (window as unknown as BenchWindow).services;
    const map = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
    const { state } = timescopeIhcBench.scoring;
    const { key = '', measurements } = state.get();
    const measurement = measurements.get(key);
    const size = map?.getSize();
    if (!map || !measurement || !size) throw new Error('no measurement');
    const { tables } = measurement;
    const found = tables.reduce((sum, { count }) => sum + count, 0);
    const centres = tables.flatMap(({ centroids }) => [...centroids]);
    const mean = (axis: 0 | 1) =>
      centres.reduce((sum, value, k) => (k % 2 === axis ? sum + value : sum), 0) / found;
    const middle = { x: mean(0), y: mean(1) };
    const [x, y] = map.getView().getCenter();
    const resolution = map.getView().getResolution() ?? 1;
    const half = { x: (size[0] * resolution) / 2, y: (size[1] * resolution) / 2 };
    const side = Math.ceil(Math.sqrt(cells / found));
    const places = Array.from({ length: Math.ceil(cells / found) }, (_, copy) => ({
      column: (copy % side) - (side - 1) / 2,
      row: Math.floor(copy / side) - (side - 1) / 2,
    }));
    const seenAt = (pitch: number) =>
      places.reduce((seen, { column, row }) => {
        for (let k = 0; k < centres.length; k += 2) {
          const right = (centres[k] ?? 0) - middle.x + column * pitch;
          const down = (centres[k + 1] ?? 0) - middle.y + row * pitch;
          if (Math.abs(right) < half.x && Math.abs(down) < half.y) seen++;
        }
        return seen;
      }, 0);
    // Tissue is not even: of many distances between the copies the one that shows the wished number.
    const even = Math.sqrt((4 * half.x * half.y * found) / inView);
    const pitch = Array.from({ length: 40 }, (_, step) => even * (0.05 + step * 0.05))
      .map(distance => ({ distance, off: Math.abs(seenAt(distance) - inView) }))
      .reduce((best, one) => (one.off < best.off ? one : best)).distance;
    const copies = places.map(({ column, row }) => {
      const dx = x - middle.x + column * pitch;
      const dy = -(y + 1) - middle.y + row * pitch;
      const moved = (xy: Float32Array) => xy.map((value, k) => value + (k % 2 === 0 ? dx : dy));
      const movedRings = ({ xy, offsets }: Rings) => ({ xy: moved(xy), offsets });
      return tables.map(table => ({
        ...table,
        centroids: moved(table.centroids),
        nuclei: movedRings(table.nuclei),
        cells: movedRings(table.cells),
      }));
    });
    state.update({ measurements: new Map([[key, { ...measurement, tables: copies.flat() }]]) });
    return found * copies.length;
  }, wish);
}

/** Moving the first threshold to and fro, drawing included. */
export const thresholdMoves = (page: Page, moves: number): Promise<Times> =>
  workOf(page, moves, move =>
    page.evaluate(
      density => {
        const { commandsManager } = window as unknown as BenchWindow;
        commandsManager.runCommand('timescopeMoveThreshold', { grade: 1, density });
        return new Promise<void>(resolve =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
        );
      },
      0.12 + 0.01 * (move % 10),
    ),
  );

/** Milliseconds of processor time of the page's thread an act, so that a busy machine does not count. */
async function workOf(page: Page, count: number, act: (index: number) => Promise<void>): Promise<Times> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const before = await metric(devTools, 'TaskDuration');
    await act(index);
    times.push(1000 * ((await metric(devTools, 'TaskDuration')) - before));
  }
  await devTools.send('Performance.disable');
  await devTools.detach();
  return sorted(times);
}

/**
 * Milliseconds of processor time of each task of the page's thread during an act, the longest last: what others on the
 * same machine take does not count.
 */
export async function tasksDuring(page: Page, act: () => Promise<void>): Promise<Times> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  await browser.startTracing(page, { categories: ['-*', 'disabled-by-default-devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const threads = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const isOfPage = ({ pid, tid }: TraceEvent) => threads.some(each => each.pid === pid && each.tid === tid);
  const tasks = traceEvents.filter(event => event.name === 'RunTask' && isOfPage(event));
  return sorted(tasks.map(({ tdur = 0 }) => tdur / 1000));
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Bytes that the page holds after everything that can go has gone: its objects, the browser's for them, and buffers. */
export async function heapInUse(page: Page): Promise<number> {
  const devTools = await page.context().newCDPSession(page);
  for (let round = 0; round < 3; round++) {
    await devTools.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(200);
  }
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await devTools.send('Runtime.getHeapUsage');
  await devTools.detach();
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

async function metric(devTools: CDPSession, name: string): Promise<number> {
  const { metrics } = await devTools.send('Performance.getMetrics');
  return metrics.find(each => each.name === name)?.value ?? NaN;
}

const sorted = (times: readonly number[]): Times => [...times].sort((a, b) => a - b);
