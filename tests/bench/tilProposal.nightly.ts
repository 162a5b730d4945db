import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { measureStroma } from '@timescope/extension-ihc-scoring/pipeline/immune/measureSlides';
import { H_AND_E } from '@timescope/extension-ihc-scoring/pipeline/presets/hAndE';
import { mapInThisThread } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { noDeformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection } from '@timescope/synthetic/tissue/section';
import { sectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';
import { times } from '../harness/serialSections';
import { sectionSource, trueAreas } from '../harness/tissueSections';

const SIDE_UM = 1024;

// Blocks that the limits of the grades were not set on.
const CASES = [6, 7].flatMap(seed =>
  ([0.02, 0.3, 1, 3] as const).map((lymphocytes, grade) => ({ seed, lymphocytes, grade })),
);

test.each(CASES)(
  'block $seed, $lymphocytes times the usual lymphocytes: grade $grade is proposed',
  async ({ seed, lymphocytes, grade }) => {
    const size = { widthUm: SIDE_UM, heightUm: SIDE_UM, massRadius: 0.44 };
    const usual = colonScene({ ...size, seed, stromaShare: 0.5, lymphoid: lymphocytes < 0.1 ? 0 : 0.08 });
    const cells = { cd3: times(usual.cd3, lymphocytes), cd8: times(usual.cd8, lymphocytes) };
    const deformation = { ...noDeformation, centreUm: [SIDE_UM / 2, SIDE_UM / 2] as const };
    const section = cutSection(tissueScene({ ...usual, ...cells }), { stain: 'he', seed: 71, deformation });
    const source = sectionSource(section);
    const { slide } = await measureStroma(
      source,
      {
        preset: H_AND_E,
        drawn: { tissue: trueAreas(sectionTruth(section)), limits: [] },
        tissue: { kind: 'drawn', name: 'the truth' },
        slide: { description: 'he', digest: 'he' },
        settings: { steps: '74', marginUm: 200, fieldUm: 500 },
        placed: [],
      },
      { mapRunner: mapInThisThread(source), runner: inThisThread(source, await loadNucleusKernels()) },
    );
    const { densityPerMm2, epitheliumPerMm2 } = slide.tilProposal ?? {};
    process.stdout.write(
      `block ${seed}, ${lymphocytes} times: ${densityPerMm2?.toFixed(0) ?? ''}/mm2 in the densest field, ${epitheliumPerMm2?.toFixed(0) ?? ''} in its epithelium\n`,
    );
    expect(slide.tilProposal?.grade).toBe(grade);
  },
  120_000,
);
