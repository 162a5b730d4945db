import type { Channel } from '../pipeline/channels/channelTile';
import type { StainKind } from '../pipeline/stain/stainVectors';
import { strings } from '../strings';

/** What each channel is called: on H&E the second stain is eosin. */
export const stainNames = (stain: StainKind): Readonly<Record<Channel, string>> => ({
  haematoxylin: strings.stainNames.haematoxylin,
  dab: stain === 'h-dab' ? strings.stainNames.dab : strings.stainNames.eosin,
  residual: strings.stainNames.residual,
});
