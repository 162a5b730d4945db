import { jest } from '@jest/globals';
import type { ModelCard } from '@timescope/core/modelCard';
import type * as Inputs from '@timescope/core/probe';
import type * as Tiers from '@timescope/runtime/networkInTier';
import { readModel } from '@timescope/runtime/models';
import { startServer, type RunningServer } from '@timescope/server/server';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import {
  closeBrowsers,
  findStudy,
  foreignRequests,
  openBrowser,
  openStudy,
  SOFTWARE_WEBGPU,
  type BrowserSession,
} from '../harness/browser';
import { builtPageModule } from '../harness/builtModule';
import { repository, timescope } from '../harness/commandLine';
import { drawnSection, SECTION } from '../harness/immuneSections';
import { openTissueMap, pictures } from '../harness/pathologistSession';
import { byTestId, panelText } from '../harness/slidePage';

// The processor stands in for a graphics card.
jest.setTimeout(600_000);

let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-webgpu-'));
  const pluginsFolder = path.join(folder, 'plugins');
  await cp(path.join(repository, 'dist/plugins'), pluginsFolder, { recursive: true });
  for (const source of ['runtime/src/networkInTier.ts', 'core/src/probe.ts'])
    await builtPageModule(`packages/${source}`, pluginsFolder);
  const storeFolder = path.join(folder, 'store');
  const data = [await smallSlide()];
  server = await startServer({ repository, pluginsFolder, data, port: 0, storeFolder, tier: 'webgpu' });
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** 0.4 x 0.3 mm of stripes of tumour and stroma. */
async function smallSlide(): Promise<string> {
  const { rgb } = drawnSection({ stroma: 900, tumour: 300, muscle: 100 }, 3);
  const image = path.join(folder, 'section.png');
  await sharp(rgb.values, { raw: { width: SECTION.width, height: SECTION.height, channels: 3 } })
    .extract({ left: 0, top: 0, width: 800, height: 600 })
    .toFile(image);
  await timescope('dicomize', image, '--mpp', '0.5', '--out', path.join(folder, 'data'));
  return path.join(folder, 'data');
}

/** Runs in the page. */
async function ranInPage(card: ModelCard) {
  const [tiers, inputs] = ['/plugins/networkInTier.js', '/plugins/probe.js'];
  const { networkInTier } = (await import(tiers)) as typeof Tiers;
  const { probeInput, probeDifference } = (await import(inputs)) as typeof Inputs;
  const bytes = new Uint8Array(await (await fetch('/plugins/models/tiles-fast/model.onnx')).arrayBuffer());
  const network = await networkInTier(card, bytes, 'webgpu');
  if (!card.probe) throw new Error('The card has no probe.');
  const input = probeInput(card, card.probe);
  const [first, second] = await Promise.all([network.run(input), network.run(input)]);
  const { tier, tierNote, engine } = network;
  const difference = probeDifference(card.probe, first);
  return {
    tier,
    tierNote,
    engine,
    difference,
    same: String(first.probability?.values) === String(second.probability?.values),
  };
}

/** Runs in the page, where the card goes away between two runs. */
async function lostInPage(card: ModelCard) {
  const [tiers, inputs] = ['/plugins/networkInTier.js', '/plugins/probe.js'];
  const { networkInTier } = (await import(tiers)) as typeof Tiers;
  const { probeInput } = (await import(inputs)) as typeof Inputs;
  const bytes = new Uint8Array(await (await fetch('/plugins/models/tiles-fast/model.onnx')).arrayBuffer());
  const network = await networkInTier(card, bytes, 'webgpu');
  const engine = '/plugins/ort/ort.jspi.bundle.min.mjs';
  const { env } = (await import(engine)) as { env: { webgpu: { device: Promise<{ destroy(): void }> } } };
  (await env.webgpu.device).destroy();
  return network.run(probeInput(card, { input: 'absorbed' })).then(
    () => 'ran',
    (thrown: unknown) => (thrown as { code: string }).code,
  );
}

describe('with a graphics adapter', () => {
  let session: BrowserSession;
  beforeAll(async () => {
    session = await openBrowser({ width: 1440, height: 960 }, [SOFTWARE_WEBGPU]);
    await session.page.goto(server.url);
  });

  test('a network runs on WebGPU, as near to torch as its card allows, two runs at once give the same, nothing is fetched from elsewhere', async () => {
    const { card } = await readModel(path.join(repository, 'models/tiles-fast'));
    const ran = await session.page.evaluate(ranInPage, card);
    expect(ran).toMatchObject({ tier: 'webgpu', tierNote: undefined, same: true });
    expect(ran.engine).toMatch(/^onnxruntime-web [\d.]+ webgpu \(google swiftshader\)$/);
    expect(ran.difference).toBeLessThan(card.probe?.tolerance ?? 0);
    expect(session.requests.filter(url => url.endsWith('.jspi.wasm'))).toHaveLength(1);
    expect(foreignRequests(session, server.url)).toEqual([]);
  });

  test('one whose answer to the stored input is off runs in the reference tier and says by how much', async () => {
    const { card } = await readModel(path.join(repository, 'models/tiles-fast'));
    if (!card.probe) throw new Error('The card has no probe.');
    const outputs = { probability: card.probe.outputs.probability?.map(value => value + 0.01) ?? [] };
    const off = await session.page.evaluate(ranInPage, { ...card, probe: { ...card.probe, outputs } });
    expect(off.tier).toBe('reference');
    expect(off.tierNote).toMatch(
      /tiles-fast answers its stored input 1\.0e-2 off on .* its card allows 0\.0001\.$/,
    );
  });

  test('a card that goes away ends the run with an error that may be tried again', async () => {
    const { page } = await openBrowser(undefined, [SOFTWARE_WEBGPU]);
    await page.goto(server.url);
    const { card } = await readModel(path.join(repository, 'models/tiles-fast'));
    expect(await page.evaluate(lostInPage, card)).toBe('WORKER_LOST');
  });

  test('a tissue map made on WebGPU names its tier', async () => {
    await makeMap(session, 'adapter');
    expect(await panelText(session.page, 'map-source')).toContain('tier webgpu');
    expect(await byTestId(session.page, 'map-tier').count()).toBe(0);
  });
});

test('without an adapter the map is one of the reference tier, says why, and the engine for WebGPU is not fetched', async () => {
  const session = await openBrowser({ width: 1440, height: 960 });
  await makeMap(session, 'no-adapter');
  expect(await panelText(session.page, 'map-source')).not.toContain('webgpu');
  expect(await panelText(session.page, 'map-tier')).toBe(
    'In the reference tier, not on WebGPU as the site asks: the browser offers no graphics adapter.',
  );
  expect(session.requests.filter(url => url.includes('jspi'))).toEqual([]);
});

async function makeMap({ page }: BrowserSession, name: string): Promise<void> {
  await openStudy(page, server.url, 'pathology', await findStudy(server.url, 'SM'));
  await byTestId(page, 'measure-slide').waitFor({ timeout: 90_000 });
  const by = await openTissueMap(page);
  await by.selectOption('tiles-fast');
  await byTestId(page, 'map-steps').selectOption('149');
  await byTestId(page, 'map-tissue').click();
  await byTestId(page, 'map-legend').waitFor({ timeout: 500_000 });
  await byTestId(page, 'map-source').scrollIntoViewIfNeeded();
  await pictures(page, folder, `webgpu-${name}`)('map');
}
