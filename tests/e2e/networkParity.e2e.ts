import { jest } from '@jest/globals';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Tensor } from '@timescope/core/network';
import type * as Inputs from '@timescope/core/probe';
import { probeDifference, probeInput, type Probe } from '@timescope/core/probe';
import { sha256Hex } from '@timescope/core/sha256';
import type * as Engine from '@timescope/runtime/ort';
import type * as Tiers from '@timescope/runtime/networkInTier';
import { readModel, readModelCards } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { cpSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, openBrowser } from '../harness/browser';
import { builtPageModule } from '../harness/builtModule';
import { repository } from '../harness/commandLine';

jest.setTimeout(60_000);

const models = await readModelCards(path.join(repository, 'models'));

let folder: string;
let server: Server | undefined;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-networks-'));
  for (const source of ['runtime/src/ort.ts', 'runtime/src/networkInTier.ts', 'core/src/probe.ts'])
    await builtPageModule(`packages/${source}`, folder);
  const engine = path.join(repository, 'node_modules/onnxruntime-web/dist');
  for (const file of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'])
    cpSync(path.join(engine, file), path.join(folder, 'ort', file));
  const started = await isolatedServer();
  server = started;
  ({ page } = await openBrowser());
  await page.goto(`http://localhost:${(started.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await closeBrowsers();
  server?.close();
  await rm(folder, { recursive: true });
});

const TYPES: Readonly<Record<string, string>> = {
  '': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** The engine, the models and an empty page, isolated as ours are: the engine could have several threads there. */
function isolatedServer(): Promise<Server> {
  const files = createServer((request, response) => {
    const wanted = new URL(request.url ?? '', 'http://localhost').pathname;
    const file = wanted.startsWith('/models/') ? path.join(repository, wanted) : path.join(folder, wanted);
    response.setHeader('Content-Type', TYPES[path.extname(wanted)] ?? 'application/octet-stream');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (wanted === '/') return void response.end('<title>networks</title>');
    readFile(file).then(
      bytes => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise(resolve => files.listen(0, () => resolve(files)));
}

/** SHA-256 of each output's bytes. */
const digests = (outputs: Readonly<Record<string, Tensor>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, { values }]) => [
      name,
      sha256Hex(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
    ]),
  );

/** Runs in the page. */
async function askedInPage({ card, probe }: { card: ModelCard; probe: Probe }) {
  const [engine, inputs] = ['/ort.js', '/probe.js'];
  const { loadNetwork: load } = (await import(engine)) as typeof Engine;
  const { probeInput: inputOf } = (await import(inputs)) as typeof Inputs;
  const bytes = new Uint8Array(await (await fetch(`/models/${card.name}/model.onnx`)).arrayBuffer());
  const outputs = await (await load(card, bytes)).run(inputOf(card, probe));
  const found: Record<string, string> = {};
  for (const [name, { values }] of Object.entries(outputs)) {
    const digest = await crypto.subtle.digest('SHA-256', Float32Array.from(values));
    found[name] = [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  }
  return { found, isIsolated: crossOriginIsolated };
}

/** Runs in the page. */
async function askedForWebGpu(card: ModelCard) {
  const module = '/networkInTier.js';
  const { networkInTier } = (await import(module)) as typeof Tiers;
  const bytes = new Uint8Array(await (await fetch(`/models/${card.name}/model.onnx`)).arrayBuffer());
  const { tier, tierNote } = await networkInTier(card, bytes, 'webgpu');
  return { tier, tierNote };
}

test('a browser without a graphics adapter runs the reference tier where WebGPU is asked for, and says so', async () => {
  const { card } = await readModel(path.join(repository, 'models/tiles-fast'));
  expect(await page.evaluate(askedForWebGpu, card)).toEqual({
    tier: 'reference',
    tierNote:
      'In the reference tier, not on WebGPU as the site asks: the browser offers no graphics adapter.',
  });
});

test.each(models.map(({ card, folder: from }) => [path.basename(from), card, from] as const))(
  '%s gives the same bits in node and in Chromium, and both engines answer the stored input as torch does',
  async (name, card, from) => {
    const { probe } = card;
    if (!probe) throw new Error(`Run models/training/probe.py models/${name}.`);
    expect(card.name).toBe(name);
    const { bytes } = await readModel(from);
    const input = probeInput(card, probe);
    const reference = await (await loadNetwork(card, bytes)).run(input);
    const native = await (await loadNetwork(card, bytes, { engine: 'native' })).run(input);
    expect(Object.keys(probe.outputs)).toEqual(Object.keys(card.outputs));
    expect(probeDifference(probe, reference)).toBeLessThan(probe.tolerance);
    expect(probeDifference(probe, native)).toBeLessThan(probe.tolerance);
    const { found, isIsolated } = await page.evaluate(askedInPage, { card, probe });
    expect(found).toEqual(digests(reference));
    expect(isIsolated).toBe(true);
  },
);
