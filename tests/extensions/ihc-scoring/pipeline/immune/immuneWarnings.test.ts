import { immuneWarnings } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneWarnings';

type Evidence = Parameters<typeof immuneWarnings>[0];

const SLIDE = {
  ...{ areaMm2: { stroma: 1, tumour: 1 }, fields: {} },
  map: { areaMm2: { STR: 1, TUM: 1 }, source: { isSyntheticTrained: false, name: 'drawn areas' } },
};
const NONE = { kind: 'not computable', reason: 'None.' } as const;

/** Warnings against a cohort measured by A on CD3 and by B on CD8. */
function warningsOf(slides: Readonly<Record<string, typeof SLIDE>>, method: string) {
  const cohort = { name: 'Site', n: 500, method: 'A / B', cases: [] };
  const evidence = { slides, cohort } as unknown as Evidence;
  return immuneWarnings(evidence, { stroma: NONE, tumour: NONE, is: NONE }, method, 'key');
}

test.each([
  ['both slides by the methods of the cohort', { cd3: SLIDE, cd8: SLIDE }, 'A / B', []],
  ['CD3 alone by its method', { cd3: SLIDE }, 'A', []],
  ['CD8 alone by its method', { cd8: SLIDE }, 'B', []],
  ['CD3 alone by another method', { cd3: SLIDE }, 'C', ['OTHER_METHOD']],
  ['both slides by the method of one', { cd3: SLIDE, cd8: SLIDE }, 'A', ['OTHER_METHOD']],
] as const)('%s', (_, slides, method, expected) => {
  expect(warningsOf(slides, method).map(({ code }) => code)).toEqual(expected);
});

test.each([
  [0.9, 'but cells were counted in 0.900 mm2; the rest is out of focus or could not be read.'],
  [1.1, 'but cells were counted in 1.100 mm2; a map is coarser than the borders by which cells are counted.'],
])('a map of 1 mm2 of stroma and %d mm2 counted: why', (stroma, words) => {
  const slide = { ...SLIDE, areaMm2: { stroma, tumour: 1 } };
  expect(warningsOf({ cd3: slide }, 'A')).toEqual([
    {
      code: 'AREAS_DIFFER',
      message: `The tissue map of the CD3 slide has 1.000 mm2 of stroma, ${words}`,
    },
  ]);
});

type Found = Parameters<typeof immuneWarnings>[1];

/** Of both slides by the cohort's method, scored in both places by so many of its patients. */
function warningsOfScored(cohort: object, n: { stroma: number; tumour: number }) {
  const scored = (of: number) => ({ kind: 'computed', n: of, toCutoff: { cutoff: 40, distance: 50 } });
  const evidence = {
    slides: { cd3: SLIDE, cd8: SLIDE },
    settings: { steps: 'both', fieldUm: 150, marginUm: 100 },
    cohort: { name: 'Site', n: 40, method: 'A / B', cases: [], ...cohort },
  } as unknown as Evidence;
  const found = { stroma: scored(n.stroma), tumour: scored(n.tumour), is: { kind: 'computed' } };
  return immuneWarnings(evidence, found as unknown as Found, 'A / B', 'key');
}

test('3 of 40 patients have both densities in stroma: the cohort is small, which is said with the 3', () => {
  expect(warningsOfScored({}, { stroma: 3, tumour: 40 })).toEqual([
    {
      code: 'SMALL_COHORT',
      message:
        'Of the 40 patients of the cohort "Site" 3 have CD3 and CD8 densities in stroma; each moves a percentile by 33.3 points.',
    },
  ]);
});

test.each([
  [{ fieldUm: 500, marginUm: 100 }, ['OTHER_FIELDS']],
  [{ fieldUm: 150, marginUm: 500 }, ['OTHER_FIELDS']],
  [{ fieldUm: 150, marginUm: 100 }, []],
  [undefined, []],
])(
  'a cohort with fields %j, a patient with fields of 150 um and a margin of 100: %j',
  (fieldLengths, codes) => {
    const warnings = warningsOfScored({ fieldLengths }, { stroma: 40, tumour: 40 });
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  },
);

test.each([
  [0.443, ['RATIO_NEAR_CUTOFF']],
  [0.563, ['RATIO_NEAR_CUTOFF']],
  [0.436, []],
  [0.564, []],
])("a ratio of %d by a network's tiles: %p", (value, expected) => {
  const map = {
    areaMm2: { STR: value, TUM: 1 - value },
    source: { kind: 'network', isSyntheticTrained: false },
  };
  const he = { ...SLIDE, map } as unknown as typeof SLIDE;
  const codes = warningsOf({ he }, 'A').map(({ code }) => code);
  expect(codes.filter(code => code === 'RATIO_NEAR_CUTOFF')).toEqual(expected);
  const drawn = { ...he, map: { ...map, source: { kind: 'drawn' } } } as unknown as typeof SLIDE;
  expect(warningsOf({ he: drawn }, 'A').map(({ code }) => code)).not.toContain('RATIO_NEAR_CUTOFF');
});
