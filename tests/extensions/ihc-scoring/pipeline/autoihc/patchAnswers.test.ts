import type { ModelCard } from '@timescope/core/modelCard';
import type { Tensor } from '@timescope/core/network';
import { scoreAnswer, tissueAnswer } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchAnswers';
import { drawnCard } from '../../../../harness/drawnNetwork';

const card: ModelCard = { ...drawnCard, name: 'own' };
const tensor = (...values: number[]): Tensor => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

/** Of two pixels, class by class. */
const SURE = tensor(1, 0.25, 0, 0.25, 0, 0.25, 0, 0.25);

test('probabilities and scores in their bounds are taken as they are', () => {
  expect(tissueAnswer(card, { tissue: SURE })).toEqual({ classes: SURE.values, nuclei: undefined });
  expect(tissueAnswer(card, { tissue: SURE, nuclei: tensor(0, 1) }).nuclei).toEqual(Float32Array.of(0, 1));
  expect([0, 181.5, 300].map(score => scoreAnswer(card, { score: tensor(score) }))).toEqual([0, 181.5, 300]);
});

test.each([
  ['raw logits', { tissue: tensor(1, -3, 0, 7, 0, 1, 0, 0) }, 'that add up to 5.000 in "tissue", not to 1'],
  ['a negative share', { tissue: tensor(1, -0.5, 0, 1.5, 0, 0, 0, 0) }, 'gave -0.500 in "tissue"'],
  ['no tissue at all', {}, 'add up to 0.000'],
  ['nuclei of 200', { tissue: SURE, nuclei: tensor(0.5, 200) }, 'gave 200.000 in "nuclei"'],
  ['nuclei below 0', { tissue: SURE, nuclei: tensor(-1, 0) }, 'gave -1.000 in "nuclei"'],
])('%s instead of probabilities are refused, naming card and file', (_, answers, because) => {
  expect(() => tissueAnswer(card, answers)).toThrow(
    expect.objectContaining({
      code: 'MODEL_OUTPUT',
      message: expect.stringMatching(/^own\/model\.onnx gave /) as string,
    }) as Error,
  );
  expect(() => tissueAnswer(card, answers)).toThrow(because);
});

test.each([-40, 5000, 300.5])('an H-score of %d is refused, naming card and file', score => {
  expect(() => scoreAnswer(card, { score: tensor(score) })).toThrow(
    `own/model.onnx gave the score ${score.toFixed(1)}; an H-score lies between 0 and 300`,
  );
});
