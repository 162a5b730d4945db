import type { Network, Tensor } from '@timescope/core/network';

/** The network, and how often it was asked since the last look. */
export function countedNetwork(network: Network): Network & { readonly asked: () => number } {
  let count = 0;
  return {
    ...network,
    run(input: Tensor) {
      count++;
      return network.run(input);
    },
    asked() {
      const before = count;
      count = 0;
      return before;
    },
  };
}
