import type { Forest } from '../forest/forest';

export const CELL_CLASSIFIER_VERSION = 1;

/** Tells tumour, immune and other cells apart by what is measured of each cell. Plain data, saved with the run. */
export interface CellClassifier {
  readonly kind: 'timescope.cell-classifier';
  readonly version: typeof CELL_CLASSIFIER_VERSION;
  readonly name: string;
  readonly features: readonly string[];
  /** In the order of the types 0, 1, 2. */
  readonly classes: readonly ['other', 'tumour', 'immune'];
  readonly forest: Forest;
  readonly training: {
    readonly seed: number;
    /** Cells learned from, by class. */
    readonly samples: readonly [number, number, number];
    /** SHA-256 of the clicks and digest of the slide that they were made on. */
    readonly clicks: string;
    readonly slide: string;
  };
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly hash: string;
}
