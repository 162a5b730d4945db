import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { CT_TASK, requireCtNetwork } from '@timescope/extension-ct-radiomics/pipeline/fittingCards';
import { requireFit as ofPathology } from '@timescope/extension-ihc-scoring/pipeline/fittingCards';
import { ctBiomarker } from './ctBiomarker';
import { nuclei } from './nuclei';
import { patchHScore, tissueSegmentation } from './patchNetworks';
import { tissueTiles } from './tissueTiles';

/** A figure of a card, computed again. */
export interface Measured {
  /** Of the figure on the card: `measured[].recipe`. */
  readonly recipe: string;
  readonly value: number;
  /** In the value's unit, how far the card may be from it; a figure given with three digits unless said. */
  readonly tolerance?: number;
  readonly seconds: number;
}

/** What a card's task lets us do with its network. */
export interface Task {
  /** One run through the pipeline that uses it, which refuses outputs that make no sense. */
  readonly tryOut: (network: Network) => Promise<unknown>;
  readonly measure: (network: Network) => Promise<readonly Measured[]>;
}

/** By a card's task, what its module expects of it, as the viewer's lists do; throws TimescopeError MODEL_MISMATCH. */
export const requireFit: Readonly<Record<string, (card: ModelCard) => unknown>> = {
  ...ofPathology,
  [CT_TASK]: requireCtNetwork,
};

export const tasks: Readonly<Record<string, Task>> = {
  [CT_TASK]: ctBiomarker,
  nuclei,
  'tissue-tiles': tissueTiles,
  'tissue-segmentation': tissueSegmentation,
  'h-score': patchHScore,
};
