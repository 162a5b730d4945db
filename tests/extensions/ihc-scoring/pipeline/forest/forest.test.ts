import { dice } from '@timescope/extension-ihc-scoring/pipeline/forest/dice';
import { growForest } from '@timescope/extension-ihc-scoring/pipeline/forest/growForest';
import { parseForest } from '@timescope/extension-ihc-scoring/pipeline/forest/parseForest';
import { forestTables, forestVotes } from '@timescope/extension-ihc-scoring/pipeline/forest/votes.kernel';

/** Two trees by hand: one splits on feature 0 at 0.5, then on feature 1 at 2; the other is one leaf. */
const byHand = {
  classes: 2,
  features: 2,
  trees: [
    {
      feature: [0, -1, 1, -1, -1],
      threshold: [0.5, 0, 2, 0, 0],
      next: [1, 0, 3, 1, 2],
      votes: [255, 0, 0, 255, 100, 155],
    },
    { feature: [-1], threshold: [0], next: [0], votes: [5, 250] },
  ],
};

test('votes are those of the leaves that a value reaches, counted by hand', () => {
  const planes = Float32Array.of(0.4, 0.5, 0.5, NaN, 9, 1.9, 2, NaN);
  const votes = new Float32Array(8);
  forestVotes(forestTables(byHand), planes, 4, votes);
  expect([...votes]).toEqual([260, 5, 105, 105, 250, 505, 405, 405]);
});

/** Class 1 within a circle, class 0 around it; a third feature says nothing. */
function circle(count: number, seed: number) {
  const roll = dice(seed, 0);
  const values = Float32Array.from({ length: 3 * count }, () => roll(10000) / 10000);
  const labels = Uint8Array.from({ length: count }, (_, i) =>
    ((values[i] ?? 0) - 0.5) ** 2 + ((values[count + i] ?? 0) - 0.5) ** 2 < 0.1 ? 1 : 0,
  );
  return { count, features: 3, classes: 2, values, labels };
}

test('a forest learns a circle from 1,500 points: at least 95 % of new points are right', () => {
  const forest = growForest(circle(1500, 1), 7);
  const fresh = circle(2000, 99);
  const votes = new Float32Array(4000);
  forestVotes(forestTables(forest), fresh.values, 2000, votes);
  const right = fresh.labels.filter(
    (label, i) => ((votes[2000 + i] ?? 0) > (votes[i] ?? 0) ? 1 : 0) === label,
  );
  expect(right.length / 2000).toBeGreaterThan(0.95);
});

test('equal examples and seed give an equal forest; another seed another', () => {
  expect(growForest(circle(300, 1), 7)).toEqual(growForest(circle(300, 1), 7));
  expect(growForest(circle(300, 1), 8)).not.toEqual(growForest(circle(300, 1), 7));
});

test('a stored forest comes back as it was, with float32 thresholds', () => {
  const forest = growForest(circle(300, 1), 7);
  expect(parseForest(JSON.parse(JSON.stringify(forest)), 2, 3)).toEqual(forest);
  const thresholds = forest.trees.flatMap(tree => tree.threshold);
  expect(thresholds.map(value => Number(Math.fround(value).toPrecision(9)))).toEqual(thresholds);
});

test.each([
  ['a walk that never ends', { feature: [0, -1, -1], threshold: [1, 0, 0], next: [0, 0, 0], votes: [1, 2] }],
  ['a leaf without votes', { feature: [-1], threshold: [0], next: [1], votes: [1, 2] }],
  ['an unknown feature', { feature: [9, -1, -1], threshold: [1, 0, 0], next: [1, 0, 0], votes: [1, 2] }],
  ['a node without threshold', { feature: [-1], threshold: [], next: [0], votes: [1, 2] }],
  ['half a vote', { feature: [-1], threshold: [0], next: [0], votes: [0.5, 2] }],
])('%s is no forest', (_, tree) => {
  expect(parseForest({ classes: 2, features: 3, trees: [tree] }, 2, 3)).toBeUndefined();
});
