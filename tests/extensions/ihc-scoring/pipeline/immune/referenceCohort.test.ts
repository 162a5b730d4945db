import { TimescopeError } from '@timescope/core/errors';
import { cohortScores } from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import { parseReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/parseReferenceCohort';
import { cohortHash } from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import { cohortOf, threePatients } from './threePatients';

const cohort = cohortOf(threePatients);
const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function sentence(document: unknown): string {
  try {
    parseReferenceCohort(document);
  } catch (thrown) {
    if (thrown instanceof TimescopeError) return thrown.message;
    throw thrown;
  }
  return 'no error';
}

test('a cohort that was written is read back as it was', () => {
  expect(parseReferenceCohort(asStored(cohort))).toEqual(cohort);
});

test('follow-up comes back, too', () => {
  const followed = cohortOf(
    threePatients.map(each => ({ ...each, followUp: { months: 60, hasDied: each.key === 'a' } })),
  );
  expect(parseReferenceCohort(asStored(followed)).cases[0]?.followUp).toEqual({ months: 60, hasDied: true });
});

test('the order in which results are found changes nothing', () => {
  expect(cohortOf(threePatients.toReversed()).hash).toBe(cohort.hash);
});

test('a number changed after it was made: the hash does not fit, one sentence', () => {
  const changed = {
    ...cohort,
    cutoffs: { ...cohort.cutoffs, stroma: { ...cohort.cutoffs.stroma, low: 30 } },
  };
  expect(sentence(asStored(changed))).toBe(
    'The reference cohort "Three patients" was changed after it was made: its content does not fit its hash.',
  );
});

test('a cohort of other markers is refused by name', () => {
  const other = {
    ...cohort,
    markers: ['cd3', 'foxp3'] as const,
    cases: cohort.cases.map(({ key, densities: { cd3, cd8 } }) => ({
      key,
      densities: { cd3: cd3 ?? cd8, foxp3: cd8 },
    })),
    cutoffs: {
      ...cohort.cutoffs,
      fields: {
        rule: 'none',
        byMarker: { cd3: cohort.cutoffs.fields.byMarker.cd3, foxp3: { centre: null, margin: null } },
      },
    },
  };
  const stored = asStored(other) as typeof cohort;
  expect(sentence({ ...stored, hash: cohortHash(stored) })).toBe(
    'The reference cohort "Three patients" is of CD3 and FOXP3, not of CD3 and CD8.',
  );
});

test.each([
  [{ kind: 'timescope.score', version: 2 }, 'The file is no reference cohort.'],
  [null, 'The file is no reference cohort.'],
  [
    { kind: 'timescope.reference-cohort', version: 9 },
    'The reference cohort has version 9; this program reads version 1.',
  ],
  [{ ...cohort, n: 4 }, 'The reference cohort cannot be used: "n" is 4; expected a number from 3 to 3.'],
  [{ ...cohort, colour: 'blue' }, expect.stringContaining('"colour" is not known') as string],
])('what is no such cohort gets one sentence', (document, message) => {
  expect(sentence(asStored(document))).toEqual(message);
});

test('two patients make no cohort, and a patient counts once', () => {
  expect(() => cohortOf(threePatients.slice(0, 2))).toThrow('at least 3 patients');
  expect(() => cohortOf([...threePatients, ...threePatients.slice(0, 1)])).toThrow('is there twice');
});

test('the three patients score 16.67, 50 and 83.33 in their own stroma; cut2 puts one into each group', () => {
  expect(cohortScores(cohort, 'stroma')).toEqual([16.666666667, 50, 83.333333333]);
  expect(cohortOf(threePatients, 'cut2').cutoffs.stroma).toEqual({
    low: 50,
    high: 83.333333333,
    rule: 'cut2 in three groups of the scores of 3 patients of this cohort',
  });
});

test('where all scores are equal, cut2 makes no groups and says so', () => {
  const [first] = threePatients;
  const equal = ['a', 'b', 'c'].map(key => ({ key, densities: first?.densities ?? {} }));
  expect(() => cohortOf(equal, 'cut2')).toThrow('cannot be cut into three groups');
});
