import type { PixelSource } from '@timescope/core/pixelSource';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import type {
  CountedSlide,
  StromaSlide,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import {
  measureCounts,
  measureStroma,
  type SlideToMeasure,
} from '@timescope/extension-ihc-scoring/pipeline/immune/measureSlides';
import { H_AND_E } from '@timescope/extension-ihc-scoring/pipeline/presets/hAndE';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { registerMaps } from '@timescope/extension-ihc-scoring/pipeline/registration/registerMaps';
import { carried } from '@timescope/extension-ihc-scoring/pipeline/registration/sectionTransform';
import type { ClassMap } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { mapInThisThread } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import type { DrawnTissue } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { noDeformation, toScene, toSection, type Deformation } from '@timescope/synthetic/tissue/deformation';
import { colonScene, type ImmuneDensity } from '@timescope/synthetic/tissue/sceneSpec';
import { cutSection, type TissueSection } from '@timescope/synthetic/tissue/section';
import { sectionTruth, type SectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { tissueScene } from '@timescope/synthetic/tissue/tissueScene';
import { computed } from '../oracles/computed';
import { MPP, sectionSource, trueAreas } from './tissueSections';

/** A block of tissue: its edge, its stroma, and how many times the usual cells it has. */
export interface Block {
  readonly seed: number;
  readonly sideUm: number;
  readonly stroma: number;
  readonly cells: number;
}

export interface SectionOf<Slide> {
  /** With the true outlines of the tissue. */
  readonly slide: Slide;
  readonly truth: SectionTruth;
}

export interface MeasuredSection<Slide> extends SectionOf<Slide> {
  readonly map: ClassMap;
  readonly source: PixelSource;
}

/** CD3 lies straight; CD8 and H&E are turned, stretched and bent, each in its own way. */
export interface SerialSections {
  readonly cd3: MeasuredSection<CountedSlide>;
  readonly cd8: MeasuredSection<CountedSlide>;
  readonly he: MeasuredSection<StromaSlide>;
}

/** Three sections of one block, drawn and measured. */
export async function serialSections({ seed, sideUm, stroma, cells }: Block): Promise<SerialSections> {
  const usual = colonScene({
    ...{ seed, widthUm: sideUm, heightUm: sideUm, stromaShare: stroma, massRadius: 0.44 },
  });
  const scene = tissueScene({ ...usual, cd3: times(usual.cd3, cells), cd8: times(usual.cd8, cells) });
  const centreUm = [sideUm / 2, sideUm / 2] as const;
  const cut = (stain: 'cd3' | 'cd8' | 'he', deformation: Deformation) => {
    const section = cutSection(scene, { stain, seed: 10 * seed + STAIN_SEEDS[stain], deformation });
    return { truth: sectionTruth(section), source: sectionSource(section), drawn: outlines(section) };
  };
  const bent: Deformation = {
    ...{ degrees: 4 - seed, stretch: [1.02, 0.99], shiftUm: [60, -40], bendUm: 15, bendSeed: seed, centreUm },
  };
  const counted = async (stain: 'cd3' | 'cd8', deformation: Deformation) => {
    const { truth, source, drawn } = cut(stain, deformation);
    const asked = { ...readAs(stain, drawn), preset: presets[stain] };
    const runner = inThisThread(source, await loadNucleusKernels());
    return { truth, source, ...(await measureCounts(stain, source, asked, { mapRunner: mapInThisThread(source), runner })) }; // prettier-ignore
  };
  const he = cut('he', { ...bent, degrees: seed - 6, shiftUm: [-50, 30], bendSeed: 100 + seed });
  const asked = { ...readAs('he', he.drawn), preset: H_AND_E };
  return {
    cd3: await counted('cd3', { ...noDeformation, centreUm }),
    cd8: await counted('cd8', bent),
    he: { ...he, ...(await measureStroma(he.source, asked, { mapRunner: mapInThisThread(he.source) })) }, // prettier-ignore
  };
}

const STAIN_SEEDS = { cd3: 1, cd8: 2, he: 3 } as const;

export const times = ({ stroma, tumour }: ImmuneDensity, by: number): ImmuneDensity => ({
  stroma: { centre: stroma.centre * by, margin: stroma.margin * by },
  tumour: { centre: tumour.centre * by, margin: tumour.margin * by },
});

/** What a perfect reader would draw, to a pixel: at 4 um, cells of denser tissue would fall into the epithelium beside it. */
function outlines(section: TissueSection): readonly DrawnTissue[] {
  const all = { x: 0, y: 0, width: section.widthUm / MPP, height: section.heightUm / MPP };
  return trueAreas({ classes: section.classesIn(all, MPP), stepUm: MPP });
}

const readAs = (name: string, tissue: readonly DrawnTissue[]): Omit<SlideToMeasure, 'preset'> => ({
  drawn: { tissue, limits: [] },
  tissue: { kind: 'drawn', name: 'the truth' },
  slide: { description: name, digest: name },
  settings: { steps: '74', marginUm: 200, fieldUm: 250 },
  placed: [],
});

/** Measured less true tumour-stroma ratio in points. */
export const ratioOff = ({ slide, truth }: SectionOf<{ readonly tsr: number | null }>): number =>
  100 * (slide.tsr ?? Number.NaN) - (truth.tsr ?? Number.NaN);

export interface DensityOff {
  /** Measured against true density in per cent. */
  readonly percent: number;
  /** True positive cells. */
  readonly cells: number;
}

export const densityOff = (
  { slide, truth }: SectionOf<CountedSlide>,
  place: 'stroma' | 'tumour',
): DensityOff => {
  const share = (slide.densityPerMm2[place] ?? Number.NaN) / (truth.densityPerMm2[place] ?? Number.NaN);
  return { percent: 100 * share - 100, cells: truth.positive[place] };
};

/** How far places of one section are found on another from where they truly lie, on average, and what the residual says. */
export function registrationError(
  from: MeasuredSection<unknown>,
  to: MeasuredSection<unknown>,
  sideUm: number,
): { readonly meanUm: number; readonly residualUm: number; readonly way: string } {
  const { transform, residualUm, way } = computed(registerMaps(from.map, to.map));
  const along = [1 / 3, 1 / 2, 2 / 3].map(share => share * sideUm);
  const errors = along.flatMap(x =>
    along.map(y => {
      const [trueX, trueY] = toSection(to.truth.deformation, ...toScene(from.truth.deformation, x, y));
      const found = carried(transform, { x, y });
      return Math.hypot(found.x - trueX, found.y - trueY);
    }),
  );
  return { meanUm: errors.reduce((sum, error) => sum + error, 0) / errors.length, residualUm, way };
}
