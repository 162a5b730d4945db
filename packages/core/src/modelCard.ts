import type { Probe } from './probe';

/** What a model says of itself, in `models/<name>/card.json`. A model without a card is never run. */
export interface ModelCard {
  readonly name: string;
  readonly version: string;
  readonly task: string;
  readonly architecture: string;
  /** Of the `model.onnx` beside the card; checked before every load. */
  readonly sha256: string;
  /** `preparation`: from the image's own values and spacing to the numbers that go in, for people. */
  readonly input: { readonly name: string; readonly shape: readonly number[]; readonly preparation?: string };
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  /** What is predicted, for networks that give classes: `tils` and `['low', 'high']` in the order of the output. */
  readonly target?: string;
  readonly classes?: readonly string[];
  /** Of networks of nuclei: where the brown of the markers lies that it is for; absent where the card does not say. */
  readonly compartment?: 'nuclear' | 'membrane';
  readonly trainedOn: {
    readonly description: string;
    readonly synthetic: boolean;
    readonly images: number;
    /**
     * Manufacturers, or manufacturers and models, as DICOM writes them; an empty list says that no scanner made the
     * images. Absent where the card does not say.
     */
    readonly scanners?: readonly string[];
  };
  readonly threshold: { readonly value: number; readonly source: string };
  readonly measured: readonly {
    readonly data: string;
    readonly metric: string;
    readonly value: number;
    /** 95 %, of an AUC by DeLong. */
    readonly interval?: readonly [lower: number, upper: number];
    /** How `timescope models check --measure` computes it again; absent where it cannot. */
    readonly recipe?: string;
  }[];
  readonly limits: readonly string[];
  readonly licence: string;
  /** With which every engine shows that it computes the network; absent on cards of before. */
  readonly probe?: Probe;
}

/** The area under the ROC curve of these weights: the first that the card names, which is of held-out data. */
export function aucOf({
  measured,
}: Pick<ModelCard, 'measured'>): { value: number; data: string } | undefined {
  const found = measured.find(({ metric }) => metric === 'AUC');
  return found && { value: found.value, data: found.data };
}

/** Said wherever the output of a network is shown that has only seen synthetic data. */
export const DEMONSTRATION_WEIGHTS = 'Demonstration weights, no clinical meaning';
