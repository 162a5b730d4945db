import { jest } from '@jest/globals';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Progress } from '@timescope/core/progress';
import { readModelCard } from '@timescope/runtime/models';
import type * as Site from '@timescope/runtime/siteNetwork';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, openBrowser } from '../harness/browser';
import { builtPageModule } from '../harness/builtModule';
import { repository } from '../harness/commandLine';
import { modelSite, type ModelSite } from '../harness/modelSite';

jest.setTimeout(60_000);

const NAME = 'tiles-fast';
const shipped = (name: string, file = '') => path.join(repository, 'models', name, file);
const ours = await readModelCard(shipped(NAME));
const other = { ...(await readModelCard(shipped('tiles-vgg19-quarter'))), name: NAME };
const OUR_BYTES = 579_817;
const OTHER_BYTES = 1_285_757;

let folder: string;
let site: ModelSite;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-kept-'));
  await builtPageModule('packages/runtime/src/siteNetwork.ts', folder);
  for (const file of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'])
    await cp(
      path.join(repository, 'node_modules/onnxruntime-web/dist', file),
      path.join(folder, 'ort', file),
    );
  site = await modelSite(folder);
  // A name that is not localhost: no secure context, as in a hospital on plain http.
  ({ page } = await openBrowser(undefined, ['--host-resolver-rules=MAP viewer.test 127.0.0.1']));
});

afterAll(async () => {
  await closeBrowsers();
  site.close();
  await rm(folder, { recursive: true });
});

/** What lies on the server from now on. */
async function install(card: ModelCard, weightsOf: string): Promise<void> {
  await cp(shipped(weightsOf, 'model.onnx'), path.join(folder, 'models', NAME, 'model.onnx'));
  await writeFile(path.join(folder, 'models', NAME, 'card.json'), JSON.stringify(card));
}

interface Opened {
  readonly name: string | undefined;
  readonly said: string | undefined;
  readonly told: readonly Progress[];
}

const visit = () => page.goto(`http://viewer.test:${site.port}/`);

/** Opens the network of this card in the page; ended after so many bytes of its weights. */
const open = (card: ModelCard, cancelAt = Infinity): Promise<Opened> =>
  page.evaluate(openedInPage, { card, cancelAt });

async function openedInPage({ card, cancelAt }: { card: ModelCard; cancelAt: number }): Promise<Opened> {
  const module = '/hospital/viewer/plugins/siteNetwork.js';
  const { siteNetwork } = (await import(module)) as typeof Site;
  const told: Progress[] = [];
  const ending = new AbortController();
  const report = (progress: Progress) => {
    told.push(progress);
    if (progress.stage.endsWith(card.name) && progress.done >= cancelAt) ending.abort(new Error('cancelled'));
  };
  return siteNetwork(card, { signal: ending.signal, report }).then(
    network => ({ name: network.card.name, said: undefined, told }),
    (thrown: unknown) => ({ name: undefined, said: (thrown as Error).message, told }),
  );
}

const ofWeights = ({ told }: Opened) => told.filter(({ stage }) => stage === `Fetching ${NAME}`);

test('on plain http below a path, weights come once with their progress; the next visit asks for none', async () => {
  await install(ours, NAME);
  site.deliver('slow');
  await visit();
  const first = await open(ours);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  expect(first).toMatchObject({ name: NAME, said: undefined });
  const steps = ofWeights(first);
  expect(steps.some(({ done }) => done > 0 && done < OUR_BYTES)).toBe(true);
  expect(steps.every(({ unit, total }) => unit === 'bytes' && total === OUR_BYTES)).toBe(true);
  expect(steps.at(-1)?.done).toBe(OUR_BYTES);
  expect(site.sent()).toEqual([OUR_BYTES]);
  site.deliver('whole');
  await visit();
  const second = await open(ours);
  expect(second).toMatchObject({ name: NAME, said: undefined });
  expect(ofWeights(second)).toEqual([]);
  expect(site.sent()).toEqual([]);
});

test('another card with its file is fetched anew, and the weights of the card before are gone', async () => {
  await install(other, 'tiles-vgg19-quarter');
  expect(await open(other)).toMatchObject({ name: NAME, said: undefined });
  expect(site.sent()).toEqual([OTHER_BYTES]);
  await install(ours, NAME);
  expect(await open(ours)).toMatchObject({ name: NAME, said: undefined });
  expect(site.sent()).toEqual([OUR_BYTES]);
});

test('a file that is not that of its card is refused by both names and not kept', async () => {
  await install(other, NAME);
  const refused = await open(other);
  expect(refused.said).toBe(
    `${NAME}/model.onnx is not the file of ${NAME}/card.json: SHA-256 ${ours.sha256} instead of ${other.sha256}.`,
  );
  await install(other, 'tiles-vgg19-quarter');
  expect(await open(other)).toMatchObject({ name: NAME, said: undefined });
  expect(site.sent()).toEqual([OUR_BYTES, OTHER_BYTES]);
});

test('a broken download is said and leaves nothing behind; the next one is whole', async () => {
  await install(ours, NAME);
  site.deliver('broken');
  expect((await open(ours)).said).toMatch(
    /^The file http:.*\/models\/tiles-fast\/model\.onnx cannot be read: /,
  );
  site.deliver('whole');
  expect(await open(ours)).toMatchObject({ name: NAME, said: undefined });
  const [broken = 0, whole] = site.sent();
  expect(broken).toBeLessThan(OUR_BYTES);
  expect(whole).toBe(OUR_BYTES);
});

test('a download that is cancelled ends at the server too', async () => {
  await install(other, 'tiles-vgg19-quarter');
  site.deliver('slow');
  expect(await open(other, 200_000)).toMatchObject({ name: undefined, said: 'cancelled' });
  const [sent = 0] = site.sent();
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(OTHER_BYTES / 2);
  site.deliver('whole');
  expect(await open(other)).toMatchObject({ name: NAME, said: undefined });
});

test('kept weights that the disk has damaged are fetched again', async () => {
  await install(ours, NAME);
  await open(ours);
  site.sent();
  await page.evaluate(damageKept, NAME);
  expect(await open(ours)).toMatchObject({ name: NAME, said: undefined });
  expect(site.sent()).toEqual([OUR_BYTES]);
});

async function damageKept(name: string): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('timescope-networks');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('no database'));
  });
  const store = database.transaction('drafts', 'readwrite').objectStore('drafts');
  await new Promise<void>(resolve => {
    const read = store.get(name) as IDBRequest<{ readonly bytes: Uint8Array }>;
    read.onsuccess = () => {
      read.result.bytes.fill(0, 1000, 1010);
      store.put(read.result, name).onsuccess = () => resolve();
    };
  });
  database.close();
}
