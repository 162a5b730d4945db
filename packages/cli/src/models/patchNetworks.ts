import type { Network, Tensor } from '@timescope/core/network';
import { probeInput } from '@timescope/core/probe';
import { scoreAnswer, tissueAnswer } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchAnswers';
import {
  requireScoreNetwork,
  requireTissueNetwork,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import { diceOnGeneratedPatches, errorsOnGeneratedPatches } from './generatedPatches';
import type { Task } from './tasks';

/** What it says of glass, and of the card's stored input where it has one. */
async function answersOf(network: Network): Promise<Readonly<Record<string, Tensor>>[]> {
  const { card } = network;
  const { shape } = card.input;
  const glass = { shape, values: new Float32Array(shape.reduce((product, size) => product * size, 1)) };
  const inputs = card.probe ? [glass, probeInput(card, card.probe)] : [glass];
  const answers = [];
  for (const input of inputs) answers.push(await network.run(input));
  return answers;
}

export const tissueSegmentation: Task = {
  tryOut: async network => {
    requireTissueNetwork(network.card);
    return (await answersOf(network)).map(answer => tissueAnswer(network.card, answer));
  },
  measure: diceOnGeneratedPatches,
};

export const patchHScore: Task = {
  tryOut: async network => {
    requireScoreNetwork(network.card);
    return (await answersOf(network)).map(answer => scoreAnswer(network.card, answer));
  },
  measure: errorsOnGeneratedPatches,
};
