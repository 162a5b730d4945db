import type { Network } from '@timescope/core/network';
import { ctBiomarker } from './ctBiomarker';
import { nuclei } from './nuclei';
import { patchHScore, tissueSegmentation } from './patchNetworks';
import { tissueTiles } from './tissueTiles';

/** A figure of a card, computed again. */
export interface Measured {
  /** Of the figure on the card: `measured[].recipe`. */
  readonly recipe: string;
  readonly value: number;
  readonly seconds: number;
}

/** What a card's task lets us do with its network. */
export interface Task {
  /** One run through the pipeline that uses it, which refuses outputs that make no sense. */
  readonly tryOut: (network: Network) => Promise<unknown>;
  /** Absent where the figures need patches that only the training's export makes. */
  readonly measure?: (network: Network) => Promise<Measured>;
}

export const tasks: Readonly<Record<string, Task>> = {
  'ct-biomarker': ctBiomarker,
  nuclei,
  'tissue-tiles': tissueTiles,
  'tissue-segmentation': tissueSegmentation,
  'h-score': patchHScore,
};
