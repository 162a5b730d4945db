import { messageOf } from './errors';
import type { ModelCard } from './modelCard';

/** Cards that fit what they are for, and a sentence for each that does not. @param requireFit throws for one that does not */
export function fittingCards<Card extends ModelCard>(
  all: readonly Card[],
  requireFit: (card: Card) => unknown,
): { readonly cards: readonly Card[]; readonly problems: readonly string[] } {
  const cards: Card[] = [];
  const problems: string[] = [];
  for (const card of all)
    try {
      requireFit(card);
      cards.push(card);
    } catch (thrown) {
      problems.push(messageOf(thrown));
    }
  return { cards, problems };
}
