import { FIVE, statsOfTable, WIDE } from './statsOfTable';

const { json, printed } = statsOfTable();

const SIX = `score,rival,label,prob\n1,2,0,.1\n2,1,0,.2\n3,6,1,.4\n4,3,0,.3\n5,4,1,.8\n6,5,1,.9\n`;

test('Kaplan-Meier gives the keys of the contract at the top level', async () => {
  const said = await json('km', FIVE, '--time', 'time', '--event', 'event');
  expect(said).toMatchObject({ time: [1, 2, 3, 4], nRisk: [5, 4, 2, 1], n: 5 });
  expect((said.surv as number[]).map(value => value.toFixed(2))).toEqual(['0.80', '0.60', '0.30', '0.30']);
  expect(said.lower).toHaveLength(4);
  expect(said.researchUse).toContain('For Research Use Only');
  expect(said.km).toBeUndefined();
});

test('with groups the rows are named, each has its median, and the log-rank test stands beside them', async () => {
  const said = await json(
    'km',
    FIVE,
    '--time',
    'time',
    '--event',
    'event',
    '--group',
    'arm',
    '--times',
    '1,9',
  );
  expect(said.strata).toEqual(['x', 'x', 'y', 'y', 'y']);
  expect(said.groups).toMatchObject([
    {
      group: 'x',
      n: 2,
      events: 2,
      median: { value: 1.5 },
      at: [
        { asked: 1, surv: 0.5 },
        { asked: 9, surv: null },
      ],
    },
    { group: 'y', n: 3, events: 1 },
  ]);
  expect(Object.keys(said.logrank as object)).toEqual(['chisq', 'df', 'p']);
  expect(await json('logrank', FIVE, '--time', 'time', '--event', 'event', '--group', 'arm')).toMatchObject(
    said.logrank as object,
  );
});

test('Cox, C and logistic regression carry terms and intervals', async () => {
  const data =
    'time,event,age,sex\n5,1,60,f\n3,1,71,m\n8,0,55,f\n1,1,62,m\n9,1,58,m\n4,0,66,f\n7,1,64,f\n2,0,59,m\n';
  const cox = await json('cox', data, '--time', 'time', '--event', 'event', '--covariates', 'age,sex');
  expect((cox.terms as object[]).map(term => Object.keys(term))).toEqual(
    [0, 1].map(() => ['term', 'coef', 'se', 'z', 'p', 'hr', 'lower', 'upper']),
  );
  expect(cox.terms).toMatchObject([{ term: 'age' }, { term: 'sexm' }]);
  const cindex = await json(
    'cindex',
    data,
    '--time',
    'time',
    '--event',
    'event',
    '--score',
    'age',
    '--replicates',
    '50',
  );
  expect(cindex.cindex as number).toBeGreaterThanOrEqual(cindex.lower as number);
  const logistic = await json('logistic', data, '--label', 'event', '--covariates', 'age');
  expect(logistic.terms).toMatchObject([{ term: '(Intercept)' }, { term: 'age' }]);
});

test('subgroups: one hazard ratio a group, null with the reason where there is none', async () => {
  const data =
    'time,event,x,sex\n5,1,1,f\n3,1,0,m\n8,1,0,f\n1,1,1,m\n9,0,0,m\n4,0,1,f\n7,1,1,f\n2,0,0,m\n6,1,0,k\n';
  const said = await json(
    'cox',
    data,
    '--time',
    'time',
    '--event',
    'event',
    '--covariates',
    'x',
    '--subgroups',
    'sex',
  );
  expect(said.subgroups).toMatchObject([
    { column: 'sex', parts: [{ label: 'f', n: 4 }, { label: 'k', n: 1, hr: null }, { label: 'm' }] },
  ]);
  expect(said.notEvaluable).toMatchObject({ 'sex.k': 'x is the same in every row' });
});

test('subgroups with strata: the hazard ratio of a group is that of its rows alone with the same strata', async () => {
  const women = '1,1,1,f,a\n2,1,1,f,a\n3,1,0,f,a\n4,1,1,f,a\n5,1,0,f,a\n1,1,0,f,b\n6,1,1,f,b\n7,1,0,f,b\n';
  const header = 'time,event,x,sex,centre\n';
  const options = ['--time', 'time', '--event', 'event', '--covariates', 'x', '--strata', 'centre'];
  const alone = await json('cox', header + women, ...options);
  const men = women.replaceAll(',f,', ',m,');
  const said = await json('cox', header + women + men, ...options, '--subgroups', 'sex');
  const hr = (alone.terms as { hr: number }[])[0]?.hr;
  expect(said.subgroups).toMatchObject([
    {
      parts: [
        { label: 'f', hr },
        { label: 'm', hr },
      ],
    },
  ]);
});

test('ROC: auc with interval, Youden, confusion table and comparison', async () => {
  const said = await json('roc', SIX, '--label', 'label', '--score', 'score,rival', '--threshold', '4.5');
  expect(said.auc as number).toBeCloseTo(8 / 9, 12);
  expect(said).toMatchObject({ upper: 1, confusion: { counts: { tp: 2, fp: 0, fn: 1, tn: 3 } } });
  expect(said.comparisons).toMatchObject([{ score: 'rival', against: 'score', kind: 'computed' }]);
});

test('agreement of raters in long form; what not all have rated is left out and named', async () => {
  const long = 'slide,reader,score\n1,A,9\n1,B,2\n2,A,6\n2,B,1\n3,A,8\n3,B,4\n4,A,3\n';
  const icc = await json('icc', long, '--subject', 'slide', '--rater', 'reader', '--value', 'score');
  expect(icc).toMatchObject({
    subjects: 3,
    incompleteSubjects: ['4'],
    icc21: { value: expect.any(Number) as number },
  });
  expect((icc.warnings as string[])[0]).toContain('not rated by every rater: 1 (4)');
  const kappa = await json('kappa', WIDE, '--x', 'group', '--y', 'other');
  expect(kappa).toMatchObject({
    kappa: expect.any(Number) as number,
    quadratic: { kappa: expect.any(Number) as number },
  });
});

test.each([
  ['spearman', ['--x', 'a', '--y', 'b'], 'rho'],
  ['pearson', ['--x', 'a', '--y', 'b'], 'cor'],
  ['bland-altman', ['--x', 'a', '--y', 'b'], 'bias'],
  ['error', ['--x', 'a', '--y', 'b'], 'mae'],
  ['dice', ['--both', 'a', '--x', 'a', '--y', 'a'], 'dice'],
  ['change', ['--x', 'a', '--y', 'b'], 'meanChange'],
  ['ttest', ['--x', 'a', '--y', 'b'], 't'],
  ['ttest', ['--value', 'b', '--group', 'group'], 'difference'],
  ['mannwhitney', ['--value', 'b', '--group', 'group'], 'W'],
  ['kruskal', ['--value', 'b', '--group', 'group'], 'chisq'],
  ['ks', ['--value', 'b', '--group', 'group'], 'D'],
  ['ks', ['--value', 'b'], 'D'],
  ['chisq', ['--x', 'group', '--y', 'other'], 'chisq'],
  ['cut2', ['--value', 'b', '--groups', '2'], 'cuts'],
] as const)('%s %s answers with %s, for people and for programs', async (name, options, key) => {
  const said = await json(name, WIDE, ...options);
  expect(said[key]).not.toBeNull();
  expect(said[key]).toBeDefined();
  const { text } = await printed(name, WIDE, ...options);
  expect(text).toContain('For Research Use Only');
  expect(text).toContain('6 rows');
  expect(`${JSON.stringify(said)}${text}`).not.toMatch(/NaN|Infinity|undefined/);
});

test.each([
  ['calibration', ['--label', 'label', '--score', 'prob'], 'brier'],
  ['dca', ['--label', 'label', '--score', 'prob'], 'netBenefit'],
] as const)('%s of probabilities with %j answers with %s', async (name, options, key) => {
  expect((await json(name, SIX, ...options))[key]).toBeDefined();
});

test('what cannot be computed is null with its reason, and the exit code stays 0', async () => {
  const { text, code } = await printed(
    'spearman',
    'a,b\n1,1\n2,1\n3,1\n4,1\n',
    '--x',
    'a',
    '--y',
    'b',
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(text)).toMatchObject({
    rho: null,
    notEvaluable: { rho: 'one of the columns does not vary' },
  });
  const separated = 'time,event,x\n1,1,1\n2,1,1\n3,0,0\n4,0,0\n';
  const cox = await json('cox', separated, '--time', 'time', '--event', 'event', '--covariates', 'x');
  expect(cox).toMatchObject({
    terms: null,
    notEvaluable: { terms: expect.stringContaining('x separates') as string },
  });
});
