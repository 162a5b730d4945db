import { TimescopeError } from '@timescope/core/errors';
import type { RgbRaster } from '@timescope/core/raster';
import type { White } from '../white';
import { macenkoVectors, quPathVectors } from './estimateVectors';
import { stainDoubts } from './stainDoubts';
import type { EstimatedStain, StainModel, StainSettings } from './stainModel';
import { defaultVectors, dot, unit, type StainVectors } from './stainVectors';

export interface StainEvidence {
  /** What the slide's glass reads. */
  readonly white: White;
  /** Tissue of the slide on the working grid. */
  readonly patches: readonly RgbRaster[];
  readonly settings: StainSettings;
}

/**
 * The white and the vectors that the settings ask for, beside what the slide itself says.
 * @throws TimescopeError USAGE for fixed vectors that cannot be told apart.
 */
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

/** Cosine above which two stains count as one. Ours: 5 degrees; their amounts would be twelve times the noise. */
const SAME_STAIN = 0.9962;

/** @throws TimescopeError USAGE for vectors that cannot be told apart. */
function unitVectors({ haematoxylin, dab }: StainVectors): StainVectors {
  const vectors = { haematoxylin: unit(haematoxylin), dab: unit(dab) };
  // A vector of length 0 gives NaN, which is not below either.
  if (Math.abs(dot(vectors.haematoxylin, vectors.dab)) < SAME_STAIN) return vectors;
  throw new TimescopeError(
    'USAGE',
    'The two stain vectors are the same or empty; expected two colours that differ.',
    { kind: 'usage', nextStep: 'Correct the vectors of the preset.' },
  );
}
