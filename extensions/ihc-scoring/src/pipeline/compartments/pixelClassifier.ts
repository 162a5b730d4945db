import type { Forest } from '../forest/forest';

export const PIXEL_CLASSIFIER_VERSION = 1;

/**
 * Tells tumour, stroma and other apart by the stain around each point of a 2 um grid. Plain data, saved with the run.
 * `features` names the inputs in order: a reader that computes others must refuse it.
 */
export interface PixelClassifier {
  readonly kind: 'timescope.pixel-classifier';
  readonly version: typeof PIXEL_CLASSIFIER_VERSION;
  readonly name: string;
  readonly features: readonly string[];
  /** In the order of the labels 0, 1, 2. */
  readonly classes: readonly ['other', 'tumour', 'stroma'];
  readonly forest: Forest;
  readonly training: {
    readonly seed: number;
    /** Grid points learned from, by class. */
    readonly samples: readonly [number, number, number];
    /** SHA-256 of the strokes and digest of the slide that they were drawn on. */
    readonly strokes: string;
    readonly slide: string;
  };
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly hash: string;
}
