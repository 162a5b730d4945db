import type { RgbRaster } from '@timescope/core/raster';
import type { StainModel } from '../stain/stainModel';
import { channelColours, COLOUR_STEPS, darkestOd } from './channelColours';
import { channelTable } from './channelTable';
import type { Channel } from './channelTile';

/**
 * A tile as the picture of one channel, four bytes a pixel. Amounts below 0 are shown as 0, of the residual its size; above
 * the darkest as the darkest.
 */
export function channelPicture(
  { width, height, values }: RgbRaster,
  channel: Channel,
  stain: Pick<StainModel, 'white' | 'vectors'>,
): Uint8ClampedArray<ArrayBuffer> {
  const table = channelTable(channel, stain);
  const colours = channelColours(channel, stain);
  const toStep = (COLOUR_STEPS - 1) / darkestOd(channel);
  const isSize = channel === 'residual';
  const out = new Uint8ClampedArray(4 * width * height);
  for (let from = 0, to = 0; to < out.length; from += 3, to += 4) {
    const sum = table[values[from]!]! + table[256 + values[from + 1]!]! + table[512 + values[from + 2]!]!;
    const amount = isSize ? Math.abs(sum) : Math.max(0, sum);
    const at = 3 * Math.min(COLOUR_STEPS - 1, Math.round(amount * toStep));
    out[to] = colours[at]!;
    out[to + 1] = colours[at + 1]!;
    out[to + 2] = colours[at + 2]!;
    out[to + 3] = 255;
  }
  return out;
}
