import type { RgbRaster } from '@timescope/core/raster';
import type { White } from '../white';
import { looksLikeEosin } from './looksLikeEosin';
import { stainedPixels } from './stainedPixels.kernel';
import type { EstimatedStain, StainModel, StainSettings } from './stainModel';
import { dot, type StainVectors, type Triple } from './stainVectors';

export interface StainUse {
  readonly used: Pick<StainModel, 'stain' | 'white' | 'vectors' | 'vectorsSource'>;
  readonly estimated: EstimatedStain;
  readonly white: White;
  readonly patches: readonly RgbRaster[];
  readonly settings: StainSettings;
}

/** Grey levels by which a channel's white may differ: 10 levels shift DAB by about 0.03, a third of the 1+ line. Ours. */
const MOST_GREY_LEVELS = 10;
/** Cosine of 20 degrees. Ours: the bluish counterstain of a good Ki-67 slide (OS-2) lies 16 degrees off. */
const LEAST_COSINE = 0.9397;
/** A stain that so few of the stained pixels show most of cannot be judged. Ours. */
const LEAST_SHARE = 0.05;
/** Stained, for that share: the densities that the estimates use. */
const STAINED = { least: 0.05, most: 1 };

/** What the user should know before trusting optical densities and grades. */
export function stainDoubts(use: StainUse): string[] {
  return [...whiteDoubts(use), ...vectorDoubts(use), ...eosinDoubts(use)];
}

function whiteDoubts({ used, estimated, white }: StainUse): string[] {
  const doubts = white.doubt === undefined ? [] : [white.doubt];
  const isFar = used.white.some(
    (value, channel) => Math.abs(value - (estimated.white[channel] ?? value)) > MOST_GREY_LEVELS,
  );
  if (isFar)
    doubts.push(
      `Optical densities are counted from white ${used.white.join(' / ')}, but the glass of this slide reads ` +
        `${estimated.white.join(' / ')}; bare glass already has density. Check the thresholds or use the slide's white.`,
    );
  return doubts;
}

/** Without glass the white is a guess, and what is estimated from it says nothing against the vectors. */
function vectorDoubts({ used, estimated, white, patches, settings }: StainUse): string[] {
  if (settings.vectors.rule === 'estimate' && used.vectorsSource === 'default')
    return [
      'Stain vectors could not be estimated because too little of the tissue is stained; the default ones are used.',
    ];
  const found = estimated.qupath;
  if (!found || white.doubt !== undefined) return [];
  const names = { haematoxylin: 'haematoxylin', dab: used.stain === 'h-dab' ? 'DAB' : 'eosin' } as const;
  const share = sharesOf(stainedPixels(patches, estimated.white, STAINED), used.vectors);
  return (['haematoxylin', 'dab'] as const)
    .filter(stain => share[stain] >= LEAST_SHARE && dot(found[stain], used.vectors[stain]) < LEAST_COSINE)
    .map(
      stain =>
        `The colour of ${names[stain]} on this slide is more than 20 degrees from the vector in use ` +
        `(${text(found[stain])} instead of ${text(used.vectors[stain])}); amounts of both stains may be mixed up.`,
    );
}

function eosinDoubts({ used, white, patches }: StainUse): string[] {
  if (used.stain !== 'h-dab') return [];
  const { isEosin, pink, brown } = looksLikeEosin(patches, white);
  return isEosin
    ? [
        `This looks like H&E, not H-DAB: ${Math.round(100 * pink)} % of the stained pixels are pink and ` +
          `${Math.round(100 * brown)} % brown. On H&E eosin is counted as DAB and the scores mean nothing.`,
      ]
    : [];
}

/** Share of the stained pixels that are nearer to each stain. */
function sharesOf(densities: Float64Array, vectors: StainVectors): Record<keyof StainVectors, number> {
  const pixels = densities.length / 3;
  let blue = 0;
  for (let i = 0; i < densities.length; i += 3) {
    const pixel: Triple = [densities[i] ?? 0, densities[i + 1] ?? 0, densities[i + 2] ?? 0];
    if (dot(pixel, vectors.haematoxylin) >= dot(pixel, vectors.dab)) blue++;
  }
  if (pixels === 0) return { haematoxylin: 0, dab: 0 };
  return { haematoxylin: blue / pixels, dab: 1 - blue / pixels };
}

const text = (vector: Triple): string => vector.map(value => value.toFixed(2)).join(' ');
