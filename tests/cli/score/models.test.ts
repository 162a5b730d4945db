import { jest } from '@jest/globals';
import type { DrawnShape } from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import { pngOf } from '@timescope/runtime/encode/png';
import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../packages/cli/src/commands/score';
import { strokesOn } from '../../extensions/ihc-scoring/pipeline/compartments/fieldStrokes';

const field = makeField({ ...scannerField, mpp: 0.5, sizeUm: 320, seed: 3 });
let folder: string;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-'));
  await writeFile(at('slide.png'), await pngOf(await compressed(field)));
});
afterAll(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});
const at = (name: string): string => path.join(folder, name);

interface Document {
  readonly hash: string;
  readonly areaMm2: { readonly tumour: number; readonly stroma: number; readonly whole: number };
  readonly tumourFraction: number;
  readonly tumourCellularity: number | null;
}

/** Scores the slide; the result that it wrote to `out`. */
async function scored(out: string, ...more: string[]): Promise<Document> {
  await score.run([at('slide.png'), '--mpp', '0.5', '--workers', '1', '--out', at(out), ...more]);
  return JSON.parse(await readFile(path.join(at(out), 'result.json'), 'utf8')) as Document;
}

async function writeGeoJson(name: string, shapes: readonly DrawnShape[]): Promise<string> {
  const features = shapes.map(({ kind, className, rings: [ring = []] }) => {
    const points = ring.map(({ x, y }) => [x, y]);
    return {
      type: 'Feature',
      geometry:
        kind === 'points'
          ? { type: 'MultiPoint', coordinates: points }
          : { type: 'LineString', coordinates: points },
      properties: { objectType: 'annotation', classification: { name: className } },
    };
  });
  await writeFile(at(name), JSON.stringify({ type: 'FeatureCollection', features }));
  return at(name);
}

/** Clicks on the cells whose kind we know, away from the border. */
function clicks(): DrawnShape[] {
  const names = { tumour: 'Tumor', lymphocyte: 'Immune cells', fibroblast: 'Other' };
  return field.cells
    .filter(({ x, y }) => x > 20 && y > 20 && x < 300 && y < 300)
    .filter((_, index) => index % 4 === 0)
    .map(({ x, y, kind }) => ({
      kind: 'points',
      name: undefined,
      className: names[kind],
      rings: [[{ frame: 'matrix', x: 2 * x, y: 2 * y }]],
    }));
}

test('strokes give a model; the model given back, and the replay, give the same hash', async () => {
  const strokes = await writeGeoJson('strokes.geojson', strokesOn(field, 8));
  const marker = ['--marker', 'ki67'];
  const types = ['--cell-types', 'compartment'];
  const trained = await scored('trained', ...marker, ...types, '--train-compartments', strokes);
  const truth = field.compartments.values;
  const tumour = truth.filter(value => value === 1).length / truth.filter(value => value > 0).length;
  expect(trained.tumourFraction).toBeGreaterThan(0);
  expect(
    Math.abs(trained.areaMm2.tumour / (trained.areaMm2.tumour + trained.areaMm2.stroma) - tumour),
  ).toBeLessThan(0.1);
  const model = path.join(at('trained'), 'compartments.json');
  const given = await scored('given', ...marker, ...types, '--compartments', model);
  expect(given.hash).toBe(trained.hash);
  await score.run(['--replay', path.join(at('trained'), 'result.json'), '--out', at('again')]);
  const again = JSON.parse(await readFile(path.join(at('again'), 'result.json'), 'utf8')) as Document;
  expect(again.hash).toBe(trained.hash);
}, 120_000);

test('clicks give cell types; the share of tumour cells is near the truth', async () => {
  const points = await writeGeoJson('clicks.geojson', clicks());
  const mask = new Uint8Array(3 * field.compartments.values.length);
  field.compartments.values.forEach((value, i) => mask.fill(value, 3 * i, 3 * i + 3));
  const { width, height } = field.compartments;
  await writeFile(at('mask.png'), await pngOf({ width, height, values: mask }));
  const args = ['--marker', 'ki67', '--compartments', at('mask.png')];
  const trained = await scored('types', ...args, '--train-cell-types', points);
  const truth = field.cells.filter(({ kind }) => kind === 'tumour').length / field.cells.length;
  const cellularity = trained.tumourCellularity ?? 0;
  expect(Math.abs((cellularity > 1 ? cellularity / 100 : cellularity) - truth)).toBeLessThan(0.1);
  const given = await scored(
    'types-given',
    ...args,
    '--cell-types',
    path.join(at('types'), 'cell-types.json'),
  );
  expect(given.hash).toBe(trained.hash);
}, 120_000);

test('the cell-type classifier of a run document is replayed without its file', async () => {
  const model = path.join(at('types'), 'cell-types.json');
  const typed = await scored('typed', '--marker', 'ki67', '--cell-types', model);
  await score.run(['--replay', path.join(at('typed'), 'result.json'), '--out', at('typed-again')]);
  const again = JSON.parse(await readFile(at('typed-again/result.json'), 'utf8')) as Document;
  expect(again.hash).toBe(typed.hash);
  expect(again.tumourCellularity).toBe(typed.tumourCellularity);
}, 120_000);

test('a run with a mask is replayed with the same mask under any name, and with no other', async () => {
  const pixels = new Uint8Array(3 * 64 * 64).fill(1);
  await writeFile(at('tumour.png'), await pngOf({ width: 64, height: 64, values: pixels }));
  await writeFile(at('renamed.png'), await readFile(at('tumour.png')));
  await writeFile(at('stroma.png'), await pngOf({ width: 64, height: 64, values: pixels.fill(2) }));
  const first = await scored('masked', '--marker', 'ki67', '--compartments', at('tumour.png'));
  const replayed = [
    '--replay',
    path.join(at('masked'), 'result.json'),
    '--workers',
    '1',
    '--out',
    at('masked-again'),
  ];
  await expect(score.run([...replayed, '--compartments', at('renamed.png')])).resolves.toBe(0);
  const again = JSON.parse(await readFile(path.join(at('masked-again'), 'result.json'), 'utf8')) as Document;
  expect(again.hash).toBe(first.hash);
  await expect(score.run(replayed)).rejects.toThrow('which it does not hold');
  await expect(score.run([...replayed, '--compartments', at('stroma.png')])).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});

test('a run without a mask takes none when it is replayed', async () => {
  await scored('plain', '--marker', 'ki67');
  const run = path.join(at('plain'), 'result.json');
  await writeFile(at('any.png'), await pngOf({ width: 8, height: 8, values: new Uint8Array(192) }));
  await expect(
    score.run(['--replay', run, '--workers', '1', '--compartments', at('any.png')]),
  ).rejects.toMatchObject({ code: 'USAGE' });
});

test.each([
  ['training without a folder', ['--train-compartments', 'x.geojson'], /needs a folder/],
  ['a model and training', ['--compartments', 'a.json', '--train-compartments', 'x.geojson'], /exclude/],
])('%s is a wrong call', async (_, options, message) => {
  const call = [at('slide.png'), '--mpp', '0.5', '--workers', '1', '--marker', 'ki67', ...options];
  await expect(score.run(call)).rejects.toThrow(message);
});
