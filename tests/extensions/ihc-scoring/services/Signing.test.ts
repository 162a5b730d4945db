import { ObservableState } from '@timescope/ohif/ObservableState';
import { newReading } from '../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import type { SignedReading } from '../../../../extensions/ihc-scoring/src/pipeline/reading/signedReading';
import type { BenchParts } from '../../../../extensions/ihc-scoring/src/services/benchPart';
import { initialState } from '../../../../extensions/ihc-scoring/src/services/scoringState';
import type { Shown } from '../../../../extensions/ihc-scoring/src/services/shown';
import { Signing } from '../../../../extensions/ihc-scoring/src/services/Signing';
import { resultOf, times } from '../pipeline/scores/handMade';
import { measurementByHand } from './byHand';

const measured = (negative: number, positive: number) =>
  resultOf({ preset: 'ki67', cells: [...times(negative, 'tt0'), ...times(positive, 'tt2')], typed: true });

/** A measured reading of the slide with this key; `signed` gathers what was signed. */
function bench() {
  const signed: SignedReading[] = [];
  const shown = new ObservableState<Shown>({
    tables: [],
    result: measured(86, 14),
    toolResult: measured(86, 14),
    isPending: false,
  });
  const reading = newReading('ki67');
  const readings = {
    state: new ObservableState({ key: 'k', reading, signed: [] as SignedReading[] }),
    get: () => reading,
    addSigned: (version: SignedReading) => void signed.push(version),
  };
  const scoring = {
    reader: new ObservableState({ name: 'A' }),
    state: new ObservableState({
      ...initialState,
      key: 'k',
      measurements: new Map([['k', measurementByHand('r1')]]),
    }),
  };
  const signing = new Signing({ scoring, readings, shown } as unknown as BenchParts);
  /** As a corrected cell does it: the quick form first, then the whole result. */
  const edit = (negative: number, positive: number) => {
    shown.update({ isPending: true });
    shown.update({ isPending: false, result: measured(negative, positive) });
  };
  return { signing, signed, readings, edit };
}

/** As a reader types it. */
function override({ signing }: ReturnType<typeof bench>): void {
  signing.decide({ isOverride: true });
  signing.decide({ path: 'percentPositive', value: '30' });
  signing.decide({ reason: 'hot spot' });
}

test('an override is signed with the value that stood there', () => {
  const on = bench();
  override(on);
  on.signing.sign();
  expect(on.signed[0]?.decision).toEqual({
    kind: 'overridden',
    score: 'percentPositive',
    from: 14,
    to: 30,
    reason: 'hot spot',
  });
});

test('what was decided outlasts an edit, but a score that changed is not overridden unseen', () => {
  const on = bench();
  override(on);
  on.edit(78, 22);
  expect(on.signing.deciding()).toMatchObject({ isOverride: true, value: '30', reason: 'hot spot' });
  expect(on.signing.decided()).toEqual({ kind: 'changed', from: 14, to: 22 });
  on.signing.sign();
  expect(on.signed).toEqual([]);
  on.signing.keepValue();
  on.signing.sign();
  expect(on.signed[0]?.decision).toMatchObject({ kind: 'overridden', from: 22, to: 30 });
  expect(on.signed[0]?.result.percentPositive).toBe(22);
});

test('an edit that leaves the overridden score as it was asks nothing', () => {
  const on = bench();
  override(on);
  on.edit(172, 28);
  on.signing.sign();
  expect(on.signed[0]?.decision).toMatchObject({ kind: 'overridden', from: 14, to: 30 });
});

test('the reader who goes back to the scores as shown signs them', () => {
  const on = bench();
  override(on);
  on.signing.decide({ isOverride: false });
  on.signing.sign();
  expect(on.signed[0]?.decision).toEqual({ kind: 'accepted' });
});

test('an override without a reason, or of another slide, is none', () => {
  const on = bench();
  override(on);
  on.signing.decide({ reason: ' ' });
  expect(on.signing.decided()).toEqual({ kind: 'incomplete' });
  on.signing.sign();
  expect(on.signed).toEqual([]);
  on.readings.state.update({ key: 'other' });
  expect(on.signing.decided()).toEqual({ kind: 'decided', decision: { kind: 'accepted' } });
});

test('a reason with a control character is not signed; one of several lines is', () => {
  const on = bench();
  override(on);
  on.signing.decide({ reason: 'hot\u0000spot' });
  expect(on.signing.decided()).toEqual({ kind: 'control characters' });
  on.signing.sign();
  expect(on.signed).toEqual([]);
  on.signing.decide({ reason: 'hot spot,\n\tleft' });
  expect(on.signing.decided().kind).toBe('decided');
});

test('a value belongs to the score that it was typed for', () => {
  const on = bench();
  override(on);
  on.signing.decide({ path: 'hScore.whole' });
  expect(on.signing.deciding().value).toBe('');
});
