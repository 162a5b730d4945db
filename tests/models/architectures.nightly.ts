import { probeInput } from '@timescope/core/probe';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../harness/commandLine';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-architectures-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tissue = { tissue: [1, 4] };
const nuclei = { foreground: [1, 1], distance: [1, 1] };

test.each([
  ['tissue', 'joint-unet', 512, 0.61, { ...tissue, nuclei: [1, 1] }],
  ['tissue', 'moco-sm', 512, 23.52, tissue],
  ['tissue', 'mobilenetv3', 512, 3.22, tissue],
  ['tissue', 'unet', 512, 31.04, tissue],
  ['tissue', 'unet++', 512, 9.16, tissue],
  ['tissue', 'deeplabv3+', 512, 40.35, tissue],
  ['nuclei', 'small-unet', 320, 0.49, nuclei],
  ['nuclei', 'triple-unet', 320, 2.57, nuclei],
  ['nuclei', 'hover-net', 128, 45.03, { foreground: [1, 1], horizontal: [1, 1], vertical: [1, 1] }],
  ['score', 'stainintensitynet', 512, 0.09, { score: [1, 1] }],
  ['score', 'vgg16', 512, 14.72, { score: [1, 1] }],
  ['score', 'resnet18', 512, 11.18, { score: [1, 1] }],
  ['score', 'ramcnn', 512, 0.28, { score: [1, 1] }],
] as const)(
  "%s network %s of %i px has %d million parameters, and its file in onnxruntime gives torch's answer",
  async (family, name, px, millions, outputs) => {
    const out = path.join(folder, name.replaceAll('+', '-plus'));
    const script = path.join(repository, 'tests/oracles/architectures.py');
    const call = ['-W', 'ignore', script, out, family, name, String(px)];
    const { stdout } = await promisify(execFile)('/usr/bin/python3', call);
    const said = JSON.parse(stdout) as { parameters: number; shapes: Record<string, number[]> };
    expect(said.parameters / 1e6).toBeCloseTo(millions, 2);
    const declared = Object.entries(outputs).map(([output, shape]) => [
      output,
      output === 'score' ? shape : [...shape, px, px],
    ]);
    expect(said.shapes).toEqual(Object.fromEntries(declared));
    expect(await farthestFromTorch(out)).toBeLessThan(1e-4);
  },
  600_000,
);

/** Largest difference of any value, of the greatest value of its output or of 1. */
async function farthestFromTorch(out: string): Promise<number> {
  const expected = JSON.parse(await readFile(path.join(out, 'expected.json'), 'utf8')) as Readonly<
    Record<string, readonly number[]>
  >;
  await rm(path.join(out, 'expected.json'));
  const { card, bytes } = await readModel(out);
  const network = await loadNetwork(card, bytes, { engine: 'native' });
  if (!card.probe) throw new Error('The card has no probe.');
  const found = await network.run(probeInput(card, card.probe));
  let farthest = 0;
  for (const [name, values] of Object.entries(expected)) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    values.forEach((value, at) => {
      farthest = Math.max(farthest, Math.abs(value - (found[name]?.values[at] ?? NaN)) / scale);
    });
  }
  return farthest;
}
