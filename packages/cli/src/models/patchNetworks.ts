import type { Network } from '@timescope/core/network';
import {
  requireScoreNetwork,
  requireTissueNetwork,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import { diceOnGeneratedPatches, errorsOnGeneratedPatches } from './generatedPatches';
import type { Task } from './tasks';

/** One run on glass. */
const onGlass = (network: Network) => {
  const { shape } = network.card.input;
  return network.run({ shape, values: new Float32Array(shape.reduce((product, size) => product * size, 1)) });
};

export const tissueSegmentation: Task = {
  tryOut: network => {
    requireTissueNetwork(network.card);
    return onGlass(network);
  },
  measure: diceOnGeneratedPatches,
};

export const patchHScore: Task = {
  tryOut: network => {
    requireScoreNetwork(network.card);
    return onGlass(network);
  },
  measure: errorsOnGeneratedPatches,
};
