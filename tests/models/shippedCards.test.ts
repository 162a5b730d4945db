import type { ModelCard } from '@timescope/core/modelCard';
import { unknownMembers } from '@timescope/core/parseModelCard';
import { readModelCards } from '@timescope/runtime/models';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../harness/commandLine';

const shipped = await readModelCards(path.join(repository, 'models'));

test.each(shipped.map(({ card, folder }) => [card.name, card, folder] as const))(
  '%s says what goes in, how good it is on generated images by a recipe, and what it cannot do',
  (name, card, folder) => {
    expect(path.basename(folder)).toBe(name);
    expect(card.input.preparation).toMatch(/um\/px|Hounsfield/);
    expect(card.measured.some(({ recipe }) => recipe !== undefined)).toBe(true);
    expect(card.limits.length).toBeGreaterThan(0);
    expect(card.licence).toBe('MIT');
    expect(card.probe).toBeDefined();
    expect(unknownMembers(card)).toEqual([]);
    const isDemonstration = /^\*\*Demonstration weights/m.test(
      readFileSync(path.join(folder, 'README.md'), 'utf8'),
    );
    expect(isDemonstration).toBe(card.trainedOn.synthetic);
  },
);

const figuresOf = ({ measured }: ModelCard, metric: string) =>
  measured.filter(figure => figure.metric.startsWith(metric));

const guessing = shipped.flatMap(({ card }) => {
  const [prior] = [
    ...figuresOf(card, 'share of the commonest class'),
    ...figuresOf(card, 'accuracy of always naming'),
  ];
  const [accuracy] = figuresOf(card, 'accuracy');
  return prior && accuracy ? [[card.name, accuracy.value, prior.value] as const] : [];
});

test('those that name a class say what guessing reaches', () => {
  const naming = shipped.filter(({ card }) => ['ct-biomarker', 'tissue-tiles'].includes(card.task));
  expect(guessing).toHaveLength(naming.length);
  expect(guessing.length).toBeGreaterThan(6);
});

test.each(guessing)(
  '%s is right more often (%d) than the commonest class alone (%d)',
  (_, accuracy, prior) => {
    expect(accuracy).toBeGreaterThan(prior + 0.1);
  },
);

const heads = shipped.flatMap(({ card }) => {
  const all = figuresOf(card, 'AUC');
  const unseen = all.find(({ recipe }) => recipe !== undefined);
  const shuffled = all.find(({ data }) => data.includes('shuffled labels'));
  return unseen ? [{ name: card.name, unseen, shuffled }] : [];
});

test.each(heads)(
  '$name: the DeLong interval on unseen phantoms lies above chance, shuffled labels at it',
  ({ unseen, shuffled }) => {
    expect(unseen.interval?.[0]).toBeGreaterThan(0.8);
    expect(Math.abs((shuffled?.value ?? 1) - 0.5)).toBeLessThan(0.05);
  },
);

test('a checkout stays small: the weights take at most 120 MB', () => {
  const bytes = shipped.map(({ folder }) => statSync(path.join(folder, 'model.onnx')).size);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(120e6);
});
