import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import type { ImmuneSlides, MappedSlide } from './immuneResult';
import { stromaRatio, type StromaRatio } from './stromaRatio';

/**
 * The ratio on H&E where there is such a slide; else on both stains together, which says so. Of the fields with most
 * stroma on H&E (CT radiomics paper) the slide's own entry speaks.
 */
export function ratioOfSlides({ cd3, cd8, he }: ImmuneSlides): {
  readonly tsrOn: string;
  readonly ratio: Computable<StromaRatio>;
} {
  if (he) return { tsrOn: 'H&E', ratio: stromaRatio(areasOf([he])) };
  const measured = [
    ...(cd3 ? [{ name: 'CD3', slide: cd3 }] : []),
    ...(cd8 ? [{ name: 'CD8', slide: cd8 }] : []),
  ];
  // A slide on which nothing was told apart says nothing of the ratio.
  const told = measured.filter(({ slide: { map } }) => map.areaMm2.STR + map.areaMm2.TUM > 0);
  const used = told.length > 0 ? told : measured;
  const tsrOn = `IHC (${used.map(({ name }) => name).join(' and ')}), not H&E`;
  if (used.length === 0) return { tsrOn, ratio: notComputable('There is no slide to measure it on.') };
  return { tsrOn, ratio: stromaRatio(areasOf(used.map(({ slide }) => slide))) };
}

function areasOf(slides: readonly MappedSlide[]) {
  const sum = (name: 'STR' | 'TUM') => slides.reduce((total, { map }) => total + map.areaMm2[name], 0);
  return { stroma: sum('STR'), tumour: sum('TUM') };
}
