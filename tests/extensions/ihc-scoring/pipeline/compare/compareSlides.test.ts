import {
  densityChange,
  hScoreChange,
  shareChange,
} from '@timescope/extension-ihc-scoring/pipeline/compare/changes';
import {
  compareSlides,
  type ComparableSlide,
} from '@timescope/extension-ihc-scoring/pipeline/compare/compareSlides';
import { requireSamePatient } from '@timescope/extension-ihc-scoring/pipeline/compare/samePatient';
import type { PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { resultOf, times } from '../scores/handMade';

const patient = { id: 'P1', issuer: 'CLINIC' };

/** A slide with so many negative and 2+ cells. */
const slide = (
  studyDate: string | undefined,
  negative: number,
  moderate: number,
  preset: PresetName = 'h-score',
): ComparableSlide => ({
  patient,
  studyDate,
  description: `of ${String(studyDate)}`,
  result: resultOf({ preset, cells: [...times(negative, 'oo0'), ...times(moderate, 'oo2')] }),
});

const rowOf = ({ rows }: ReturnType<typeof compareSlides>, score: string) =>
  rows.find(row => row.score === score);

test('the later biopsy comes second, whichever was opened first; the change is later minus earlier', () => {
  const baseline = slide('20250103', 60, 40);
  const later = slide('20260119', 90, 10);
  for (const pair of [
    [baseline, later],
    [later, baseline],
  ] as const) {
    const comparison = compareSlides(...pair);
    expect(comparison.isOrdered).toBe(true);
    expect(comparison.earlier).toBe(baseline);
    expect(rowOf(comparison, 'percentPositive')).toMatchObject({
      earlier: { value: 40 },
      later: { value: 10 },
      change: { difference: -30 },
    });
    expect(rowOf(comparison, 'hScore')?.change?.difference).toBe(-60);
  }
});

test('each value keeps its denominator', () => {
  const comparison = compareSlides(slide('20250103', 60, 40), slide('20260119', 90, 10));
  expect(rowOf(comparison, 'percentPositive')?.later.denominator).toContain('100 evaluated cells');
});

test('slides of one day are not called baseline and later', () => {
  const [first, second] = [slide('20260119', 5, 5), slide('20260119', 1, 9)];
  const comparison = compareSlides(first, second);
  expect(comparison).toMatchObject({ isOrdered: false, earlier: first, later: second });
  expect(compareSlides(slide(undefined, 5, 5), second).isOrdered).toBe(false);
});

test('two markers stand side by side without a change', () => {
  const comparison = compareSlides(slide('20250103', 60, 40), slide('20260119', 90, 10, 'er'));
  expect(comparison.rows.length).toBeGreaterThan(3);
  expect(comparison.rows.every(({ change }) => change === undefined)).toBe(true);
});

test('a value that is not evaluable has its reason and no change', () => {
  const comparison = compareSlides(slide('20250103', 60, 40), slide('20260119', 0, 0));
  const row = rowOf(comparison, 'percentPositive');
  expect(row?.later.value).toBeNull();
  expect(row?.later.reason).toBeDefined();
  expect(row?.change).toBeUndefined();
});

test('other thresholds on the two slides are said', () => {
  const moved = slide('20260119', 90, 10);
  const { provenance } = moved.result;
  const thresholds = { ...provenance.thresholds, positiveDab: [0.2, 0.3, 0.5] as const };
  const later = { ...moved, result: { ...moved.result, provenance: { ...provenance, thresholds } } };
  const { doubts } = compareSlides(slide('20250103', 60, 40), later);
  expect(doubts).toEqual(['The thresholds for 1+, 2+ and 3+ differ: the change is one of thresholds too.']);
});

test('grave warnings of either slide stand beside the comparison, with the slide that they are of', () => {
  const { doubts } = compareSlides(slide('20250103', 6, 4), slide('20260119', 90, 10));
  expect(doubts).toEqual([expect.stringMatching(/^20250103, of 20250103: Only 10 cells were evaluated/)]);
});

test.each([
  ['other IDs', { id: 'P2', issuer: 'CLINIC' }, 'two patients'],
  ['the same ID of another issuer', { id: 'P1', issuer: 'OTHER' }, 'two issuers'],
  ['the same ID of no known issuer', { id: 'P1', issuer: undefined }, 'two issuers'],
  ['no ID', { id: undefined, issuer: 'CLINIC' }, 'does not say which patient'],
])('slides with %s are not compared', (_, other, sentence) => {
  expect(() => requireSamePatient(patient, other)).toThrow(sentence);
  expect(() => requireSamePatient(other, patient)).toThrow('they are not compared.');
  expect(() =>
    compareSlides(slide('20250103', 1, 1), { ...slide('20260119', 1, 1), patient: other }),
  ).toThrow(sentence);
});

test('two patients without an issuer are one when their IDs are equal', () => {
  expect(() =>
    requireSamePatient({ id: '7', issuer: undefined }, { id: '7', issuer: undefined }),
  ).not.toThrow();
});

// Newcombe 1998, table II: 56/70 against 48/80 gives 0.2000, method 10: 0.0524 to 0.3339.
test("the interval of a difference of two shares is Newcombe's, held to his own example", () => {
  const { difference, interval } = shareChange({ positive: 48, total: 80 }, { positive: 56, total: 70 });
  expect(difference).toBeCloseTo(20, 10);
  expect(interval?.low).toBeCloseTo(5.24, 2);
  expect(interval?.high).toBeCloseTo(33.39, 2);
});

test('of the same counts the interval of a change lies around zero', () => {
  for (const change of [
    shareChange({ positive: 30, total: 100 }, { positive: 30, total: 100 }),
    hScoreChange([40, 20, 20, 20], [40, 20, 20, 20]),
    densityChange({ count: 50, areaMm2: 2 }, { count: 50, areaMm2: 2 }),
  ]) {
    expect(change.difference).toBe(0);
    expect(change.interval?.low).toBeLessThan(0);
    expect(change.interval?.high).toBeCloseTo(-(change.interval?.low ?? 0), 10);
  }
  // 100 cells each at mean grade 1.2, variance 1.36: 1.96 x 100 x sqrt(2 x 1.36 / 100).
  expect(hScoreChange([40, 20, 20, 20], [40, 20, 20, 20]).interval?.high).toBeCloseTo(32.32, 2);
  // 1.96 x sqrt(2 x 50) / 2.
  expect(densityChange({ count: 50, areaMm2: 2 }, { count: 50, areaMm2: 2 }).interval?.high).toBeCloseTo(
    9.8,
    2,
  );
});
