import { jest } from '@jest/globals';
import { IMMUNE_RESULT_VERSION } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reference } from '../../../packages/cli/src/cohort/commands/reference';
import { referenceCases } from '../../../packages/cli/src/cohort/referenceCases';
import { temporaryFolder } from '../../harness/cohortFixture';

const folder = await temporaryFolder();
const results = path.join(folder, 'results');
const followUp = path.join(folder, 'followUp.csv');

beforeAll(async () => {
  for (const [at, name] of ['a', 'b', 'c'].entries()) {
    const densities = { stroma: at, tumour: at, centre: null, margin: null };
    const result = {
      ...{ kind: 'timescope.immune', version: IMMUNE_RESULT_VERSION, patientKey: name, method: 'drawn' },
      densityPerMm2: { cd3: densities, cd8: densities },
    };
    await mkdir(path.join(results, name), { recursive: true });
    await writeFile(path.join(results, name, 'result.json'), JSON.stringify(result));
  }
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

test('how many patients have follow-up is said', async () => {
  await written('a/,9,1', 'b,12,0');
  const options = ['--name', 'Site', '--staining', 'drawn', '--follow-up', followUp];
  const said = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await reference.run([results, '--out', path.join(folder, 'c.json'), ...options]);
  const text = said.mock.calls.join('');
  said.mockRestore();
  expect(text).toContain('Follow-up of 2 of 3 patients\n');
});
