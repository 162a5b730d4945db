import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PIECE, writeRepeatedSlide } from '../../bench/repeatedSlide';
import { temporaryFolder } from '../../harness/cohortFixture';
import { repository } from '../../harness/commandLine';
import { sharedData, testOnRealData } from '../../harness/sharedData';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const folder = await temporaryFolder();
const [slide, out] = [path.join(folder, 'slide'), path.join(folder, 'out')];

/** The built command on the slide; Ctrl-C as soon as it has said this. */
function ended(stopAt?: RegExp): Promise<{ code: number | null; said: string }> {
  const command = path.join(repository, 'packages/cli/bin/timescope.js');
  const asked = ['--cd3', slide, '--tissue', 'tiles-fast', '--steps', '149', '--workers', '1', '--out', out];
  const child = spawn(process.execPath, [command, 'immune', ...asked]);
  let said = '';
  child.stderr.on('data', chunk => {
    said += String(chunk);
    if (stopAt?.test(said) && !child.killed) child.kill('SIGINT');
  });
  return new Promise(resolve => child.once('close', code => resolve({ code, said })));
}

testOnRealData(
  'a map by a network of a slide of 4,096 px: Ctrl-C ends it, the same call goes on where it was stopped',
  async () => {
    await writeRepeatedSlide(slide, sharedData(PHOTOGRAPH), 2 * PIECE, column => column === 0);
    const stopped = await ended(/cd3 tissue map [5-9]\d %/);
    expect(stopped.code).toBe(130);
    expect(stopped.said).toContain('stopped before the end; the same call goes on where it was stopped.');
    expect(await readdir(path.join(out, 'cd3'))).toContain('.timescope-checkpoint-map');

    // killedPanel.test.ts goes on to the end.
    const { said } = await ended(/cd3 tissue map 100 %/);
    expect(said).toMatch(/cd3: goes on where it was stopped, after 1 part\n/);
    expect(said).not.toContain('cd3 tissue map 0 %');
  },
  120_000,
);
