import { jest } from '@jest/globals';
import { immuneHash } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneHash';
import { parseReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/parseReferenceCohort';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reference } from '../../../packages/cli/src/cohort/commands/reference';
import { referenceCases } from '../../../packages/cli/src/cohort/referenceCases';
import { temporaryFolder } from '../../harness/cohortFixture';
import { wholeImmune } from '../../harness/handMadeImmune';

const folder = await temporaryFolder();
const results = path.join(folder, 'results');
const followUp = path.join(folder, 'followUp.csv');

/** One patient's result, with fields of an edge. */
async function writeCase(name: string, density: number, fieldUm = 500): Promise<void> {
  const densities = { stroma: density, tumour: density, centre: density, margin: density };
  const whole = wholeImmune();
  const made = {
    ...{ ...whole, patientKey: name, method: 'drawn' },
    densityPerMm2: { cd3: densities, cd8: densities },
    settings: { steps: '74', marginUm: 500, fieldUm },
  } as const;
  await mkdir(path.join(results, name), { recursive: true });
  await writeFile(file(name), JSON.stringify({ ...made, hash: immuneHash(made) }));
}

const file = (name: string) => path.join(results, name, 'result.json');

beforeAll(async () => {
  for (const [at, name] of ['a', 'b', 'c'].entries()) await writeCase(name, at);
});

const written = (...lines: string[]) => writeFile(followUp, ['case,months,died', ...lines, ''].join('\n'));

test.each([
  [['a,9,1', 'nosuch,9,0'], 'followUp.csv names the case nosuch, of which'],
  [['a,9,1', './a/,9,0'], 'Line 3 of followUp.csv names the case a again.'],
  [['a,9,2'], 'Line 2 of followUp.csv needs case, months (a number) and died (0 or 1).'],
])('follow-up %j is refused in one sentence', async (lines, message) => {
  await written(...lines);
  await expect(referenceCases(results, followUp)).rejects.toThrow(message);
});

/** What is printed. */
async function made(name: string, ...more: string[]): Promise<string> {
  const said = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const options = ['--name', 'Site', '--staining', 'drawn', '--date', '2026-11-22'];
  try {
    await reference.run([results, '--out', path.join(folder, name), ...options, ...more]);
    return said.mock.calls.join('');
  } finally {
    said.mockRestore();
  }
}

test('how many patients have follow-up, and densities at each place, is said', async () => {
  await written('a/,9,1', 'b,12,0');
  const text = await made('c.json', '--follow-up', followUp);
  expect(text).toContain('Follow-up of 2 of 3 patients\n');
  expect(text).toContain(
    "in stroma: 3, tumour epithelium: 3, the tumour's centre: 3, the invasive margin: 3\n",
  );
});

test('the file of another cohort is not written over; the same cohort again is', async () => {
  await made('kept.json');
  await made('kept.json');
  await expect(made('kept.json', '--cut-offs', 'cut2')).rejects.toThrow(
    'holds something else than this cohort',
  );
});

test('the cohort says how its fields were laid; of results with other fields it has no fields', async () => {
  const cohortIn = async (name: string) =>
    parseReferenceCohort(JSON.parse(await readFile(path.join(folder, name), 'utf8')));
  await made('alike.json');
  expect((await cohortIn('alike.json')).fieldLengths).toEqual({ fieldUm: 500, marginUm: 500 });
  await writeCase('c', 2, 150);
  const text = await made('mixed.json');
  expect(text).toContain('The results have fields of 500 um with a margin of 500 um and fields of 150 um');
  expect(text).toContain('the invasive margin: no patient\n');
  expect((await cohortIn('mixed.json')).places).toEqual(['stroma', 'tumour']);
  await writeCase('c', 2);
});

test('a result that was edited makes no cohort', async () => {
  const text = await readFile(file('a'), 'utf8');
  await writeFile(file('a'), text.replace('"patientKey":"a"', '"patientKey":"x"'));
  await expect(referenceCases(results, undefined)).rejects.toThrow(
    'a/result.json cannot be used for a cohort: its content does not fit its hash, so it was edited.',
  );
  await writeCase('a', 0);
});

test('a patient who is there twice is named by both folders', async () => {
  const text = await readFile(file('a'), 'utf8');
  await mkdir(path.join(results, 'd'));
  await writeFile(file('d'), text);
  await expect(referenceCases(results, undefined)).rejects.toThrow(
    'The results in a and d are of one patient',
  );
});
