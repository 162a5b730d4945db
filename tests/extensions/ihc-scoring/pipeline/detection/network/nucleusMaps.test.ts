import type { Network } from '@timescope/core/network';
import type { PixelRect } from '@timescope/core/raster';
import { tileMargin } from '@timescope/extension-ihc-scoring/pipeline/detection/detectNuclei';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import {
  mapNuclei,
  type MappingContext,
  type SeenPatches,
} from '@timescope/extension-ihc-scoring/pipeline/detection/network/nucleusMaps';
import { countedNetwork } from '../../../../../harness/countedNetwork';
import { drawnCard, drawnHover, drawnNetwork, hoverCard } from '../../../../../harness/drawnNetwork';
import { drawnSlide, GLASS, randomDiscs } from '../../drawnSlide';

const [WIDTH, HEIGHT] = [400, 240];
const slide = drawnSlide(WIDTH, HEIGHT, randomDiscs(WIDTH, HEIGHT, 150, 7));
const at = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
/** Of the columns of 80 px two tiles share the third: 3 + 3 columns of 3 patches, 15 in all. */
const LEFT = { ...at, width: 240 };
const RIGHT = { ...at, x: 160, width: 240 };

async function mapped(needed: PixelRect, network: Network, context?: MappingContext) {
  const maps = {
    foreground: new Uint8Array(WIDTH * HEIGHT),
    parting: new Uint8Array(WIDTH * HEIGHT),
  };
  const detector = networkDetector(network.card);
  await mapNuclei({ rgb: slide, at, needed, white: GLASS, detector }, network, maps, context);
  return maps;
}

test.each([
  ['a network with distances', drawnNetwork({ seam: 0.4, card: drawnCard })],
  ['a HoVer-Net', drawnHover(0.2)],
])('%s is asked once for patches that two tiles share, and the maps are the same', async (_, network) => {
  const counted = countedNetwork(network);
  const seen: SeenPatches = new Map();
  const fresh = [await mapped(LEFT, counted), await mapped(RIGHT, counted)];
  expect(counted.asked()).toBe(18);
  expect([await mapped(LEFT, counted, { seen }), await mapped(RIGHT, counted, { seen })]).toEqual(fresh);
  expect(counted.asked()).toBe(15);
  expect(await mapped(LEFT, counted, { seen })).toEqual(fresh[0]);
  expect(counted.asked()).toBe(0);
});

test('a patch that was refused is asked for again', async () => {
  const seen: SeenPatches = new Map();
  const refused = drawnNetwork({ seam: -4 });
  await expect(mapped(LEFT, refused, { seen })).rejects.toMatchObject({ code: 'MODEL_OUTPUT' });
  const counted = countedNetwork(drawnNetwork());
  expect(await mapped(LEFT, counted, { seen })).toEqual(await mapped(LEFT, drawnNetwork()));
  expect(counted.asked()).toBeGreaterThan(0);
});

test('the share that is done rises to 1 by equal steps, also where nothing is asked', async () => {
  const seen: SeenPatches = new Map();
  const counted = countedNetwork(drawnNetwork());
  const sharesOf = async () => {
    const shares: number[] = [];
    await mapped(LEFT, counted, { seen, onShare: share => shares.push(share) });
    return shares;
  };
  const steps = Array.from({ length: 9 }, (_, patch) => (patch + 1) / 9);
  expect(await sharesOf()).toEqual(steps);
  expect(counted.asked()).toBe(9);
  expect(await sharesOf()).toEqual(steps);
  expect(counted.asked()).toBe(0);
});

/** Says that there is nothing, in patches of that edge, and counts how often it is asked. */
function emptyNetwork(edge: number) {
  const shape = [1, 1, edge, edge];
  const values = new Float32Array(edge * edge);
  const run = () => Promise.resolve({ foreground: { shape, values }, distance: { shape, values } });
  return countedNetwork({ ...drawnNetwork(), run });
}

/** How often an empty network with patches of that edge is asked for what is `needed`; its pixels are glass. */
function asking(patchPx: number) {
  const seen: SeenPatches = new Map();
  const network = emptyNetwork(patchPx);
  const pixel = { x: 0, y: 0, width: 1, height: 1 };
  const rgb = drawnSlide(1, 1, []);
  return async (needed: PixelRect) => {
    const maps = { foreground: new Uint8Array(1), parting: new Uint8Array(1) };
    await mapNuclei({ rgb, at: pixel, needed, white: GLASS, detector: { patchPx } }, network, maps, { seen });
    return network.asked();
  };
}

test('24 megabytes are kept, 12 patches whose own part has 1000 px: the one that was not needed for longest goes', async () => {
  const asked = asking(1080);
  const patches = (first: number, count: number) =>
    asked({ x: 1000 * first, y: 0, width: 1000 * count, height: 1 });
  expect(await patches(0, 12)).toBe(12);
  expect(await patches(0, 1)).toBe(0);
  expect(await patches(12, 1)).toBe(1);
  expect(await patches(0, 1)).toBe(0);
  expect(await patches(2, 11)).toBe(0);
  expect(await patches(1, 1)).toBe(1);
});

test('of a strip of 2 x 3 tiles of 1728 px, beside the classical detector, every patch of 320 px is asked for once', async () => {
  const beside = { kind: 'generic', ringContrast: 0.06 } as const;
  const margin = tileMargin({ detector: { ...networkDetector(hoverCard), beside }, cellExpansionUm: 5 });
  const asked = asking(320);
  const edge = (tile: number) => ({
    from: Math.max(0, 1728 * tile - margin),
    to: 1728 * (tile + 1) + margin,
  });
  let count = 0;
  for (const column of [0, 1, 2])
    for (const row of [0, 1]) {
      const [x, y] = [edge(column), edge(row)];
      count += await asked({ x: x.from, y: y.from, width: x.to - x.from, height: y.to - y.from });
    }
  const across = (tiles: number) => Math.ceil((1728 * tiles + margin) / 240);
  expect(count).toBe(across(3) * across(2));
});
