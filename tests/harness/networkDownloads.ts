import type { Page, Request } from 'playwright-core';

/** A card says what there is: it is no part of a network's download. */
export const isNetworkFile = (url: string): boolean =>
  /\/plugins\/(ort\/|models\/[^/]+\/model\.onnx)/.test(url);

/** Counts what of networks and their engine the page and its workers fetch from now on. */
export function networkDownloads(page: Page): { megabytes(): Promise<Megabytes> } {
  const requests: Request[] = [];
  page.context().on('requestfinished', request => {
    if (isNetworkFile(request.url())) requests.push(request);
  });
  return {
    async megabytes() {
      const sums = { engine: 0, networks: 0 };
      for (const request of requests) {
        const { pathname } = new URL(request.url());
        const bytes = await bodyLength(request);
        process.stderr.write(`Fetched ${pathname}: ${bytes} bytes\n`);
        sums[pathname.endsWith('.onnx') ? 'networks' : 'engine'] += bytes / 1e6;
      }
      return sums;
    },
  };
}

interface Megabytes {
  readonly engine: number;
  readonly networks: number;
}

/** An answer out of the browser's own cache has no body that was sent. */
async function bodyLength(request: Request): Promise<number> {
  const response = await request.response();
  if (response?.status() !== 200) return 0;
  return Number(response.headers()['content-length'] ?? NaN);
}
