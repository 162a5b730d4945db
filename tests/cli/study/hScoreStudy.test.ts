import { spearman } from '@timescope/core/statistics/correlation';
import { csvText } from '@timescope/synthetic/cohort/generatedTable';
import { generatedEvaluation } from '@timescope/synthetic/cohort/generatedEvaluation';
import { hScoreCohort } from '@timescope/synthetic/cohort/hScoreCohort';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { studyRun, withCells } from '../../harness/studyRun';
import { computed } from '../../oracles/computed';

const { table } = hScoreCohort({ seed: 6 });

/** Two patients with two slides each; the first pathologist scored the first patient only. */
const SMALL = {
  columns: ['case', 'set', 'patient', 'timepoint', 'framework', 'pathologist1', 'pathologist2'],
  rows: [
    ['a', 'internal', 'P1', 'baseline', 10, 20, 40],
    ['b', 'internal', 'P1', 'week 6', 100, 110, 90],
    ['c', 'internal', 'P2', 'baseline', 250, '', 200],
    ['d', 'internal', 'P2', 'week 6', 150, '', 220],
    ['e', 'internal', 'P3', 'baseline', 50, '', 60],
    ['f', 'internal', 'P4', 'baseline', '', '', 0],
  ],
};

test('the mean is of the pathologists who scored the slide; a slide without a score is named', async () => {
  const { csv, document } = await studyRun('h-score', SMALL);
  const [, ...cases] = await csv('cases.csv');
  expect(cases.map(([name, , mean]) => [name, Number(mean)])).toEqual([
    ['a', 30],
    ['b', 100],
    ['c', 200],
    ['d', 220],
    ['e', 60],
    ['f', 0],
  ]);
  const [, ...table1] = await csv('tables/table-1.csv');
  const row = (b: string) => table1.find(own => own[1] === 'framework' && own[2] === b);
  expect(row('pathologist2')?.[3]).toBe('5');
  expect(row('pathologist1')?.slice(3)).toEqual(['2', '', '', '', '']);
  expect(document.leftOut.find(own => own.case === 'f')).toMatchObject({ line: 7, columns: ['framework', 'pathologist1'] }); // prettier-ignore
});

test('two patients have both slides: one changes alike by both, one does not', async () => {
  const { csv, document } = await studyRun('h-score', SMALL);
  const panel = document.parts.find(({ name }) => name === 'Figure 6')?.panels[0];
  expect(panel?.notes).toEqual([
    '2 patients with both slides; the change has one direction by both in 1 (50 %).',
    '1 patients with one slide only are not drawn.',
  ]);
  expect((await csv('figures/figure-6.csv')).slice(1)).toEqual([
    ['P2', '200', '220', '250', '150'],
    ['P1', '30', '100', '10', '100'],
  ]);
});

test("Table 1 is Spearman's correlation of the two columns, with its interval; few slides are named", async () => {
  const { csv, html, document } = await studyRun('h-score', table);
  const own = table.rows.filter(row => row[1] === 'internal');
  const column = (name: string) => own.map(row => Number(row[table.columns.indexOf(name)]));
  const said = computed(spearman(column('framework'), column('pathologist2')));
  const row = (await csv('tables/table-1.csv')).find(
    cells => cells[0] === 'internal' && cells[1] === 'framework' && cells[2] === 'pathologist2',
  );
  expect(row?.slice(3).map(Number)).toEqual([100, said.value, said.lower, said.upper, said.p]);
  expect(html).toContain('internal, Pathologist 1 and Pathologist 2: 20 slides, the interval may cover less'); // prettier-ignore
  expect(document.parts.map(({ name }) => name)).toEqual(['Table 1', 'Figure 3', 'Figure 4', 'Figure 5', 'Figure 6', 'Supplement 1', 'Supplement 2']); // prettier-ignore
  expect(/NaN|Infinity|undefined/.exec(html)).toBeNull();
});

test('slides whose true score is 0 have an absolute error and no percentage', async () => {
  const { csv } = await studyRun('h-score', table);
  const [, , , framework] = await csv('tables/supplement-1.csv');
  expect(framework?.slice(0, 3)).toEqual(['cd73', 'framework', '26']);
  const errors = table.rows.filter(row => row[1] === 'cd73').map(row => Number(row[4]));
  expect(Number(framework?.[3])).toBeCloseTo(errors.reduce((sum, value) => sum + value, 0) / 26, 10);
  expect(framework?.slice(7)).toEqual(['', '', '']);
});

test('cut-offs of HER2 come from the development rows: other scores elsewhere do not move them', async () => {
  const changed = withCells(table, ({ set, framework }) => set === 'development' ? {} : { framework: Number(framework) / 2 }); // prettier-ignore
  const [before, after] = [await studyRun('h-score', table), await studyRun('h-score', changed)];
  expect(before.document.development).toHaveLength(3);
  expect(after.document.development).toEqual(before.document.development);
  expect(await after.csv('figures/supplement-2.csv')).not.toEqual(
    await before.csv('figures/supplement-2.csv'),
  );
});

test('segmentation measures and patch errors come from the evaluation, models compared on the same patches', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'evaluation-'));
  const { segmentation, patches } = generatedEvaluation(1);
  if (!segmentation || !patches) throw new Error('no tables');
  await writeFile(path.join(folder, 'segmentation.csv'), csvText(segmentation));
  await writeFile(path.join(folder, 'patches.csv'), csvText(patches));
  const { csv, document } = await studyRun('h-score', table, '--evaluation', folder);
  const dice = (await csv('figures/figure-3-a.csv')).filter(row => row[0] === 'tumour' && row[1] === 'dice');
  expect(dice.map(row => row[2])).toEqual(['moco-sm', 'mobilenetv3', 'u-net', 'u-net++', 'deeplabv3+']);
  const own = segmentation.rows.filter(row => row[0] === 'u-net' && row[2] === 'tumour');
  const mean = own.reduce((sum, row) => sum + Number(row[4]), 0) / own.length;
  expect(Number(dice[2]?.[3])).toBeCloseTo(mean, 12);
  const notes = document.parts.find(({ name }) => name === 'Figure 4')?.panels[0]?.notes;
  expect(notes?.[0]).toContain('Mean percentage error of 30 patches: VGG16Regression');
  expect(notes?.[1]).toContain('StainIntensityNet less VGG16Regression');
});

test('a score above 300, a grade that is none and a cohort without pathologists are refused', async () => {
  await expect(
    studyRun(
      'h-score',
      withCells(table, (_, row) => (row === 0 ? { rival: 301 } : {})),
    ),
  ).rejects.toThrow('Line 2 of cohort.csv has 301 in rival, where an H-score from 0 to 300 is expected');
  await expect(
    studyRun(
      'h-score',
      withCells(table, ({ her2 }) => (her2 === '' ? {} : { her2: 'positive' })),
    ),
  ).rejects.toThrow('has the her2 "positive"');
  await expect(
    studyRun('h-score', { columns: ['case', 'set', 'framework'], rows: [['a', 'x', 1]] }),
  ).rejects.toThrow('no H-scores of a method and of a pathologist');
});
