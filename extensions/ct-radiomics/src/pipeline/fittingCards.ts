import { TimescopeError } from '@timescope/core/errors';
import { fittingCards as thatFit } from '@timescope/core/fittingCards';
import type { ModelCard } from '@timescope/core/modelCard';
import { TARGETS } from '@timescope/core/result/predictionResult';

/** The task of cards whose networks predict from CT. */
export const CT_TASK = 'ct-biomarker';

/** @throws TimescopeError MODEL_MISMATCH for a card of another task, target, other classes or outputs */
export function requireCtNetwork({ name, task, target, classes = [], outputs }: ModelCard): void {
  const says = (because: string, nextStep: string) =>
    new TimescopeError('MODEL_MISMATCH', `The model ${name} cannot predict from CT: ${because}.`, {
      nextStep,
      fields: { model: name },
    });
  if (task !== CT_TASK) throw says(`its task is "${task}", not "${CT_TASK}"`, 'Take a CT network.');
  if (!TARGETS.some(known => known === target))
    throw says(
      `its card predicts "${target ?? 'nothing'}"`,
      `Its "target" must be one of ${TARGETS.join(', ')}.`,
    );
  if (!['low', 'high'].every(each => classes.includes(each)))
    throw says(
      'its card does not name the classes "low" and "high"',
      'Name both in the order of the output.',
    );
  if (!outputs.probability || !outputs.cam)
    throw says('it has no outputs "probability" and "cam"', 'Export the network with both.');
}

/** Cards of CT networks: those that fit, and a sentence for each that does not. Other tasks are passed over. */
export const fittingCards = <Card extends ModelCard>(all: readonly Card[]) =>
  thatFit(
    all.filter(({ task }) => task === CT_TASK),
    requireCtNetwork,
  );
