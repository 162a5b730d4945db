import { fittingCards as thatFit } from '@timescope/core/fittingCards';
import type { ModelCard } from '@timescope/core/modelCard';
import { requireScoreNetwork, requireTissueNetwork, SCORE_TASK, TISSUE_TASK } from './autoihc/patchNetworks';
import { networkDetector, NUCLEI_TASK } from './detection/network/networkDetector';
import { networkTissue, TILES_TASK } from './tissueMap/tileNetwork';

/** By a card's task what its module expects of it; each throws TimescopeError MODEL_MISMATCH for a card that does not fit. */
export const requireFit: Readonly<Record<string, (card: ModelCard) => unknown>> = {
  [NUCLEI_TASK]: networkDetector,
  [TISSUE_TASK]: requireTissueNetwork,
  [SCORE_TASK]: requireScoreNetwork,
  [TILES_TASK]: networkTissue,
};

/** Cards of some tasks: those that fit, and a sentence for each that does not. Cards of other tasks are passed over. */
export const fittingCards = (all: readonly ModelCard[], tasks: readonly string[]) =>
  thatFit(
    all.filter(({ task }) => tasks.includes(task)),
    card => requireFit[card.task]?.(card),
  );
