import { TimescopeError } from '@timescope/core/errors';
import type { RgbRaster } from '@timescope/core/raster';
import { looksLikeGlass, type White } from '../white';

/** Levels between the channels of a pixel that still count as grey: rounding and JPEG leave that many. Ours. */
const GREY_LEVELS = 3;
/** Stained pixels lie at least this many levels below the glass, so that glass of any tint is left out. Ours. */
const BELOW_GLASS = 10;
/** Glass where the slide shows none. Ours. */
const USUAL_GLASS = 240;
/** Of the stained pixels at least so many have colour; of real slides, faintest counterstain too, 60 % or more. Ours. */
const LEAST_COLOURED = 0.01;
/** Fewer stained pixels than this say nothing. Ours. */
const LEAST_PIXELS = 500;

/**
 * Stains are told apart by colour alone: of a grey image any number could be measured, and all would be wrong.
 * @param patches Of the slide's tissue.
 * @throws TimescopeError NOT_AN_IMAGE
 */
export function requireColour(patches: readonly RgbRaster[], white: White): void {
  const glass = looksLikeGlass(white.rgb) ? Math.min(...white.rgb) : USUAL_GLASS;
  let stained = 0;
  let coloured = 0;
  for (const { values } of patches)
    for (let at = 0; at < values.length; at += 3) {
      const [red = 0, green = 0, blue = 0] = [values[at], values[at + 1], values[at + 2]];
      const brightest = Math.max(red, green, blue);
      if (brightest > glass - BELOW_GLASS) continue;
      stained++;
      if (brightest - Math.min(red, green, blue) > GREY_LEVELS) coloured++;
    }
  if (stained < LEAST_PIXELS || coloured >= LEAST_COLOURED * stained) return;
  throw new TimescopeError(
    'NOT_AN_IMAGE',
    'The image has no colour, so stains cannot be told apart; expected a colour image of the slide.',
    { nextStep: 'Export the slide in colour (RGB) and score that.' },
  );
}
