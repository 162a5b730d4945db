import { jest } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { casesOf, readManifest } from '../../../packages/cli/src/cohort/manifest';
import { processHands } from '../../../packages/cli/src/cohort/processHands';
import { builtModule } from '../../harness/builtModule';
import { temporaryFolder } from '../../harness/cohortFixture';
import { writeTinySlides } from '../../harness/tinySlides';

// A module is built and loaded.
jest.setTimeout(60_000);

const folder = await temporaryFolder();

test('a case that is another than was submitted is refused before it is measured', async () => {
  await writeTinySlides(folder, 1);
  await writeFile(path.join(folder, 'manifest.csv'), 'case,input,marker\na,slide-000,ki67\n');
  const [one] = (await casesOf(await readManifest(path.join(folder, 'manifest.csv')), {})).cases;
  if (!one) throw new Error('no case');
  const file = await builtModule('packages/cli/src/cohort/caseProcess.ts');
  const hands = processHands({ memoryMb: 3072, longestMs: 60_000 }, file);
  const stages: string[] = [];
  const context = { signal: new AbortController().signal, onStage: (stage: string) => stages.push(stage) };
  const run = (key: string, out: string) =>
    hands.run({ ...one, key, argv: [...one.argv, '--out', path.join(folder, out)] }, context);
  try {
    expect(await run('of another version', 'refused')).toMatchObject({
      exitCode: 20,
      error: { code: 'CONFLICT' },
    });
    expect(stages).toEqual([]);
    expect(await readdir(folder)).not.toContain('refused');
    expect(await run(one.key, 'measured')).toEqual({ kind: 'ended', exitCode: 0 });
  } finally {
    hands.close();
  }
});
