import { makeReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/makeReferenceCohort';
import { parseReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/parseReferenceCohort';
import { stromaImmuneCohort } from '@timescope/synthetic/cohort/stromaImmuneCohort';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tableCases } from '../../../packages/cli/src/cohort/tableCases';
import { temporaryFolder } from '../../harness/cohortFixture';

const folder = await temporaryFolder();
async function written(text: string): Promise<string> {
  const file = path.join(folder, 'table.csv');
  await writeFile(file, text);
  return file;
}

test('a table of densities: empty cells are not measured, the name of a case becomes a mark', async () => {
  const file = await written(
    'case,cd3_stroma,cd8_stroma,cd3_epithelium,months,death\nP1,100,10,50,24,1\nP2,200,20,,,\n',
  );
  const {
    cases: [first, second],
  } = await tableCases(file);
  expect(first?.densities).toEqual({
    cd3: { stroma: 100, tumour: 50, centre: null, margin: null },
    cd8: { stroma: 10, tumour: null, centre: null, margin: null },
  });
  expect(first?.followUp).toEqual({ months: 24, hasDied: true });
  expect(second?.followUp).toBeUndefined();
  expect(JSON.stringify([first, second])).not.toContain('P1');
});

test.each([
  ['case,cd3_stroma\nP1,1\n', 'has no column "cd8_stroma"'],
  ['case,cd3_stroma,cd8_stroma\nP1,many,1\n', 'has "many" as cd3_stroma'],
  ['case,cd3_stroma,cd8_stroma\n,1,1\n', 'names no case'],
  ['case,cd3_stroma,cd8_stroma\nP1,1e9,1\n', 'has 1000000000 as cd3_stroma; at most 100000 cells fit'],
  [
    'case,cd3_stroma,cd8_stroma\nP1,1,1\nP2,1,1\nP1,2,2\n',
    'Lines 2 and 4 of table.csv are both of the case P1; a patient counts once.',
  ],
  ['case,cd3_stroma,cd8_stroma,months,death\nP1,1,1,9,2\n', '0 (alive) or 1 (died) was expected'],
  ['case,cd3_stroma,cd8_stroma,months,death\nP1,1,1,9,\n', 'both or neither was expected'],
])('%j is refused in one sentence', async (text, message) => {
  await expect(tableCases(await written(text))).rejects.toThrow(message);
});

test('columns that say nothing of a cohort are named', async () => {
  const file = await written('case,cd3_stroma,cd8_stroma,cd3_tumour,age\nP1,1,1,5,70\n');
  expect((await tableCases(file)).otherColumns).toEqual(['cd3_tumour', 'age']);
});

test('the generated cohort of 424 patients becomes a reference cohort and is read back', async () => {
  const { columns, rows } = stromaImmuneCohort({ seed: 1 }).table;
  const file = await written([columns, ...rows].map(row => row.join(',')).join('\n'));
  const cohort = makeReferenceCohort({
    ...{ name: 'generated', stainingProtocol: 'none', method: 'generated', date: '2026-11-22', rule: 'cut2' },
    cases: (await tableCases(file)).cases,
  });
  expect(cohort.n).toBe(424);
  expect(parseReferenceCohort(JSON.parse(JSON.stringify(cohort))).hash).toBe(cohort.hash);
  expect(cohort.cutoffs.stroma.low).toBeGreaterThan(30);
  expect(cohort.cutoffs.stroma.high).toBeLessThan(75);
});
