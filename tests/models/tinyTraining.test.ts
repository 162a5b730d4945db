import {
  mostProbable,
  stainPlane,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchPixels.kernel';
import { SEEN_PX } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkedModels } from '../../packages/cli/src/models/checkedModels';
import { listedModels } from '../../packages/cli/src/models/listedModels';
import { repository } from '../harness/commandLine';
import { drawnPatch, writeDrawnPatches } from '../harness/drawnPatches';

const hasTorch = existsSync('/usr/lib/python3/dist-packages/torchvision');
const testWithTorch = hasTorch || process.env.CI ? test : test.skip;

let folder: string;
const inFolder = (...parts: string[]) => path.join(folder, ...parts);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-tiny-'));
});
afterAll(() => rm(folder, { recursive: true }));

testWithTorch(
  'sixteen drawn patches become a network that passes the check and tells tissue apart in node',
  async () => {
    await writeDrawnPatches(inFolder('patches'), 20, 128);
    const script = path.join(repository, 'models/training/train_tissue.py');
    const size = ['--steps', '40', '--batch', '4', '--crop', '64', '--rate', '1e-2'];
    const call = ['-W', 'ignore', script, inFolder('out'), inFolder('patches'), '--name', 'tiny', ...size];
    await promisify(execFile)('/usr/bin/python3', call);
    await mkdir(inFolder('models/tiny'), { recursive: true });
    for (const file of ['card.json', 'model.onnx'])
      await cp(inFolder('out', file), inFolder('models/tiny', file));

    const checks = await checkedModels(await listedModels(inFolder('models')), false, () => undefined);
    expect(checks.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
    expect(await readFile(inFolder('out/evaluation.csv'), 'utf8')).toMatch(/^patch,(.*\n){5}$/);
    expect(await shareToldRight()).toBeGreaterThan(0.9);
  },
  120_000,
);

/** Of the pixels of a patch of the size that the file takes. */
async function shareToldRight(): Promise<number> {
  const { card, bytes } = await readModel(inFolder('models/tiny'));
  expect(card).toMatchObject({ task: 'tissue-segmentation', trainedOn: { images: 16, synthetic: false } });
  const network = await loadNetwork(card, bytes, { engine: 'native' });
  const { rgb, classes } = drawnPatch(99, SEEN_PX);
  const at = { x: 0, y: 0, width: SEEN_PX, height: SEEN_PX };
  const { haematoxylin } = stainTables({ white: [240, 240, 240], vectors: RUIFROK_H_DAB });
  const values = stainPlane(rgb, at, at, SEEN_PX, haematoxylin);
  const { tissue } = await network.run({ shape: card.input.shape, values });
  const found = mostProbable(tissue?.values ?? new Float32Array(), 4);
  return found.filter((each, i) => each === classes.values[i]).length / found.length;
}
