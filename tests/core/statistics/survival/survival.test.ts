import { designColumns } from '@timescope/core/statistics/design';
import { concordance, concordances } from '@timescope/core/statistics/survival/concordance';
import { coxModel } from '@timescope/core/statistics/survival/coxModel';
import { kaplanMeier, numberAtRisk, survivalAt } from '@timescope/core/statistics/survival/kaplanMeier';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { proportionalHazards } from '@timescope/core/statistics/survival/proportionalHazards';

const FIVE = { time: [1, 2, 2, 3, 4], hasEvent: [true, true, false, true, false] };
const column = (name: string, values: readonly number[]) =>
  designColumns([{ kind: 'numbers', name, values }]);

test('five patients: the curve falls to 4/5, 3/5 and 3/10', () => {
  const said = kaplanMeier(FIVE);
  if (said.kind !== 'computed') throw new Error(said.reason);
  expect(said.steps.map(({ time, nRisk, nEvent, nCensor }) => [time, nRisk, nEvent, nCensor])).toEqual([
    [1, 5, 1, 0],
    [2, 4, 1, 1],
    [3, 2, 1, 0],
    [4, 1, 0, 1],
  ]);
  [0.8, 0.6, 0.3, 0.3].forEach((surv, k) => {
    expect(said.steps[k]?.surv).toBeCloseTo(surv, 12);
  });
  // Greenwood at 2: 0.6 sqrt(1/(5 x 4) + 1/(4 x 3)).
  expect(said.steps[1]?.stdErr).toBeCloseTo(0.6 * Math.sqrt(1 / 20 + 1 / 12), 12);
  expect(said.median).toEqual({ value: 3, lower: 2, upper: undefined });
  expect([0, 2, 2.5, 5].map(time => numberAtRisk(said.steps, time))).toEqual([5, 4, 2, 0]);
  expect(survivalAt(said.steps, 0.5)).toMatchObject({ surv: 1, nRisk: 5 });
  expect(survivalAt(said.steps, 4.5)).toBeUndefined();
});

test('when all die the curve ends at 0 without an interval, when none dies it stays at 1', () => {
  const all = kaplanMeier({ time: [1, 2], hasEvent: [true, true] });
  if (all.kind !== 'computed') throw new Error(all.reason);
  expect(all.steps[1]).toMatchObject({ surv: 0, stdErr: undefined, lower: undefined, upper: undefined });
  const none = kaplanMeier({ time: [1, 2], hasEvent: [false, false] });
  if (none.kind !== 'computed') throw new Error(none.reason);
  expect(none.steps[1]).toMatchObject({ surv: 1, lower: 1, upper: 1 });
  expect(none.median).toEqual({ value: undefined, lower: undefined, upper: undefined });
});

test('no rows and broken times are not computable, with the reason', () => {
  expect(kaplanMeier({ time: [], hasEvent: [] })).toMatchObject({ reason: 'there are no rows' });
  for (const time of [NaN, -1, Infinity])
    expect(kaplanMeier({ time: [time], hasEvent: [true] })).toMatchObject({ kind: 'not computable' });
});

test('two against two: log-rank counted by hand', () => {
  // Deaths at 1 (A; 2 of 4 at risk are A), 2 (A; 1 of 3), 3 (B; 0 of 2), 4 (B; 0 of 1).
  const said = logRank({ time: [1, 2, 3, 4], hasEvent: [true, true, true, true] }, ['A', 'A', 'B', 'B']);
  const [expected, variance] = [2 / 4 + 1 / 3, 1 / 4 + 2 / 9];
  expect(said).toMatchObject({
    kind: 'computed',
    df: 1,
    groups: [{ group: 'A', n: 2, observed: 2 }, { group: 'B' }],
  });
  if (said.kind !== 'computed') return;
  expect(said.groups[0]?.expected).toBeCloseTo(expected, 12);
  expect(said.chisq).toBeCloseTo((2 - expected) ** 2 / variance, 12);
});

test('log-rank without events, with one group, or with groups never at risk together is not computable', () => {
  expect(logRank({ time: [1, 2], hasEvent: [false, false] }, ['A', 'B'])).toMatchObject({
    reason: 'no row has an event',
  });
  expect(logRank({ time: [1, 2], hasEvent: [true, true] }, ['A', 'A'])).toMatchObject({
    reason: 'at least two groups are needed',
  });
  expect(logRank({ time: [1, 2], hasEvent: [false, true] }, ['A', 'B'])).toMatchObject({
    kind: 'not computable',
  });
});

test('one event of three: the Cox coefficient solves its equation', () => {
  // Exposed x = 1 dies first of x = 1, 1, 0 and then x = 0 of 1, 0: 1 - 2h/(2h+1) - h/(h+1) = 0, h = 1/sqrt(2).
  const said = coxModel({ time: [1, 2, 3], hasEvent: [true, true, false] }, column('x', [1, 0, 1]));
  expect(said).toMatchObject({ kind: 'computed', n: 3, events: 2 });
  if (said.kind === 'computed') expect(said.terms[0]?.hr).toBeCloseTo(Math.SQRT1_2, 9);
});

test('a Cox model does not depend on the unit, the place and the order of its covariate', () => {
  const [time, x] = [
    [5, 3, 8, 1, 9, 4],
    [1, 4, 2, 6, 0, 3.5],
  ];
  const hasEvent = [true, true, false, true, true, false];
  const fit = (values: readonly number[]) => {
    const said = coxModel({ time, hasEvent }, column('x', values));
    if (said.kind !== 'computed') throw new Error(said.reason);
    return said.terms[0];
  };
  const [plain, moved] = [fit(x), fit(x.map(value => 1e6 + 1e-3 * value))];
  expect((moved?.coef ?? NaN) * 1e-3).toBeCloseTo(plain?.coef ?? NaN, 6);
  const turned = coxModel(
    { time: time.toReversed(), hasEvent: hasEvent.toReversed() },
    column('x', x.toReversed()),
  );
  if (turned.kind !== 'computed') throw new Error(turned.reason);
  expect(turned.terms[0]?.coef).toBeCloseTo(plain?.coef ?? NaN, 12);
});

test('separation, no events and constant covariates are not computable, with the reason', () => {
  const hasEvent = [true, true, false, false];
  const time = [1, 2, 3, 4];
  const said = coxModel({ time, hasEvent }, column('stage', [1, 1, 0, 0]));
  expect(said).toEqual({
    kind: 'not computable',
    reason: 'stage separates the rows with the event from those without: its coefficient grows without end',
  });
  expect(coxModel({ time, hasEvent: [false, false, false, false] }, column('x', [1, 2, 3, 5]))).toMatchObject(
    {
      reason: 'no row has an event',
    },
  );
  expect(coxModel({ time, hasEvent }, column('x', [2, 2, 2, 2]))).toMatchObject({
    reason: 'x is the same in every row',
  });
  expect(coxModel({ time, hasEvent }, column('x', [1, NaN, 2, 2]))).toMatchObject({ kind: 'not computable' });
});

test('a covariate that repeats another is left out with the reason, the other stays', () => {
  const time = [4, 3, 9, 1, 7];
  const hasEvent = [true, true, true, true, false];
  const x = [1, 5, 2, 3, 4];
  const columns = [
    ...column('x', x),
    ...column(
      'twice',
      x.map(value => 2 * value),
    ),
    ...column('one', [1, 1, 1, 1, 1]),
  ];
  expect(coxModel({ time, hasEvent }, columns)).toMatchObject({
    terms: [{ term: 'x' }],
    dropped: [
      { term: 'one', reason: 'is the same in every row' },
      { term: 'twice', reason: 'is a combination of the terms before it' },
    ],
  });
});

test('one event has a Cox model where its covariate lies between the others, but no test of proportional hazards', () => {
  const rows = { time: [1, 2, 3], hasEvent: [true, false, false] };
  const said = coxModel(rows, column('x', [2, 1, 4]));
  if (said.kind !== 'computed') throw new Error(said.reason);
  expect(proportionalHazards(rows, said)).toEqual({
    kind: 'not computable',
    reason: 'all events happen at one time',
  });
});

test('C counts pairs: 3 comparable, 2 right, 1 with equal risk give 2.5 / 3', () => {
  const said = concordance({ time: [1, 2, 3], hasEvent: [true, true, false] }, [3, 1, 1]);
  expect(said).toMatchObject({ value: 2.5 / 3, concordant: 2, discordant: 0, tiedRisk: 1 });
});

test('of two at one time only one with and one without the event can be compared', () => {
  expect(concordance({ time: [1, 1], hasEvent: [true, true] }, [2, 1])).toMatchObject({
    reason: 'no two patients can be compared',
  });
  expect(concordance({ time: [1, 1], hasEvent: [true, false] }, [2, 1])).toMatchObject({ value: 1 });
});

test('C equals the count over all pairs, whatever the order of the rows; turned risks give 1 - C', () => {
  const time = Array.from({ length: 40 }, (_, k) => (k * 7) % 23);
  const hasEvent = time.map((_, k) => k % 3 !== 0);
  const risk = time.map((_, k) => (k * 5) % 11);
  let [right, pairs] = [0, 0];
  time.forEach((a, i) =>
    time.forEach((b, j) => {
      if (!hasEvent[i] || i === j || !(b > a || (b === a && !hasEvent[j]))) return;
      pairs++;
      right += (risk[i] ?? 0) > (risk[j] ?? 0) ? 1 : risk[i] === risk[j] ? 0.5 : 0;
    }),
  );
  const said = concordances({ time, hasEvent }, [risk, risk.map(value => -value)]);
  if (said.kind !== 'computed') throw new Error(said.reason);
  expect(said.models[0]?.value).toBeCloseTo(right / pairs, 12);
  expect(said.models[1]?.value).toBeCloseTo(1 - right / pairs, 12);
  expect(said.differences[0]?.value).toBeCloseTo(1 - (2 * right) / pairs, 12);
});

test('the same seed gives the same interval, another seed another', () => {
  const time = Array.from({ length: 30 }, (_, k) => (k * 7) % 31);
  const rows = { time, hasEvent: time.map((_, k) => k % 4 !== 0) };
  const risk = time.map((_, k) => (k * 13) % 17);
  const drawn = (seed: number) => concordance(rows, risk, { replicates: 200, seed });
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
});
