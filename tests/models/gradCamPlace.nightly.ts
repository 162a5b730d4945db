import type { Network } from '@timescope/core/network';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import type { GradCamMap } from '@timescope/extension-ct-radiomics/pipeline/prediction';
import { parseModelCard } from '@timescope/core/parseModelCard';
import { loadNetwork } from '@timescope/runtime/ort';
import { focusTumourCt, type FocusTumourCt } from '@timescope/synthetic/ct/focusTumourCt';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { trainingPython, writeSiteCase } from '../harness/siteCohort';

const LEARNT = 256;
/** Disjoint from the learnt ones. */
const FIRST_UNSEEN = 100_001;
const UNSEEN = 120;

const folder = await mkdtemp(path.join(tmpdir(), 'timescope-cam-place-'));
const inFolder = (...parts: string[]) => path.join(folder, ...parts);
afterAll(() => rm(folder, { recursive: true }));

/** From random weights; mostly on small copies, so that it takes minutes of one processor. */
async function train(): Promise<void> {
  await mkdir(inFolder('cohort'));
  const rows = ['case,tils'];
  for (let seed = 1; seed <= LEARNT; seed++) {
    const tumour = focusTumourCt(seed);
    await writeSiteCase(inFolder('cohort'), `P${seed}`, tumour);
    rows.push(`P${seed},${tumour.isHigh ? 'high' : 'low'}`);
  }
  await writeFile(inFolder('cohort/labels.csv'), rows.join('\n'));
  const plan = ['--epochs', '10', '--batch', '16', '--optimiser', 'adamw', '--rate', '6e-4'];
  const sides = ['--sides', '64', '64', '80', '112', '224'];
  await trainingPython(
    'train_ct.py',
    inFolder('cohort'),
    inFolder('out'),
    '--target',
    'tils',
    ...plan,
    ...sides,
  );
}

async function trainedNetwork(): Promise<Network> {
  const [card, bytes] = await Promise.all([
    readFile(inFolder('out/card.json')),
    readFile(inFolder('out/model.onnx')),
  ]);
  return loadNetwork(parseModelCard(JSON.parse(card.toString()), 'out/card.json'), bytes, {
    engine: 'native',
  });
}

interface Seen extends FocusTumourCt {
  readonly map: GradCamMap;
}

async function seen(seed: number, tils: Network): Promise<Seen> {
  const tumour = focusTumourCt(seed);
  const { maps } = await predictTargets(
    tumour.volume,
    tumour.mask,
    { tils },
    {},
    { softwareVersion: 'test' },
  );
  if (!maps.tils) throw new Error('There is no map.');
  return { ...tumour, map: maps.tils };
}

/** Where the map, as it is shown over the slice, is brightest: shares of its box. */
function peakOf({ values, box }: GradCamMap): { x: number; y: number } {
  const hottest = values.indexOf(Math.max(...values));
  return {
    x: ((hottest % box.width) + 0.5) / box.width,
    y: (Math.floor(hottest / box.width) + 0.5) / box.height,
  };
}

/** Whether the voxel under that place of the tumour's box belongs to the focus. */
function isInFocus({ focus, map: { slice, box } }: Seen, peak: { x: number; y: number }): boolean {
  const [nx, ny] = focus.size;
  const column = box.x + Math.floor(peak.x * box.width);
  const row = box.y + Math.floor(peak.y * box.height);
  return focus.values[(slice * ny + row) * nx + column] === 1;
}

const shareOf = <One>(ones: readonly One[], holds: (one: One, at: number) => boolean): number =>
  ones.filter(holds).length / ones.length;

test('of tumours that are high by a nodule alone, the Grad-CAM of a network that learnt this peaks in the nodule', async () => {
  await train();
  const network = await trainedNetwork();
  const all: Seen[] = [];
  for (let seed = FIRST_UNSEEN; seed < FIRST_UNSEEN + UNSEEN; seed++) all.push(await seen(seed, network));
  const right = shareOf(all, ({ isHigh, map }) => (map.class === 'high') === isHigh);
  const found = all.filter(({ isHigh, map }) => isHigh && map.class === 'high');
  const inside = shareOf(found, one => isInFocus(one, peakOf(one.map)));
  // By chance: the peak of another tumour's map, at the same place of the box.
  const byChance = shareOf(found, (one, at) =>
    isInFocus(one, peakOf((found[(at + 1) % found.length] ?? one).map)),
  );
  process.stderr.write(
    `${all.length} tumours, told right ${right.toFixed(3)}; ${found.length} found high, ` +
      `peak in the nodule ${inside.toFixed(3)}, by chance ${byChance.toFixed(3)}\n`,
  );
  expect(found.length).toBeGreaterThanOrEqual(50);
  expect(right).toBeGreaterThan(0.8);
  expect(inside).toBeGreaterThanOrEqual(0.8);
  expect(byChance).toBeLessThan(0.3);
}, 3_600_000);
