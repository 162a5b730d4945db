import type { ModelCard } from '@timescope/core/modelCard';

/** A network by its card; the weights must have the card's hash. */
export interface NamedNetwork {
  readonly model: string;
  readonly modelVersion: string;
  readonly sha256: string;
}

/** Which networks see the slide in patches. Plain data. */
export interface PatchChoice {
  /** Tells tumour from stroma. */
  readonly tissue: NamedNetwork;
  /** Scores the patches; absent: nothing does. */
  readonly scorer?: NamedNetwork | 'formula';
}

export const namedNetwork = ({ name, version, sha256 }: ModelCard): NamedNetwork => ({
  model: name,
  modelVersion: version,
  sha256,
});
