import { jest } from '@jest/globals';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { pngOf } from '@timescope/runtime/encode/png';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { caseCommands } from '../../../packages/cli/src/cohort/caseCommands';
import { score } from '../../../packages/cli/src/commands/score';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';
import { repository } from '../../harness/commandLine';

const BOTH = 'nuclei-unet-small+classical';

let folder: string;
let image: string;
let preset: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-usual-'));
  image = path.join(folder, 'field.png');
  await writeFile(image, await pngOf(drawnSlide(300, 300, randomDiscs(300, 300, 90, 4))));
  preset = path.join(folder, 'own.json');
  await writeFile(preset, JSON.stringify({ ...presets.er, minimumCells: 50 }));
});
afterAll(() => rm(folder, { recursive: true }));

const asked = (...options: string[]) => [image, '--mpp', '0.5', '--marker', 'er', ...options];

async function scored(...options: string[]): Promise<ScoreResult> {
  let text = '';
  const out = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation(chunk => ((text += String(chunk)), true));
  try {
    await score.run([...asked(...options), '--json']);
  } finally {
    out.mockRestore();
  }
  return JSON.parse(text) as ScoreResult;
}

test('on a small image the network beside the classical detector finds the nuclei, as when it is asked for, and the result says why', async () => {
  const usual = await scored();
  expect(usual.hash).toBe((await scored('--nuclei', BOTH)).hash);
  expect(usual.provenance).toMatchObject({
    method: 'joined-cells-1',
    network: { name: 'nuclei-unet-small' },
  });
  expect(usual.provenance.detectorReason).toMatch(
    /^Usual on images of up to 0\.25 mm2: .* both the best\. F1 .* people outlined, recoloured as IHC: 0\.82/,
  );
  expect(usual.warnings.map(({ code }) => code)).not.toContain('NETWORK_NUCLEI');
}, 60_000);

test.each([
  ['Asked for.', ['--nuclei', 'classical']],
  ['A threshold of detection was asked for', ['--detection-threshold', '0.06']],
  ['The one of the preset.', ['--preset', 'PRESET']],
])('the classical detector says why it runs: %s', async (why, options) => {
  const named = options.map(each => (each === 'PRESET' ? preset : each));
  const { provenance } = await scored(...named);
  expect(provenance).toMatchObject({ method: 'classical-cells-3', detector: 'generic' });
  expect(provenance.network).toBeUndefined();
  expect(provenance.detectorReason?.startsWith(why)).toBe(true);
});

test('a folder of models without it leaves the classical detector, one with a broken card of its name is refused', async () => {
  const empty = path.join(folder, 'none');
  await mkdir(empty);
  const { detector, detectorReason } = (await scored('--models', empty)).provenance;
  expect(detector).toBe('generic');
  expect(detectorReason).toContain(
    'nuclei-unet-small, usual beside it on images of up to 0.25 mm2, is not there',
  );
  const broken = path.join(folder, 'broken');
  await cp(path.join(repository, 'models/nuclei-unet-small'), path.join(broken, 'nuclei-unet-small'), {
    recursive: true,
  });
  await writeFile(path.join(broken, 'nuclei-unet-small/card.json'), '{}');
  await expect(scored('--models', broken)).rejects.toMatchObject({
    code: 'MODEL_MISMATCH',
    nextStep: expect.stringMatching(/ Without a network: --nuclei classical\.$/) as unknown,
  });
});

test('a case of a cohort is another one with the network than without', async () => {
  const { inspect } = caseCommands.score ?? {};
  const usual = await inspect?.(asked());
  expect(usual).toEqual(await inspect?.(asked('--nuclei', BOTH)));
  expect(usual).not.toEqual(await inspect?.(asked('--nuclei', 'classical')));
});

test('a run is repeated with the detector that it had, whatever is usual', async () => {
  for (const nuclei of ['classical', BOTH]) {
    const out = path.join(folder, nuclei);
    await score.run([...asked('--nuclei', nuclei, '--out', out), '--json']);
    const before = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as ScoreResult;
    await expect(
      score.run(['--replay', path.join(out, 'result.json'), '--out', path.join(folder, `${nuclei}-again`)]),
    ).resolves.toBe(0);
    const after = await readFile(path.join(folder, `${nuclei}-again`, 'result.json'), 'utf8');
    expect((JSON.parse(after) as ScoreResult).hash).toBe(before.hash);
  }
}, 60_000);
