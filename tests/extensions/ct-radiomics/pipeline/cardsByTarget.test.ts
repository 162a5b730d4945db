import type { ModelCard } from '@timescope/core/modelCard';
import { cardsByTarget } from '@timescope/extension-ct-radiomics/pipeline/cardsByTarget';
import { compareModels } from '@timescope/extension-ct-radiomics/pipeline/predict';
import { fixedNetwork } from '../../../harness/fixedNetwork';
import { handMadeCt, handMadeRoi } from '../../../harness/handMadeCt';

const card = (name: string, target: string, synthetic: boolean) => {
  const { card: made } = fixedNetwork('tils', 0.5);
  return { ...made, name, target, trainedOn: { ...made.trainedOn, synthetic } };
};
const namesOf = (cards: readonly ModelCard[]) =>
  Object.fromEntries(
    Object.entries(cardsByTarget(cards)).map(([target, of]) => [target, of.map(({ name }) => name)]),
  );

test('a network that learned from patients stands before demonstration weights, wherever it is listed', () => {
  const ours = [card('demo-is', 'is', true), card('demo-tils', 'tils', true)];
  const site = card('site-tils', 'tils', false);
  expect(namesOf([...ours, site])).toEqual({ is: ['demo-is'], tils: ['site-tils', 'demo-tils'] });
  expect(namesOf([site, ...ours])).toEqual({ is: ['demo-is'], tils: ['site-tils', 'demo-tils'] });
});

test('of equals the first listed stays first, and cards of other tasks are left out', () => {
  const { target, ...withoutTarget } = card('nuclei', 'none', true);
  expect(target).toBe('none');
  expect(namesOf([card('b', 'tsr', true), withoutTarget, card('a', 'tsr', true)])).toEqual({
    tsr: ['b', 'a'],
  });
  expect(namesOf([card('x', 'liver', false)])).toEqual({});
});

test('compared networks each give probability, class by their own threshold, and map of the same slice', async () => {
  const ct = handMadeCt([30, 30, 3], () => 40);
  const roi = handMadeRoi(ct, (i, j, k) => k > 0 && i > 4 && i < 20 + k && j > 4 && j < 20);
  const networks = [0.75, 0.25].map(high => ({
    target: 'tils' as const,
    network: fixedNetwork('tils', high),
  }));
  const compared = await compareModels(ct, roi, networks, { slice: 1 }, {});
  expect(compared.map(({ said, map }) => [said.probability, said.class, map.slice])).toEqual([
    [0.75, 'high', 1],
    [0.25, 'low', 1],
  ]);
});
