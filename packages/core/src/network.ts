import type { ModelCard } from './modelCard';

export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** `reference` gives the same bits on every machine; the others are faster, and the same within one machine. */
export type Tier = 'reference' | 'native' | 'webgpu';

/** The port behind which a network runs. `engine`, `tier` and its note are written into every result. */
export interface Network {
  readonly card: ModelCard;
  readonly engine: string;
  readonly tier: Tier;
  /** Why it is another tier than the one that was asked for; absent where it is that one. */
  readonly tierNote?: string;
  /** @throws TimescopeError MODEL_MISMATCH for a wrong shape, MODEL_OUTPUT for a value that is not finite. */
  run(input: Tensor): Promise<Readonly<Record<string, Tensor>>>;
}

/** In which tier a network ran, as plain data. */
export type RanIn = Pick<Network, 'tier' | 'tierNote'>;

export const ranIn = ({ tier, tierNote }: Network): RanIn => ({
  tier,
  ...(tierNote !== undefined && { tierNote }),
});

/** Why networks ran in another tier than the one that was asked for, each reason once. */
export const tierNotes = (networks: readonly Pick<RanIn, 'tierNote'>[]): string[] => [
  ...new Set(networks.flatMap(({ tierNote = [] }) => tierNote)),
];
