import { channelColours, darkestOd } from '../pipeline/channels/channelColours';
import { CHANNELS, type Channel } from '../pipeline/channels/channelTile';
import type { StainModel } from '../pipeline/stain/stainModel';

/** In the order in which their key shows them. */
export const channelsInOrder = CHANNELS;

/** What the colours of a channel's picture mean. */
export interface ChannelScale {
  /** From 0 to the darkest, three bytes a step. */
  readonly colours: Uint8Array;
  /** Optical density of the last step. */
  readonly darkest: number;
}

export const channelScale = (channel: Channel, stain: Pick<StainModel, 'vectors'>): ChannelScale => ({
  colours: channelColours(channel, stain),
  darkest: darkestOd(channel),
});

/** The colour at a part of the scale, 0 to 1, as CSS writes it. */
export function colourAt({ colours }: ChannelScale, part: number): string {
  const at = 3 * Math.round(part * (colours.length / 3 - 1));
  return `rgb(${colours.subarray(at, at + 3).join(',')})`;
}
