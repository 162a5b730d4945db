import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import type { ImmuneSettings } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { measureCounts, measureStroma } from '@timescope/extension-ihc-scoring/pipeline/immune/measureSlides';
import { H_AND_E } from '@timescope/extension-ihc-scoring/pipeline/presets/hAndE';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { mapInThisThread } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { noDeformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection } from '@timescope/synthetic/tissue/section';
import { sectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';
import { sectionSource, trueAreas } from '../../../../harness/tissueSections';

// The grid of stroma, cells and deformations is tests/bench/immuneSections.nightly.ts; this is one block of it.
const SIDE_UM = 768;
const scene = tissueScene(colonScene({ seed: 7, widthUm: SIDE_UM, heightUm: SIDE_UM, massRadius: 0.42 }));
const settings: ImmuneSettings = { steps: '74', marginUm: 100, fieldUm: 150 };

const sectionOf = (stain: 'cd3' | 'he') => {
  const section = cutSection(scene, { stain, seed: 71, deformation: noDeformation });
  const truth = sectionTruth(section);
  const source = sectionSource(section);
  const asked = {
    drawn: { tissue: trueAreas(truth), limits: [] },
    tissue: { kind: 'drawn', name: 'the truth' } as const,
    slide: { description: stain, digest: stain },
    settings,
    placed: [],
  };
  return { truth, source, asked };
};

test('a generated CD3 section: ratio within 5 points, density of the stroma within 10 %, of some fifty cells in the epithelium within 20 %', async () => {
  const { truth, source, asked } = sectionOf('cd3');
  const { slide } = await measureCounts(
    'cd3',
    source,
    { ...asked, preset: presets.cd3 },
    { mapRunner: mapInThisThread(source), runner: inThisThread(source, await loadNucleusKernels()) },
  );
  expect(Math.abs(100 * (slide.tsr ?? Number.NaN) - (truth.tsr ?? Number.NaN))).toBeLessThan(5);
  for (const place of ['stroma', 'tumour'] as const) {
    const share = (slide.densityPerMm2[place] ?? Number.NaN) / (truth.densityPerMm2[place] ?? Number.NaN);
    expect(Math.abs(share - 1)).toBeLessThan(place === 'stroma' ? 0.1 : 0.2);
  }
});

test('its H&E section: areas of all classes within 5 points of the tissue, the greatest of three fields, a moderate reaction of lymphocytes', async () => {
  const { truth, source, asked } = sectionOf('he');
  const { slide } = await measureStroma(
    source,
    { ...asked, preset: H_AND_E },
    { mapRunner: mapInThisThread(source), runner: inThisThread(source, await loadNucleusKernels()) },
  );
  expect(Math.abs(100 * (slide.tsr ?? Number.NaN) - (truth.tsr ?? Number.NaN))).toBeLessThan(5);
  const tissue = Object.values(slide.map.areaMm2).reduce((sum, area) => sum + area, 0);
  for (const name of ['STR', 'TUM', 'MUS', 'NOR'] as const)
    expect(Math.abs(slide.map.areaMm2[name] - truth.areaMm2[name]) / tissue).toBeLessThan(0.05);
  expect(slide.stromaOfFields?.value ?? 0.5).toBeGreaterThanOrEqual(0.1);
  expect(slide.tilProposal?.grade).toBe(2);
});
