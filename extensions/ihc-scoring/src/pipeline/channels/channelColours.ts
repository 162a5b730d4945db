import type { StainModel } from '../stain/stainModel';
import { scaled, type Triple } from '../stain/stainVectors';
import type { Channel } from './channelTile';

/** Optical density at the dark end of a picture: strong DAB reaches 1.2 to 1.6. Ours. */
const DARKEST = { haematoxylin: 1.5, dab: 1.5, residual: 0.5 } as const;

export const darkestOd = (channel: Channel): number => DARKEST[channel];

/** Steps of the scale. */
export const COLOUR_STEPS = 256;

/** The residual has no colour of its own: it is shown in greys, twice as dark as its density for its short scale. */
const GREY: Triple = [2, 2, 2];

/**
 * The colours of amounts from 0 to the darkest, three bytes a step: what white glass looks like through that much of the
 * stain (Beer and Lambert). For the eye only: no score is made from them.
 */
export function channelColours(channel: Channel, { vectors }: Pick<StainModel, 'vectors'>): Uint8Array {
  const absorbed = channel === 'residual' ? GREY : vectors[channel];
  const colours = new Uint8Array(3 * COLOUR_STEPS);
  for (let step = 0; step < COLOUR_STEPS; step++) {
    const densities = scaled(absorbed, (step / (COLOUR_STEPS - 1)) * DARKEST[channel]);
    densities.forEach((od, k) => {
      colours[3 * step + k] = Math.round(255 * 10 ** -Math.max(0, od));
    });
  }
  return colours;
}
