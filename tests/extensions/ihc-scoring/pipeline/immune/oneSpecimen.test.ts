import {
  differentSpecimens,
  specimensConfirmed,
} from '@timescope/extension-ihc-scoring/pipeline/immune/oneSpecimen';

test('sections of two specimens: one sentence; of one, or where one says nothing: none', () => {
  const cd3 = { name: 'cd3', specimens: ['A-1'] } as const;
  expect(differentSpecimens([cd3, { name: 'he', specimens: ['B-1'] }])).toBe(
    'The CD3 and the H&E slide are of different specimens; no score is given.',
  );
  expect(differentSpecimens([cd3, { name: 'cd8', specimens: ['A-1', 'A-2'] }])).toBeUndefined();
  expect(differentSpecimens([cd3, { name: 'cd8', specimens: [] }])).toBeUndefined();
  expect(differentSpecimens([])).toBeUndefined();
});

test('a reader who says that they belong together leaves a warning a pair; a section that names none hides no pair', () => {
  const [none, one, other] = [
    { name: 'cd3', specimens: [] },
    { name: 'cd8', specimens: ['A-1'] },
    { name: 'he', specimens: ['B-1'] },
  ] as const;
  expect(differentSpecimens([none, one, other])).toContain('The CD8 and the H&E slide');
  expect(specimensConfirmed([none, one, other])).toEqual([
    {
      code: 'SPECIMENS_CONFIRMED',
      message:
        'The CD8 and the H&E slide name different specimens; a reader confirmed that they belong together.',
    },
  ]);
  expect(specimensConfirmed([none, one])).toEqual([]);
});
