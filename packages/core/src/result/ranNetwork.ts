import { ranIn, type Network, type RanIn } from '../network';
import type { ProvenanceNetwork } from './scoreResult';

/** Which network ran, by its card, and in which tier. Plain data. */
export type RanNetwork = ProvenanceNetwork & RanIn;

export const ranNetwork = (network: Network): RanNetwork => ({
  ...cardOf(network),
  ...ranIn(network),
});

export function cardOf({ card }: Pick<Network, 'card'>): ProvenanceNetwork {
  const { name, version, sha256, trainedOn, limits } = card;
  return { name, version, sha256, isSyntheticTrained: trainedOn.synthetic, limits };
}
