import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Tensor } from '@timescope/core/network';
import { PATCH_CLASSES } from './patchNetworks';
import { sumFarthestFromOne } from './patchPixels.kernel';

type Answers = Readonly<Record<string, Tensor>>;

/** Rounding alone moves a sum of four by less. Ours. */
const SUM_TOLERANCE = 1e-3;
/** Every pixel 3+. */
const MOST_SCORE = 300;

/**
 * What a tissue network says of each pixel: classes x edge x edge, and the probability of nucleus where it gives one.
 * @throws TimescopeError MODEL_OUTPUT for what are no probabilities
 */
export function tissueAnswer(
  card: ModelCard,
  { tissue, nuclei }: Answers,
): { readonly classes: Float32Array; readonly nuclei: Float32Array | undefined } {
  const classes = tissue?.values ?? new Float32Array();
  const sum = sumFarthestFromOne(classes, PATCH_CLASSES.length);
  if (Math.abs(sum - 1) > SUM_TOLERANCE)
    throw senseless(
      card,
      `probabilities that add up to ${sum.toFixed(3)} in "tissue", not to 1`,
      'its softmax',
    );
  requireShares(card, 'tissue', classes);
  if (nuclei) requireShares(card, 'nuclei', nuclei.values);
  return { classes, nuclei: nuclei?.values };
}

/** The H-score that a scoring network gives a patch. @throws TimescopeError MODEL_OUTPUT for one that is none */
export function scoreAnswer(card: ModelCard, { score }: Answers): number {
  const value = score?.values[0] ?? Number.NaN;
  if (value >= 0 && value <= MOST_SCORE) return value;
  throw senseless(
    card,
    `the score ${value.toFixed(1)}; an H-score lies between 0 and ${MOST_SCORE}`,
    'its last step, which brings the score between 0 and 300',
  );
}

function requireShares(card: ModelCard, name: string, values: Float32Array): void {
  const wrong = values.find(value => !(value >= -SUM_TOLERANCE && value <= 1 + SUM_TOLERANCE));
  if (wrong === undefined) return;
  throw senseless(
    card,
    `${wrong.toFixed(3)} in "${name}"; a probability lies between 0 and 1`,
    'its softmax or sigmoid',
  );
}

const senseless = (card: ModelCard, what: string, missing: string): TimescopeError =>
  new TimescopeError('MODEL_OUTPUT', `${card.name}/model.onnx gave ${what}.`, {
    nextStep: `Export ${card.name} with ${missing}, or install the model again, card.json and model.onnx from the same place.`,
    fields: { model: card.name },
  });
