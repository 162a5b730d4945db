import { plainImageSource } from '@timescope/core/plainPyramid';
import type { Network, RanIn, Tensor } from '@timescope/core/network';
import type { RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { detectNuclei } from '@timescope/extension-ihc-scoring/pipeline/detection/detectNuclei';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import {
  mapNuclei,
  patchesAround,
} from '@timescope/extension-ihc-scoring/pipeline/detection/network/nucleusMaps';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import type { NetworkDetector } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { requestOfRun } from '@timescope/extension-ihc-scoring/pipeline/runRecord';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import type { Tiling } from '@timescope/extension-ihc-scoring/pipeline/tilePlan';
import { countedNetwork } from '../../../../../harness/countedNetwork';
import {
  drawnCard,
  drawnHover,
  drawnNetwork,
  DRAWN_PATCH,
  hoverCard,
} from '../../../../../harness/drawnNetwork';
import { BLUE, BROWN, drawnSlide, GLASS, randomDiscs, type Disc } from '../../drawnSlide';

const detector = networkDetector(drawnCard);
const preset = { ...presets.ki67, detector };
const SIZE = 200;
const kernels = nucleusKernels();
const buffers = tileBuffers(kernels, SIZE * SIZE);
const detection = {
  detector,
  tables: stainTables({ white: GLASS, vectors: RUIFROK_H_DAB }),
  cellExpansionUm: 5,
};

/** Nuclei of a drawn tile. */
const detect = (network: Network, ...discs: Disc[]) => detectWith(detector, network, ...discs);

async function detectWith(asked: NetworkDetector, network: Network, ...discs: Disc[]) {
  const rgb = drawnSlide(SIZE, SIZE, discs);
  const at = { x: 0, y: 0, width: SIZE, height: SIZE };
  const maps = { foreground: new Uint8Array(SIZE * SIZE), parting: new Uint8Array(SIZE * SIZE) };
  await mapNuclei({ rgb, at, needed: at, white: GLASS, detector }, network, maps);
  return detectNuclei(rgb, { ...detection, detector: asked }, kernels, buffers, maps);
}

function scored(
  slide: RgbRaster,
  network: Network = drawnNetwork(),
  tiling: Tiling = { edge: 1024 },
  asked = preset,
) {
  const source = plainImageSource(slide, micrometresPerPixel(0.5));
  const runner = inThisThread(source, undefined, network);
  return scoreWithCells(
    source,
    { preset: asked, slide: { description: '', digest: '' } },
    { runner, tiling },
  );
}

const disc = (x: number, y: number, radius: number, colour = BLUE): Disc => ({ x, y, radius, colour });
const CLASSICAL_DETECTOR = { kind: 'generic', ringContrast: 0.06 } as const;

/** The network's answers with less certainty. */
const paler = (outputs: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor>> => ({
  ...outputs,
  foreground: {
    shape: outputs.foreground?.shape ?? [],
    values: (outputs.foreground?.values ?? new Float32Array()).map(value => 0.6 * value),
  },
});

const crowd = drawnSlide(300, 300, randomDiscs(300, 300, 150, 7));

test.each([7, 9, 12])('foreground of radius %p px is one nucleus of that area', async radius => {
  const { count, inNuclei } = await detect(
    drawnNetwork(),
    disc(60, 100, radius),
    disc(140, 90, radius, BROWN),
  );
  expect(count).toBe(2);
  for (const area of inNuclei.areas.subarray(1)) expect(area / (Math.PI * radius * radius)).toBeCloseTo(1, 1);
});

test('touching nuclei are two where the distance falls between them, one where it does not', async () => {
  const pair = [disc(91, 100, 9), disc(108, 100, 9)];
  const network = drawnNetwork({ readsDarkness: true });
  // Of the light at the discs' red channel a half is absorbed, in their middles 0.7 or 0.6.
  const withMiddles = (red: number) => [...pair, ...pair.map(({ x, y }) => disc(x, y, 4, [red, 80, 80]))];
  expect((await detect(network, ...withMiddles(72))).count).toBe(2);
  expect((await detect(network, ...withMiddles(96))).count).toBe(1);
});

test('a speck of 3 um2 and a blot of 500 um2 are no nuclei; a pale middle is filled', async () => {
  expect((await detect(drawnNetwork(), disc(60, 60, 2), disc(130, 130, 26))).count).toBe(0);
  const ringed = [disc(100, 100, 9), disc(100, 100, 3, GLASS)];
  const { inNuclei } = await detect(drawnNetwork(), ...ringed);
  expect((inNuclei.areas[1] ?? 0) / (Math.PI * 81)).toBeCloseTo(1, 1);
});

test('what the network doubts stays where the classical detector sees a nucleus too, and goes where it sees none', async () => {
  const doubtful = {
    ...drawnNetwork(),
    run: async (input: Tensor) => paler(await drawnNetwork().run(input)),
  };
  const found = async (asked: NetworkDetector, network: Network) =>
    (await detectWith(asked, network, disc(60, 100, 8), disc(140, 90, 9, BROWN))).count;
  const blind = { ...detector, beside: { ...CLASSICAL_DETECTOR, ringContrast: 3 } };
  expect(await found(detector, doubtful)).toBe(2);
  expect(await found({ ...detector, beside: CLASSICAL_DETECTOR }, doubtful)).toBe(2);
  expect(await found(blind, doubtful)).toBe(0);
  expect(await found(blind, drawnNetwork())).toBe(2);
});

test('values outside 0 to 1 are refused and name the model', async () => {
  await expect(detect(drawnNetwork({ seam: -4 }), disc(60, 100, 8))).rejects.toMatchObject({
    code: 'MODEL_OUTPUT',
    fields: { model: 'drawn-nuclei' },
  });
});

test('stitched from patches of 160 or of 128 px, the maps are those of the slide seen at once', async () => {
  const [width, height] = [290, 260];
  const rgb = drawnSlide(width, height, randomDiscs(width, height, 120, 7));
  const at = { x: 0, y: 0, width, height };
  const mapped = async (edge: number) => {
    const maps = {
      foreground: new Uint8Array(width * height),
      parting: new Uint8Array(width * height),
    };
    const asked = { rgb, at, needed: at, white: GLASS, detector: { patchPx: edge } };
    await mapNuclei(asked, drawnNetwork({ edge }), maps);
    return maps;
  };
  const atOnce = await mapped(400);
  expect(atOnce.parting.filter(value => value > 0 && value < 255).length).toBeGreaterThan(10_000);
  expect(await mapped(DRAWN_PATCH)).toEqual(atOnce);
  expect(await mapped(128)).toEqual(atOnce);
});

test('the score hash does not change with the tiling, although the network answers differently along its patches', async () => {
  const slide = drawnSlide(420, 360, randomDiscs(420, 360, 300, 7));
  const network = drawnNetwork({ seam: 0.4 });
  const whole = await scored(slide, network);
  expect(whole.cells.count).toBeGreaterThan(80);
  for (const tiling of [{ edge: 200 }, { edge: 151, shift: { x: 77, y: 130 } }])
    expect((await scored(slide, network, tiling)).result.hash).toBe(whole.result.hash);
}, 60_000);

test('however a slide is cut, each patch is asked for once and the cells are the same; a new run asks again', async () => {
  const slide = drawnSlide(420, 360, randomDiscs(420, 360, 300, 7));
  const source = plainImageSource(slide, micrometresPerPixel(0.5));
  const network = countedNetwork(drawnNetwork({ seam: 0.4 }));
  const runner = inThisThread(source, undefined, network);
  const request = { preset, slide: { description: '', digest: '' } };
  const hashOf = async (tiling: Tiling) =>
    (await scoreWithCells(source, request, { runner, tiling })).result.hash;
  const whole = await hashOf({ edge: 1024 });
  // 6 x 5 own parts of 80 px.
  expect(network.asked()).toBe(30);
  for (const tiling of [{ edge: 200 }, { edge: 151, shift: { x: 77, y: 130 } }, { edge: 200 }]) {
    expect(await hashOf(tiling)).toBe(whole);
    expect(network.asked()).toBe(30);
  }
}, 60_000);

test('nor with the classical detector beside it; a replay reads the two from the run', async () => {
  const slide = drawnSlide(420, 360, randomDiscs(420, 360, 300, 7));
  const network = drawnNetwork({ seam: 0.4 });
  const both = { ...preset, detector: { ...detector, beside: CLASSICAL_DETECTOR } };
  const whole = await scored(slide, network, { edge: 1024 }, both);
  expect(whole.cells.count).toBeGreaterThan(80);
  const tiling = { edge: 151, shift: { x: 77, y: 130 } };
  expect((await scored(slide, network, tiling, both)).result.hash).toBe(whole.result.hash);
  expect(whole.result.provenance).toMatchObject({
    detector: 'network beside generic',
    method: 'joined-cells-1',
  });
  expect(requestOfRun(JSON.parse(JSON.stringify(whole.result.run)))).toMatchObject({ preset: both });
}, 60_000);

test('nor does that of a HoVer-Net, and its cells are parted where its ways fall', async () => {
  const slide = drawnSlide(240, 200, randomDiscs(240, 200, 110, 7));
  const hover = { ...preset, detector: networkDetector(hoverCard) };
  const whole = await scored(slide, drawnHover(0.2), { edge: 1024 }, hover);
  expect(whole.cells.count).toBeGreaterThan(30);
  const tiling = { edge: 151, shift: { x: 77, y: 130 } };
  expect((await scored(slide, drawnHover(0.2), tiling, hover)).result.hash).toBe(whole.result.hash);
}, 60_000);

test('another model, with other weights, gives another hash for the same cells', async () => {
  const other = { ...drawnCard, sha256: '1'.repeat(64) };
  const source = plainImageSource(crowd, micrometresPerPixel(0.5));
  const runner = inThisThread(source, undefined, drawnNetwork({ card: other }));
  const request = {
    preset: { ...preset, detector: networkDetector(other) },
    slide: { description: '', digest: '' },
  };
  const { result } = await scoreWithCells(source, request, { runner });
  const before = (await scored(crowd)).result;
  expect(result.cells).toEqual(before.cells);
  expect(result.hash).not.toBe(before.hash);
});

test('the provenance names model, version and hash, and the result says that it has only seen generated images', async () => {
  const { result } = await scored(crowd);
  expect(result.provenance).toMatchObject({
    detector: 'network',
    method: 'network-cells-1',
    engine: 'typescript; drawn',
    network: { name: 'drawn-nuclei', version: '1', sha256: '0'.repeat(64), isSyntheticTrained: true },
  });
  const codes = result.warnings.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['NETWORK_NUCLEI', 'NETWORK_SYNTHETIC']));
});

test('a network on WebGPU gives a result of that tier with another hash; one that fell back says why', async () => {
  const source = plainImageSource(crowd, micrometresPerPixel(0.5));
  const request = {
    preset: { ...preset, detector: networkDetector(drawnCard) },
    slide: { description: '', digest: '' },
  };
  const ran = async (how: RanIn) => {
    const runner = inThisThread(source, undefined, { ...drawnNetwork(), ...how });
    return (await scoreWithCells(source, request, { runner })).result;
  };
  const [reference, fast] = [await ran({ tier: 'reference' }), await ran({ tier: 'webgpu' })];
  expect([reference.provenance.tier, fast.provenance.tier]).toEqual(['reference', 'webgpu']);
  expect(fast.cells).toEqual(reference.cells);
  expect(fast.hash).not.toBe(reference.hash);
  const fallen = await ran({ tier: 'reference', tierNote: 'No adapter.' });
  expect(fallen.hash).toBe(reference.hash);
  expect(fallen.warnings).toContainEqual({ code: 'REFERENCE_TIER', message: 'No adapter.' });
});

test.each([
  ['another task', { task: 'ct-biomarker' }],
  ['patches that are not square', { input: { name: 'absorbed', shape: [1, 3, 160, 168] } }],
  [
    'patches whose edge the pooling does not divide',
    { input: { name: 'absorbed', shape: [1, 3, 164, 164] } },
  ],
  ['outputs of another size', { outputs: { foreground: [1, 1, 160, 160], distance: [1, 1, 80, 80] } }],
])('a card of %s is MODEL_MISMATCH', (_, change) => {
  expect(() => networkDetector({ ...drawnCard, ...change })).toThrow(
    'The model drawn-nuclei cannot find nuclei',
  );
});

test('a detection threshold that is no probability is refused with what the card says', () => {
  const slide = { description: '', digest: '' };
  for (const detectionThreshold of [5, NaN])
    expect(() => settingsOf({ preset, slide, overrides: { detectionThreshold } })).toThrow(
      expect.objectContaining({
        message: 'The detection threshold of a network is a probability from 0 to 1.',
        nextStep: 'The card of drawn-nuclei says 0.5.',
      }) as Error,
    );
});

test('the patches around a rectangle begin and end on the slide-wide grid, 40 px farther out', () => {
  expect(patchesAround({ x: 100, y: 80, width: 10, height: 81 }, 160)).toEqual({
    ...{ x: 40, y: 40 },
    ...{ width: 160, height: 240 },
  });
});
