import type { ModelCard } from '@timescope/core/modelCard';
import { isTissueRole } from '../../pipeline/annotations';
import type { Reading } from '../../pipeline/reading/reading';
import { preferredNetwork, type NetworkReason } from '../../pipeline/tissueMap/preferredNetwork';
import type { MapSteps } from '../../pipeline/tissueMap/mapGrid';
import { networkTissue } from '../../pipeline/tissueMap/tileNetwork';
import type { TissueSource } from '../../pipeline/tissueMap/tissueSource';
import { strings } from '../../strings';

/** Why a source is the one that is asked when the reader names none. */
export type SourceReason = 'trained-here' | 'drawn-here' | 'nothing-else' | NetworkReason;

export interface ChosenSource {
  /** `drawn`, `classifier`, or the name of a network's card. */
  readonly key: string;
  readonly source: TissueSource;
  /** Undefined where the reader chose it. */
  readonly why: SourceReason | undefined;
}

type Given = Pick<Reading, 'compartments' | 'regions'>;

/**
 * The source that was chosen, or the default where that is not there.
 * @param chosen with a reason where a map was made by default: what is painted over it later does not change its source,
 *   but a classifier that is trained does.
 */
export function chosenSource(
  reading: Given,
  cards: readonly ModelCard[],
  chosen: Pick<ChosenSource, 'key' | 'why'> | undefined,
): ChosenSource {
  const isOvertaken = chosen?.why !== undefined && reading.compartments !== undefined;
  const source = chosen && !isOvertaken ? sourceNamed(chosen.key, reading, cards) : undefined;
  return chosen && source ? { ...chosen, source } : defaultSource(reading, cards);
}

/** Drawn areas and classifiers are known at every place, so the finer step costs nothing; a network is asked less. */
export const usualSteps = ({ kind }: TissueSource): MapSteps => (kind === 'network' ? 'both' : '74');

/** What was made on this very slide goes before a network. */
function defaultSource(reading: Given, cards: readonly ModelCard[]): ChosenSource {
  const { compartments, regions } = reading;
  if (compartments)
    return {
      key: 'classifier',
      source: { kind: 'pixel-classifier', model: compartments },
      why: 'trained-here',
    };
  if (regions.some(({ role }) => isTissueRole(role)))
    return { key: 'drawn', source: DRAWN, why: 'drawn-here' };
  const network = preferredNetwork(cards);
  return network
    ? { key: network.card.name, source: networkTissue(network.card), why: network.why }
    : { key: 'drawn', source: DRAWN, why: 'nothing-else' };
}

const DRAWN: TissueSource = { kind: 'drawn', name: strings.mapDrawn };

function sourceNamed(
  key: string,
  { compartments }: Given,
  cards: readonly ModelCard[],
): TissueSource | undefined {
  if (key === 'drawn') return DRAWN;
  if (key === 'classifier') return compartments && { kind: 'pixel-classifier', model: compartments };
  const card = cards.find(({ name }) => name === key);
  return card && networkTissue(card);
}
