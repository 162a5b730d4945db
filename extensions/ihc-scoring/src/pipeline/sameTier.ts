import { TimescopeError } from '@timescope/core/errors';
import type { Network, Tier } from '@timescope/core/network';

/**
 * The network, where it runs in the tier of the thread that leads: a run does not mix tiers. Undefined stands for none.
 * @throws TimescopeError WORKER_LOST where it does not
 */
export function inSameTier(network: Network | undefined, tier: Tier | undefined): Network | undefined {
  if (network?.tier === tier) return network;
  throw new TimescopeError(
    'WORKER_LOST',
    `A worker runs the network in another tier than ${tier ?? 'none'}.`,
    {
      kind: 'retryable',
      nextStep: 'Measure again; in the viewer reload the page before if it stays.',
    },
  );
}
