import { jest } from '@jest/globals';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { pngOf } from '@timescope/runtime/encode/png';
import { writeCtSeries } from '@timescope/synthetic/ct/writeDemoCt';
import { demoCtDescription } from '@timescope/synthetic/demoPatient';
import { spawn } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';
import { temporaryFolder } from '../harness/cohortFixture';
import { repository } from '../harness/commandLine';
import { handMadeCt, handMadeRoi } from '../harness/handMadeCt';

// The engine takes seconds on a busy machine.
jest.setTimeout(60_000);

const folder = await temporaryFolder();

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly printed: string;
}

/** The built command; Ctrl-C as soon as it has said this. */
function ended(argv: readonly string[], stopAt?: string): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(repository, 'packages/cli/bin/timescope.js'), ...argv]);
  let [said, printed] = ['', ''];
  child.stdout.on('data', chunk => (printed += String(chunk)));
  child.stderr.on('data', chunk => {
    said += String(chunk);
    if (stopAt !== undefined && said.includes(stopAt) && !child.killed) child.kill('SIGINT');
  });
  return new Promise(resolve => child.once('close', code => resolve({ code, said, printed })));
}

const STOPPED = 'timescope: stopped before the end; ';

test('Ctrl-C while networks predict ends before the next of them, with 130, one line and an empty folder', async () => {
  const ct = handMadeCt([40, 40, 3], (i, j) => i + j);
  const [series, roi, out] = ['ct', 'roi.nii', 'out'].map(name => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(series);
  await writeCtSeries(series, ct, { ...demoCtDescription, spacingMm: { x: 1, y: 1 } }, () => undefined);
  await writeFile(
    roi,
    niftiFile(handMadeRoi(ct, (i, j, k) => k === 1 && i > 9 && i < 30 && j > 9 && j < 30)),
  );
  const models = path.join(folder, 'models');
  await mkdir(models);
  for (const name of ['densenet121-tils', 'densenet121-is'])
    await symlink(path.join(repository, 'models', name), path.join(models, name));
  const argv = ['predict', series, '--roi', roi, '--models', models, '--out', out, '--json'];
  const { code, said, printed } = await ended(argv, 'Networks 0 %');
  expect({ code, printed }).toEqual({ code: 130, printed: '' });
  expect(said).not.toContain('Networks 100 %');
  expect(said.split('\n').filter(line => line.startsWith(STOPPED))).toHaveLength(1);
  expect(await readdir(out)).toEqual([]);
});

test('Ctrl-C while a network finds nuclei leaves no result, and the same call goes on to one', async () => {
  const [image, out] = [path.join(folder, 'image.png'), path.join(folder, 'scored')];
  await writeFile(image, await pngOf(drawnSlide(400, 400, randomDiscs(400, 400, 60, 3))));
  const argv = ['score', image, '--mpp', '0.5', '--marker', 'ki67', '--nuclei', 'nuclei-unet-small'];
  const asked = [...argv, '--workers', '1', '--out', out, '--json'];
  const { code, said, printed } = await ended(asked, 'tissue 100 %');
  expect({ code, printed }).toEqual({ code: 130, printed: '' });
  expect(said).not.toContain('cells 100 %');
  expect(said.trimEnd().split('\n').at(-1)).toBe(`${STOPPED}the same call goes on where it was stopped.`);
  expect(await readdir(out)).not.toContain('result.json');
  const again = await ended(asked);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.printed)).toMatchObject({ provenance: { network: { name: 'nuclei-unet-small' } } });
});
