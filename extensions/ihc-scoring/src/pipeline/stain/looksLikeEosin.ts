import type { RgbRaster } from '@timescope/core/raster';
import { looksLikeGlass, type White } from '../white';
import { stainedPixels } from './stainedPixels.kernel';
import type { Triple } from './stainVectors';

/** Of the stained pixels of H&E slides 36 % or more are pink, four times the brown ones; of H-DAB ones 8 % or fewer. Ours. */
const LEAST_PINK = 0.3;
const PINK_TO_BROWN = 3;
/** Fewer stained pixels than this say nothing. Ours. */
const LEAST_PIXELS = 500;
/** Eosin takes 3.7 times as much green as red, haematoxylin 1.1 times as much (Ruifrok's vectors). Between them; ours. */
const PINK = 1.3;
/** Glass where the slide shows none. Ours. */
const USUAL_GLASS: Triple = [240, 240, 240];

/** Shares of the stained pixels, 0 to 1. */
export interface PinkAndBrown {
  readonly isEosin: boolean;
  readonly pink: number;
  readonly brown: number;
}

/** Eosin takes green light before all, DAB blue: no vectors are needed to tell them apart. */
export function looksLikeEosin(patches: readonly RgbRaster[], white: White): PinkAndBrown {
  const glass = looksLikeGlass(white.rgb) ? white.rgb : USUAL_GLASS;
  const densities = stainedPixels(patches, glass, { least: 0.05, most: 1.5 });
  const pixels = densities.length / 3;
  let [pink, brown] = [0, 0];
  for (let i = 0; i < densities.length; i += 3) {
    const [red = 0, green = 0, blue = 0] = [densities[i], densities[i + 1], densities[i + 2]];
    if (blue > green) brown++;
    else if (green > PINK * red) pink++;
  }
  const isEosin = pixels >= LEAST_PIXELS && pink >= LEAST_PINK * pixels && pink >= PINK_TO_BROWN * brown;
  const share = (count: number) => (pixels === 0 ? 0 : count / pixels);
  return { isEosin, pink: share(pink), brown: share(brown) };
}
