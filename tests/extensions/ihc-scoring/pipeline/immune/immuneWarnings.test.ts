import { immuneWarnings } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneWarnings';

type Evidence = Parameters<typeof immuneWarnings>[0];

const SLIDE = {
  ...{ areaMm2: { stroma: 1, tumour: 1 }, fields: {} },
  map: { areaMm2: { STR: 1, TUM: 1 }, source: { isSyntheticTrained: false, name: 'drawn areas' } },
};
const NONE = { kind: 'not computable', reason: 'None.' } as const;

/** Codes of the warnings against a cohort measured by A on CD3 and by B on CD8. */
function codes(slides: Readonly<Record<string, typeof SLIDE>>, method: string): string[] {
  const cohort = { name: 'Site', n: 500, method: 'A / B', cases: [] };
  const evidence = { slides, cohort } as unknown as Evidence;
  return immuneWarnings(evidence, { stroma: NONE, tumour: NONE }, method, 'key').map(({ code }) => code);
}

test.each([
  ['both slides by the methods of the cohort', { cd3: SLIDE, cd8: SLIDE }, 'A / B', []],
  ['CD3 alone by its method', { cd3: SLIDE }, 'A', []],
  ['CD8 alone by its method', { cd8: SLIDE }, 'B', []],
  ['CD3 alone by another method', { cd3: SLIDE }, 'C', ['OTHER_METHOD']],
  ['both slides by the method of one', { cd3: SLIDE, cd8: SLIDE }, 'A', ['OTHER_METHOD']],
] as const)('%s', (_, slides, method, expected) => {
  expect(codes(slides, method)).toEqual(expected);
});
