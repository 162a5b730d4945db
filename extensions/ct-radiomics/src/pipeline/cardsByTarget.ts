import type { ModelCard } from '@timescope/core/modelCard';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';

/** The first card of a target is the one whose network predicts; the others are there to compare with. */
export type CardsByTarget<Card = ModelCard> = Readonly<Partial<Record<Target, readonly [Card, ...Card[]]>>>;

/**
 * Cards of CT networks by what they predict. One that learned from patients comes before demonstration weights, so that
 * a site's own takes their place; otherwise the order given stays.
 */
export function cardsByTarget<Card extends Pick<ModelCard, 'target' | 'trainedOn'>>(
  cards: readonly Card[],
): CardsByTarget<Card> {
  const found: Partial<Record<Target, readonly [Card, ...Card[]]>> = {};
  for (const target of TARGETS) {
    const [first, ...others] = cards
      .filter(card => card.target === target)
      .toSorted((a, b) => Number(a.trainedOn.synthetic) - Number(b.trainedOn.synthetic));
    if (first) found[target] = [first, ...others];
  }
  return found;
}
