import { TISSUE_CLASSES, TISSUE_NAMES, type TissueClass } from '@timescope/core/tissueClass';
import { annotationsFromGeoJson } from '@timescope/extension-ihc-scoring/pipeline/annotations/annotationsFromGeoJson';
import { areasGeoJson } from '@timescope/extension-ihc-scoring/pipeline/exports/areasGeoJson';
import { readModel } from '@timescope/runtime/models';
import type { SectionTruth } from '@timescope/synthetic/tissue/sectionTruth';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository, timescope } from '../harness/commandLine';
import { writeSmallSections } from '../harness/smallSections';
import { squareFeature } from '../harness/squareFeature';
import { trueAreas } from '../harness/tissueSections';

// From a slide and what is drawn on it to a network that the check accepts, as a site does it.

let folder: string;
let truth: SectionTruth;
const inFolder = (...parts: string[]) => path.join(folder, ...parts);

/** A generated CD8 section; tumour and stroma as the viewer exports them, all nine classes as QuPath does. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-drawn-'));
  truth = (await writeSmallSections(folder)).cd8;
  const areas = annotationsFromGeoJson(JSON.parse(await readFile(inFolder('areas-cd8.geojson'), 'utf8')));
  await writeFile(inFolder('viewer.geojson'), areasGeoJson(areas));
  await writeFile(inFolder('nine.geojson'), JSON.stringify(TISSUE_CLASSES.flatMap(areasOfClass)));
  await writeFile(inFolder('region.geojson'), JSON.stringify([squareFeature(600, 500, 700, 'Region*')]));
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

const areasOfClass = (className: TissueClass) =>
  trueAreas(truth, [className]).map(({ rings }) => ({
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: rings.map(ring => ring.map(({ x, y }) => [x, y])) },
    properties: { classification: { name: TISSUE_NAMES[className] } },
  }));

async function patches(kind: string, ...drawn: string[]) {
  const roi = drawn.flatMap(name => ['--roi', inFolder(name)]);
  const call = [inFolder('data/cd8'), ...roi, '--kind', kind, '--out', inFolder(kind), '--json'];
  return JSON.parse(await timescope('patches', ...call)) as {
    patches: number;
    counts: Record<string, number>;
  };
}

async function train(script: string, out: string, ...more: string[]): Promise<void> {
  const call = ['-W', 'ignore', path.join(repository, 'models/training', script), inFolder(out), ...more];
  await promisify(execFile)('/usr/bin/python3', [...call, '--name', out]);
}

/** The card of what was trained, once it has passed the check. */
async function checkedCard(out: string) {
  await mkdir(inFolder('models', out), { recursive: true });
  for (const file of ['card.json', 'model.onnx'])
    await cp(inFolder(out, file), inFolder('models', out, file));
  await expect(timescope('models', 'check', out, '--models', inFolder('models'))).resolves.toMatch(
    new RegExp(`^ok +${out} .*trial run`, 'm'),
  );
  return (await readModel(inFolder('models', out))).card;
}

test('areas of the viewer become patches from which a tissue network is trained, and fine-tuned with its weights', async () => {
  const { patches: count, counts } = await patches('tissue', 'viewer.geojson');
  expect(count).toBe(10);
  expect(counts).toMatchObject({ background: 0, other: 0 });
  const mm2 = (pixels: number) => (pixels * 0.46 ** 2) / 1e6;
  // Outlines are simplified, and patches with less than 1 % drawn are left out.
  expect(Math.abs(mm2(counts.tumour ?? 0) / truth.areaMm2.TUM - 1)).toBeLessThan(0.01);
  expect(Math.abs(mm2(counts.stroma ?? 0) / truth.areaMm2.STR - 1)).toBeLessThan(0.01);
  const size = ['--steps', '10', '--batch', '2', '--crop', '128'];
  await train('train_tissue.py', 'first', inFolder('tissue'), ...size);
  await train(
    'train_tissue.py',
    'tuned',
    inFolder('tissue'),
    ...size,
    '--initial',
    inFolder('first/weights.pt'),
  );
  const card = await checkedCard('tuned');
  expect(card.trainedOn.description).toContain('begun with the weights of first');
  expect(card.trainedOn.synthetic).toBe(false);
}, 600_000);

test('areas of the nine classes become tiles in a folder a class, and a network of the classes that fill tiles', async () => {
  const { patches: count } = await patches('tiles', 'nine.geojson');
  expect(count).toBe(14);
  const classes = (await readdir(inFolder('tiles'))).sort();
  expect(classes).toEqual(['BAC', 'STR', 'TUM']);
  await train('train_tiles.py', 'own-tiles', inFolder('tiles'), '--epochs', '1');
  expect((await checkedCard('own-tiles')).classes).toEqual(classes);
}, 600_000);

test('cells of a score inside a region become pictures with numbered nuclei, and a network of nuclei', async () => {
  const roi = ['--roi', inFolder('region.geojson')];
  const call = [inFolder('data/cd8'), '--marker', 'cd8', ...roi, '--out', inFolder('scored')];
  await timescope('score', ...call);
  const cells = JSON.parse(await readFile(inFolder('scored/cells.geojson'), 'utf8')) as {
    features: unknown[];
  };
  const exported = await patches('nuclei', 'region.geojson', 'scored/cells.geojson');
  // 350 um in pictures of at most 128 um: three by three. A nucleus on a border counts in both.
  expect(exported.patches).toBe(9);
  const { nuclei } = exported.counts;
  expect(nuclei).toBeGreaterThan(0.95 * cells.features.length);
  expect(nuclei).toBeLessThan(1.3 * cells.features.length);
  await train(
    'train_nuclei.py',
    'own-nuclei',
    '--drawn',
    inFolder('nuclei'),
    '--mpp',
    '0.5',
    '--steps',
    '10',
  );
  expect((await checkedCard('own-nuclei')).task).toBe('nuclei');
}, 600_000);
