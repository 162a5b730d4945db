import type { RgbRaster } from '@timescope/core/raster';
import type { White } from '../white';
import { macenkoVectors, quPathVectors } from './estimateVectors';
import { stainDoubts } from './stainDoubts';
import type { EstimatedStain, StainModel, StainSettings } from './stainModel';
import { defaultVectors, unit, type StainVectors } from './stainVectors';

export interface StainEvidence {
  /** What the slide's glass reads. */
  readonly white: White;
  /** Tissue of the slide on the working grid. */
  readonly patches: readonly RgbRaster[];
  readonly settings: StainSettings;
}

/** The white and the vectors that the settings ask for, beside what the slide itself says. */
export function stainModelOf({ white, patches, settings }: StainEvidence): StainModel {
  const estimated = estimatedStain(white, patches, settings);
  const used = {
    stain: settings.stain,
    white: settings.white.rule === 'fixed' ? settings.white.rgb : white.rgb,
    whiteSource: settings.white.rule,
    ...vectorsOf(settings, estimated),
  };
  return { ...used, estimated, doubts: stainDoubts({ used, estimated, white, patches, settings }) };
}

function estimatedStain(
  { rgb }: White,
  patches: readonly RgbRaster[],
  { stain }: StainSettings,
): EstimatedStain {
  const qupath = quPathVectors(patches, rgb, stain);
  const macenko = macenkoVectors(patches, rgb, stain);
  return { white: rgb, ...(qupath && { qupath }), ...(macenko && { macenko }) };
}

function vectorsOf(
  { stain, vectors: asked }: StainSettings,
  estimated: EstimatedStain,
): Pick<StainModel, 'vectors' | 'vectorsSource'> {
  if (asked.rule === 'fixed') return { vectors: unitVectors(asked), vectorsSource: 'fixed' };
  const found = asked.rule === 'estimate' ? estimated[asked.way] : undefined;
  if (asked.rule === 'estimate' && found) return { vectors: found, vectorsSource: asked.way };
  return { vectors: defaultVectors(stain), vectorsSource: 'default' };
}

const unitVectors = ({ haematoxylin, dab }: StainVectors): StainVectors => ({
  haematoxylin: unit(haematoxylin),
  dab: unit(dab),
});
