import { predictionHash } from '@timescope/core/result/predictionHash';
import type { PredictionResult } from '@timescope/core/result/predictionResult';
import { sha256Hex } from '@timescope/core/sha256';
import { readModel, readModelCards } from '@timescope/runtime/models';
import { differs, notChecked, ok, someOf, type Check } from './check';

/** Whether a prediction's hash and classes are its own, and whether its models are those of the folder. */
export async function predictionChecks(result: PredictionResult, models: string): Promise<readonly Check[]> {
  return [hashCheck(result), classCheck(result), ...(await modelChecks(result, models))];
}

function hashCheck(result: PredictionResult): Check {
  return predictionHash(result) === result.hash
    ? ok(`The hash ${result.hash.slice(0, 12)} is that of the document.`)
    : differs(`The hash ${result.hash.slice(0, 12)} is not that of the document: it was edited.`);
}

function classCheck({ targets }: PredictionResult): Check {
  const wrong = Object.entries(targets)
    .filter(([, said]) => (said.probability >= said.threshold ? 'high' : 'low') !== said.class)
    .map(([target]) => target);
  return wrong.length === 0
    ? ok('Every class follows from its probability and threshold.')
    : differs(`The class of ${someOf(wrong)} does not follow from its probability and threshold.`);
}

async function modelChecks({ targets }: PredictionResult, models: string): Promise<readonly Check[]> {
  const cards = await readModelCards(models);
  const checks = Object.values(targets).map(async ({ model }): Promise<Check> => {
    const named = `${model.name} ${model.version}`;
    const found = cards.find(({ card }) => card.name === model.name && card.version === model.version);
    if (!found) return notChecked(`The model ${named}: it is not in ${models}.`);
    const { bytes } = await readModel(found.folder);
    return sha256Hex(bytes) === model.sha256
      ? ok(`The model ${named} is the one that predicted.`)
      : differs(`The model ${named} in ${models} has other weights than the one that predicted.`);
  });
  return Promise.all(checks);
}
