import { measureStroma } from '@timescope/extension-ihc-scoring/pipeline/immune/measureSlides';
import { H_AND_E } from '@timescope/extension-ihc-scoring/pipeline/presets/hAndE';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
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

// The tile network on whole generated sections, in the usual look, which is no tile of its training: what it costs in the ratio.

const SIDE_UM = 1536;
const CASES = [0.3, 0.5, 0.7].flatMap((stroma, at) =>
  (['he', 'cd3', 'cd8'] as const).map(stain => ({ stroma, stain, seed: 700_001 + at })),
);

test.each(CASES)(
  'tumour-stroma ratio on $stain, $stroma stroma: within 5 points of the truth',
  async ({ stroma, stain, seed }) => {
    const { card, bytes } = await readModel(path.join(repository, 'models/tiles-fast'));
    const network = tileClassifier(await loadNetwork(card, bytes, { engine: 'native' }));
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
        settings: { steps: 'both', marginUm: 200, fieldUm: 250 },
        placed: [],
      },
      { mapRunner: mapInThisThread(source, network) },
    );
    const truth = sectionTruth(section);
    const areas = Object.entries(slide.map.areaMm2).map(([name, mm2]) => `${name} ${mm2.toFixed(2)}`);
    const found = 100 * (slide.tsr ?? Number.NaN);
    process.stdout.write(
      `${stain} ${stroma}: found ${found.toFixed(1)} %, true ${(truth.tsr ?? Number.NaN).toFixed(1)} %; ${areas.join(', ')} mm2\n`,
    );
    expect(Math.abs(found - (truth.tsr ?? Number.NaN))).toBeLessThan(5);
  },
  120_000,
);
