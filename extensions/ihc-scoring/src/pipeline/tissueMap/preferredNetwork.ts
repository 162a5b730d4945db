import type { ModelCard } from '@timescope/core/modelCard';

/** Figures of a card that decide which network a reader is offered first; tests/bench/tileNetwork.nightly measures them. */
export const POINTS_FROM_TRUTH = 'greatest error of the tumour-stroma ratio, points';
export const SECONDS_PER_TILE = 'seconds a tile on one thread';

/** The network that others are held against (Xu et al. 2021 use VGG-19). */
const COMPARED_WITH = 'tiles-vgg19';
const MOST_POINTS = 2;

/** Why a network stands first: it has seen real tissue; it is the fastest within 2 points of VGG-19; it is the first. */
export type NetworkReason = 'real-tissue' | 'fastest-near-vgg19' | 'first';

/** A site's own network before demonstration weights, then the fastest that measures within 2 points of VGG-19. */
export function preferredNetwork(
  cards: readonly ModelCard[],
): { readonly card: ModelCard; readonly why: NetworkReason } | undefined {
  const [first] = cards;
  const ofSite = cards.find(({ trainedOn }) => !trainedOn.synthetic);
  if (ofSite) return { card: ofSite, why: 'real-tissue' };
  const [fastest] = cards
    .filter(card => isNear(card, cards))
    .toSorted(
      (a, b) => (figureOf(a, SECONDS_PER_TILE) ?? Infinity) - (figureOf(b, SECONDS_PER_TILE) ?? Infinity),
    );
  if (fastest) return { card: fastest, why: 'fastest-near-vgg19' };
  return first && { card: first, why: 'first' };
}

/** Its error is at most so much greater; a smaller error is no fault. */
function isNear(card: ModelCard, cards: readonly ModelCard[]): boolean {
  const compared = cards.find(({ name }) => name === COMPARED_WITH);
  const bound = compared && figureOf(compared, POINTS_FROM_TRUTH);
  return bound !== undefined && (figureOf(card, POINTS_FROM_TRUTH) ?? Infinity) <= bound + MOST_POINTS;
}

const figureOf = ({ measured }: ModelCard, wanted: string): number | undefined =>
  measured.find(({ metric }) => metric === wanted)?.value;
