import type { ModelCard } from './modelCard';

export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The port behind which a network runs. `engine` and `tier` are written into every result. */
export interface Network {
  readonly card: ModelCard;
  readonly engine: string;
  readonly tier: 'reference' | 'native';
  /** @throws TimescopeError MODEL_MISMATCH for a wrong shape, MODEL_OUTPUT for a value that is not finite. */
  run(input: Tensor): Promise<Readonly<Record<string, Tensor>>>;
}
