import type { ModelCard } from '@timescope/core/modelCard';
import { probeInput } from '@timescope/core/probe';
import { measureStroma } from '@timescope/extension-ihc-scoring/pipeline/immune/measureSlides';
import { H_AND_E } from '@timescope/extension-ihc-scoring/pipeline/presets/hAndE';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import {
  POINTS_FROM_TRUTH,
  SECONDS_PER_TILE,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/preferredNetwork';
import type { MapSteps } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapGrid';
import { mapInThisThread } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import {
  networkTissue,
  tileClassifier,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tileNetwork';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { noDeformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection } from '@timescope/synthetic/tissue/section';
import { sectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';
import path from 'node:path';
import { repository } from '../harness/commandLine';
import { sectionSource } from '../harness/tissueSections';

// The tile networks on whole generated sections, in the usual look, which is no tile of their training: what they cost in the
// ratio and what a tile costs. That decides what the viewer offers first.

const SIDE_UM = 1536;
const STAINS = ['he', 'cd3', 'cd8'] as const;
const SHARES = [0.3, 0.5, 0.7] as const;
const FASTER = ['tiles-fast', 'tiles-vgg19-quarter'];
/** VGG-19 takes minutes for a section: one of each stain and share, its tiles 149 px apart. */
const COMPARED = SHARES.map((stroma, at) => ({ stroma, stain: STAINS[at] ?? 'he' }));

test.each(SHARES.flatMap(stroma => STAINS.map(stain => ({ stroma, stain }))))(
  'tumour-stroma ratio on $stain, $stroma stroma: within 5 points of the truth',
  async ({ stroma, stain }) => {
    const { found, truth } = await ratioOn('tiles-fast', stroma, stain);
    expect(Math.abs(found - truth)).toBeLessThan(5);
  },
  120_000,
);

test.each([...FASTER, 'tiles-vgg19'])(
  'the ratio of %s is as far off as its card says',
  async name => {
    const errors: number[] = [];
    for (const { stroma, stain } of COMPARED) {
      const { found, truth } = await ratioOn(name, stroma, stain, '149');
      errors.push(Math.abs(found - truth));
    }
    expect(Math.max(...errors)).toBeCloseTo(figureOf((await shipped(name)).card, POINTS_FROM_TRUTH), 1);
  },
  1_800_000,
);

test.each(FASTER)(
  'VGG-19 costs as many times %s as the cards say, to a factor of 2',
  async name => {
    const [fast, vgg] = [await secondsOf(name, 20), await secondsOf('tiles-vgg19', 3)];
    process.stdout.write(
      `${name} ${fast.measured.toFixed(3)} s a tile on one thread, tiles-vgg19 ${vgg.measured.toFixed(2)} s\n`,
    );
    const ratio = vgg.measured / fast.measured / (vgg.stated / fast.stated);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  },
  600_000,
);

const shipped = (name: string) => readModel(path.join(repository, 'models', name));

/** The ratio that a network finds and the true one, in %. */
async function ratioOn(
  name: string,
  stroma: (typeof SHARES)[number],
  stain: (typeof STAINS)[number],
  steps: MapSteps = 'both',
) {
  const { card, bytes } = await shipped(name);
  const network = tileClassifier(await loadNetwork(card, bytes, { engine: 'native' }));
  const seed = 700_001 + SHARES.indexOf(stroma);
  const scene = tissueScene(colonScene({ seed, widthUm: SIDE_UM, heightUm: SIDE_UM, stromaShare: stroma }));
  const deformation = { ...noDeformation, centreUm: [SIDE_UM / 2, SIDE_UM / 2] as const };
  const section = cutSection(scene, { stain, seed, deformation });
  const source = sectionSource(section);
  const { slide } = await measureStroma(
    source,
    {
      preset: stain === 'he' ? H_AND_E : presets[stain],
      drawn: { tissue: [], limits: [] },
      tissue: networkTissue(card),
      slide: { description: stain, digest: `${stain} ${seed}` },
      settings: { steps, marginUm: 200, fieldUm: 250 },
      placed: [],
    },
    { mapRunner: mapInThisThread(source, network) },
  );
  const found = 100 * (slide.tsr ?? Number.NaN);
  const truth = sectionTruth(section).tsr ?? Number.NaN;
  const areas = Object.entries(slide.map.areaMm2).map(([of, mm2]) => `${of} ${mm2.toFixed(2)}`);
  process.stdout.write(
    `${name} ${stain} ${stroma}: found ${found.toFixed(1)} %, true ${truth.toFixed(1)} %; ${areas.join(', ')} mm2\n`,
  );
  return { found, truth };
}

/** Of processor time, in the engine that a browser runs. */
async function secondsOf(name: string, tiles: number) {
  const { card, bytes } = await shipped(name);
  const network = await loadNetwork(card, bytes);
  const tile = probeInput(card, { input: 'absorbed' });
  await network.run(tile);
  const before = process.cpuUsage();
  for (let run = 0; run < tiles; run++) await network.run(tile);
  return { measured: process.cpuUsage(before).user / 1e6 / tiles, stated: figureOf(card, SECONDS_PER_TILE) };
}

function figureOf({ name, measured }: ModelCard, wanted: string): number {
  const figure = measured.find(({ metric }) => metric === wanted)?.value;
  if (figure === undefined) throw new Error(`The card of ${name} says nothing of "${wanted}".`);
  return figure;
}
