import { csvText, type GeneratedTable } from '@timescope/synthetic/cohort/generatedTable';
import { generatedEvaluation } from '@timescope/synthetic/cohort/generatedEvaluation';
import { stromaImmuneCohort } from '@timescope/synthetic/cohort/stromaImmuneCohort';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { completeRows } from '../../../packages/cli/src/stats/completeRows';
import { immuneScores } from '../../../packages/cli/src/study/stromaImmune/immuneScore';
import { studyCohort } from '../../../packages/cli/src/study/studyCohort';
import { studyRun, withCells } from '../../harness/studyRun';
import { at, expectAsInR, rOracle } from '../../oracles/rOracle';

const SETS = { development: 120, internal: 90, external: 70 };
const { table } = stromaImmuneCohort({ seed: 4, sets: SETS });
const column = (name: string, of = table) => of.rows.map(row => row[of.columns.indexOf(name)] ?? '');

test('six development patients, densities 1 to 6: scores are 100 / 6 apart, two a class; another patient joins by its percentiles', () => {
  const cells = (name: string, set: string, cd3: string, cd8: string) => [name, set, cd3, cd8];
  const rows = [
    ...[1, 2, 3, 4, 5, 6].map(k => cells(`d${k}`, 'development', String(k), String(10 * k))),
    cells('v', 'external', '3.5', '99'),
    cells('w', 'external', '', '99'),
  ];
  const cohort = studyCohort({
    name: 'six.csv',
    sha256: '',
    columns: ['case', 'set', 'a', 'b'],
    rows: rows.map((own, k) => ({ line: k + 2, cells: own })),
  });
  const said = immuneScores(cohort, 's', ['a', 'b']);
  const found = completeRows(said.table, ['s_score', 's_class', 's_group']);
  expect(found.numbers('s_score').map(score => Math.round(score))).toEqual([17, 33, 50, 67, 83, 100, 75]);
  expect(found.words('s_class')).toEqual(
    'low low intermediate intermediate high high intermediate'.split(' '),
  );
  expect(found.words('s_group')).toEqual('low low high high high high high'.split(' '));
  expect(said.development.map(({ value }) => value)).toEqual([50, expect.closeTo(500 / 6, 8)]);
  expect(said.missing).toEqual([{ case: 'w', line: 9, columns: ['a'] }]);
});

test('cut-offs, classes, Tables 2 and 3 and the C of stage + score are as R derives them from the same cohort', async () => {
  const run = await studyRun('stroma-immune', table);
  const numbers = (name: string) => column(name).map(Number);
  const printed = at(
    rOracle('study', [
      {
        what: 'immune',
        set: column('set'),
        cd3: numbers('cd3_stroma'),
        cd8: numbers('cd8_stroma'),
        months: numbers('months'),
        death: numbers('death'),
        stage: column('stage'),
        age: numbers('age'),
      },
    ]),
    0,
  );
  const cuts = run.document.development.slice(0, 2).map(({ value }) => value);
  expectAsInR(cuts, at(printed, 'cuts'));
  const [, ...cases] = await run.csv('cases.csv');
  expectAsInR(
    cases.map(row => Number(row[4])),
    at(printed, 'score'),
  );
  expect(cases.map(row => row[5])).toEqual(at(printed, 'class'));
  for (const [file, key] of [
    ['tables/table-2.csv', 'three'],
    ['tables/table-3.csv', 'two'],
  ] as const) {
    const [, ...rows] = await run.csv(file);
    Object.keys(SETS).forEach((set, k) => {
      const ours = rows.filter(row => row[0] === set).map(row => row.slice(3, 7).map(Number));
      expectAsInR(
        ours.map(row => row.slice(0, 3)),
        (at(printed, 'tables', k, key) as number[][]).map(row => row.slice(0, 3)),
        { relative: 1e-7 },
      );
      expectAsInR(
        ours.map(row => row[3]),
        (at(printed, 'tables', k, key) as number[][]).map(row => row[3] ?? null),
        { relative: 1e-6, absolute: 1e-13 },
      );
    });
  }
  const areas = await Promise.all(['a', 'b', 'c'].map(letter => run.csv(`figures/figure-5-${letter}.csv`)));
  expectAsInR(
    areas.map(([, , , both]) => Number(both?.[1])),
    at(printed, 'c'),
  );
}, 120_000);

test('other values in every validation row move nothing that the development rows give', async () => {
  const changed = withCells(
    table,
    cells =>
    cells.set === 'development'
      ? {}
      : { cd3_stroma: 9000, cd8_stroma: Number(cells.cd8_stroma) / 7, months: 1 + Number(cells.months) / 3, age: 40, tsr: 0.9 }, // prettier-ignore
  );
  const [before, after] = [await studyRun('stroma-immune', table), await studyRun('stroma-immune', changed)];
  expect(after.document.provenance.cohort.sha256).not.toBe(before.document.provenance.cohort.sha256);
  expect(after.document.development).toEqual(before.document.development);
  const ofDevelopment = async (run: typeof before, file: string, at = 0) =>
    (await run.csv(file)).filter(row => row[at] === 'development');
  for (const file of ['tables/table-2.csv', 'tables/table-3.csv'])
    expect(await ofDevelopment(after, file)).toEqual(await ofDevelopment(before, file));
  expect(await ofDevelopment(after, 'cases.csv', 1)).toEqual(await ofDevelopment(before, 'cases.csv', 1));
  for (const file of ['figures/figure-3-a.csv', 'figures/figure-3-b.csv'])
    expect(await after.csv(file)).toEqual(await before.csv(file));
  expect(await after.csv('tables/table-2.csv')).not.toEqual(await before.csv('tables/table-2.csv'));
});

test('the report holds every table and figure, names its data by hash and version, and says what is absent', async () => {
  const { document, html } = await studyRun('stroma-immune', table);
  for (const name of ['Table 1', 'Table 2', 'Table 3', 'Figure 2', 'Figure 3', 'Figure 4', 'Figure 5'])
    expect(html).toContain(`<h2>${name}. `);
  expect(html).toContain(document.provenance.cohort.sha256);
  expect(html).toContain(
    'Not shown: it is drawn from tiles.csv of an evaluation, and no --evaluation was given.',
  );
  expect(html.match(/<svg/g)).toHaveLength(2 + 6 + 3 + 3 + 1 + 1);
  expect(/NaN|Infinity|undefined/.exec(html)).toBeNull();
  expect(document.leftOut).toEqual([]);
});

test('two runs write the same bytes', async () => {
  const [a, b] = [await studyRun('stroma-immune', table), await studyRun('stroma-immune', table)];
  expect(b.html).toBe(a.html);
  expect(b.document).toEqual(a.document);
});

test('empty cells are counted and named, and cost a case only the parts that need them', async () => {
  const holes = withCells(table, (_, row) =>
    row === 0 ? { cd3_stroma: '' } : row === 1 ? { age: 'NA' } : row === 200 ? { tsr: '' } : {},
  );
  const { document, html } = await studyRun('stroma-immune', holes);
  const named = Object.fromEntries(document.leftOut.map(own => [own.case, own]));
  expect(Object.keys(named)).toEqual(['P001', 'P002', 'P201']);
  expect(named.P001).toMatchObject({ line: 2, columns: ['cd3_stroma'] });
  expect(named.P002?.columns).toEqual(['age']);
  expect(named.P002?.parts).not.toContain('Figure 3');
  expect(named.P201).toMatchObject({ columns: ['tsr'], parts: ['Figure 4'] });
  expect(html.match(/Left out for missing values: [^<]*P201/g)).toHaveLength(3);
  expect(html).toContain('3 cases (cd3_stroma 1, age 1, tsr 1), named at the end');
});

const centred = {
  columns: [...table.columns, 'centre'],
  rows: table.rows.map((row, k) => [...row, k % 3 === 0 ? 'A' : 'B']),
};

test("in a cohort with centres the subgroups' hazard ratios and interactions are R's with a stratum for each centre", async () => {
  const run = await studyRun('stroma-immune', centred);
  const [, ...cases] = await run.csv('cases.csv');
  const [, ...parts] = await run.csv('figures/supplement-1.csv');
  const first = (values: readonly (string | number)[]) => values.filter((_, k) => cases[k]?.[1] !== 'external'); // prettier-ignore
  const of = (subgroup: string) => parts.filter(row => row[0] === subgroup);
  const subgroups = ['sex', 'stage'];
  const tasks = subgroups.map(subgroup => ({
    what: 'subgroups',
    months: first(column('months').map(Number)),
    death: first(column('death').map(Number)),
    high: first(cases.map(row => (row[6] === 'high' ? 1 : 0))),
    centre: first(column('centre', centred)),
    label: first(column(subgroup)),
    labels: of(subgroup).map(row => row[1]),
  }));
  const ours = subgroups.map(subgroup => ({
    ratios: of(subgroup).map(row => row.slice(4, 8).map(Number)),
    interaction: Number(of(subgroup)[0]?.[8]),
  }));
  expectAsInR(ours, rOracle('study', tasks), { relative: 1e-6 });
  expect(run.document.parts.find(({ name }) => name === 'Supplement 1')?.panels[0]?.notes).toContain(
    'Each centre has a baseline hazard of its own.',
  );
});

const without = (...names: readonly string[]): GeneratedTable => ({
  columns: table.columns.filter(name => !names.includes(name)),
  rows: table.rows.map(row => row.filter((_, k) => !names.includes(table.columns[k] ?? ''))),
});

test.each([
  [['age'], ['Table 2', 'Table 3', 'Figure 4']],
  [['stage'], ['Table 2', 'Table 3', 'Figure 4', 'Figure 5']],
  [['age', 'stage', 'sex', 'site', 'msi', 'treatment'], ['Table 2', 'Table 3', 'Figure 4', 'Figure 5', 'Supplement 1']], // prettier-ignore
] as const)('without the columns %j only the parts %j say that a column is missing', async (names, parts) => {
  const { document, html } = await studyRun('stroma-immune', without(...names));
  const reasons = (part: (typeof document.parts)[number]) =>
    part.panels.flatMap(panel => ('notEvaluable' in panel ? [panel.notEvaluable] : []));
  const found = document.parts.filter(part => reasons(part).some(why => why.startsWith('the cohort has no column'))); // prettier-ignore
  expect(found.map(({ name }) => name)).toEqual(parts);
  expect(
    document.parts.find(({ name }) => name === 'Figure 4')?.panels.filter(panel => 'notEvaluable' in panel),
  ).toHaveLength(1);
  expect(html).not.toContain('_percentile');
});

test('a column that every part needs is asked for by the columns of the file, not by those made from them', async () => {
  await expect(studyRun('stroma-immune', without('months'))).rejects.toThrow('has no column "months"');
  await expect(studyRun('stroma-immune', without('months'))).rejects.not.toMatchObject({
    nextStep: expect.stringContaining('_percentile') as string,
  });
});

test('with an evaluation the tile matrices have their accuracy; a cohort with centres has a hazard for each', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'evaluation-'));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'tiles.csv'), csvText(generatedEvaluation(1).tiles as GeneratedTable));
  const { document, folder: out } = await studyRun('stroma-immune', centred, '--evaluation', folder);
  expect(document.provenance.evaluation.map(({ name }) => name)).toEqual(['tiles.csv']);
  expect(await readFile(path.join(out, 'figures/figure-2-b.svg'), 'utf8')).toContain('9000 tiles');
  expect(document.parts[1]?.panels[0]?.notes).toContain('Each centre has a baseline hazard of its own.');
});

test.each([
  ['no column set', { columns: ['case'], rows: [['a']] }, 'has no column "set"'],
  ['a case twice', { columns: ['case', 'set'], rows: [['a', 'x'], ['a', 'x']] }, 'Line 3 of cohort.csv repeats the case a'], // prettier-ignore
  ['no development row', withCells(table, () => ({ set: 'other' })), 'No row of cohort.csv has the set "development"'], // prettier-ignore
  ['equal densities', withCells(table, () => ({ cd3_stroma: 1, cd8_stroma: 1 })), 'cannot be cut into three classes'], // prettier-ignore
  ['a stage that development lacks', withCells(table, ({ set }) => (set === 'external' ? { stage: 'IV' } : {})), 'has the stage "IV"'], // prettier-ignore
  ['a ratio in percent', withCells(table, (_, row) => (row === 5 ? { tsr: 55 } : {})), 'Line 7 of cohort.csv has 55 in tsr, where a share from 0 to 1 is expected'], // prettier-ignore
  ['a negative density', withCells(table, (_, row) => (row === 2 ? { cd3_stroma: -5 } : {})), 'Line 4 of cohort.csv has -5 in cd3_stroma, where a density of at least 0 is expected'], // prettier-ignore
  ['a negative density of the epithelium', withCells(table, (_, row) => (row === 2 ? { cd8_epithelium: -5 } : {})), 'Line 4 of cohort.csv has -5 in cd8_epithelium'], // prettier-ignore
  ['a negative follow-up of another set', withCells(table, (_, row) => (row === 250 ? { months: -1 } : {})), 'Line 252 of cohort.csv has -1 in months, where a follow-up of at least 0 is expected'], // prettier-ignore
  ['a column that is needed', { columns: table.columns.filter(name => name !== 'months'), rows: table.rows.map(row => row.filter((_, k) => table.columns[k] !== 'months')) }, 'has no column "months"'], // prettier-ignore
] as const)('%s is refused in one sentence', async (_, wrong, words) => {
  await expect(studyRun('stroma-immune', wrong)).rejects.toThrow(words);
});
