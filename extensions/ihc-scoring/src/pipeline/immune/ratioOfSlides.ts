import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import type { ImmuneSlides, MappedSlide } from './immuneResult';
import { stromaRatio, type StromaRatio } from './stromaRatio';

interface RatioOfSlides {
  readonly tsrOn: string;
  /** Of the slides that the ratio is of. */
  readonly areaMm2: { readonly stroma: number; readonly tumour: number };
  readonly ratio: Computable<StromaRatio>;
}

/**
 * The ratio on H&E where there is such a slide; else on both stains together, which says so. Of the fields with most
 * stroma on H&E (CT radiomics paper) the slide's own entry speaks.
 */
export function ratioOfSlides({ cd3, cd8, he }: ImmuneSlides): RatioOfSlides {
  if (he) return { tsrOn: 'H&E', ...together([he]) };
  const measured = [
    ...(cd3 ? [{ name: 'CD3', slide: cd3 }] : []),
    ...(cd8 ? [{ name: 'CD8', slide: cd8 }] : []),
  ];
  // A slide that has no ratio of its own, for want of tumour or of stroma, would only shift the other's.
  const withRatio = measured.filter(({ slide }) => together([slide]).ratio.kind === 'computed');
  const used = withRatio.length > 0 ? withRatio : measured;
  const tsrOn = `IHC (${used.map(({ name }) => name).join(' and ')}), not H&E`;
  const found = together(used.map(({ slide }) => slide));
  return withRatio.length > 0 ? { tsrOn, ...found } : { tsrOn, ...found, ratio: noRatio(measured) };
}

function together(slides: readonly MappedSlide[]) {
  const sum = (name: 'STR' | 'TUM') => slides.reduce((total, { map }) => total + map.areaMm2[name], 0);
  const areaMm2 = { stroma: sum('STR'), tumour: sum('TUM') };
  return { areaMm2, ratio: stromaRatio(areaMm2) };
}

function noRatio(measured: readonly { readonly slide: MappedSlide }[]): Computable<StromaRatio> {
  if (measured.length === 0) return notComputable('There is no slide to measure it on.');
  const { ratio } = together(measured.map(({ slide }) => slide));
  return ratio.kind === 'computed'
    ? notComputable('No slide shows both tumour epithelium and stroma, so there is no tumour-stroma ratio.')
    : ratio;
}
