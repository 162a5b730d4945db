import { placedFields, requireFieldsOnSlide } from '../../../packages/cli/src/immune/placedFields';
import { fieldsGeoJson } from '@timescope/extension-ihc-scoring/pipeline/immune/fieldsGeoJson';
import { tissueOfSlide } from '../../../packages/cli/src/immune/tissueOfSlide';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-fields-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const field = (x: number) => ({
  x,
  y: 20,
  width: 100,
  height: 100,
  positive: 1,
  tissueMm2: 1,
  densityPerMm2: 1,
});
const four = { fields: [field(0), field(200), field(400), field(600)], densityPerMm2: 1 };

async function written(text: string): Promise<string> {
  const file = path.join(folder, 'fields.geojson');
  await writeFile(file, text);
  return file;
}

test('the fields of fields.geojson come back with their names and places; the other place keeps its proposal', async () => {
  const file = await written(fieldsGeoJson({ centre: four, margin: null }));
  const found = await placedFields('cd3', file);
  expect(found).toHaveLength(4);
  expect(found[1]).toEqual({ place: 'centre', index: 1, x: 200, y: 20, width: 100, height: 100 });
});

test('three of four fields, a file of another slide and one without fields are refused, each in one sentence', async () => {
  const three = { ...four, fields: four.fields.slice(1) };
  const file = await written(fieldsGeoJson({ centre: three, margin: null }).replace('centre 1', 'centre 4'));
  await expect(placedFields('cd8', file)).rejects.toThrow(
    `--fields-cd8: ${file} must hold the fields "centre 1" to "centre 4" once each.`,
  );
  await expect(placedFields('he', file)).rejects.toThrow('holds no field of this slide');
  await written('{"type":"FeatureCollection","features":[]}');
  await expect(placedFields('cd3', file)).rejects.toThrow('holds no field of this slide');
});

/** A slide of 40 x 30 cells, each 74.5 px of half a micrometre, and a cut one at its rim. */
const grid = {
  ...{ width: 41, height: 31, whole: { columns: 40, rows: 30 } },
  matrixStep: { x: 74.5, y: 74.5 },
};
const placedAt = (column: number, index: number, edge = 4) => ({
  ...{ place: 'centre' as const, index, x: column * 74.5, y: 0 },
  ...{ width: edge * 74.5, height: edge * 74.5 },
});
const required = (...fields: ReturnType<typeof placedAt>[]) => {
  requireFieldsOnSlide('cd3', fields, grid, 150);
};

test('fields side by side and at the rim are taken', () => {
  expect(() => {
    required(placedAt(-0.4, 0), placedAt(4, 1), placedAt(8.4, 2), placedAt(36.9, 3));
  }).not.toThrow();
});

test.each([
  ['on another of its place', [placedAt(0, 0), placedAt(3, 1)], 'the field "centre 1" lies on another one; cells count once.'], // prettier-ignore
  ['beyond the edge of the slide', [placedAt(0, 0), placedAt(1300, 1)], 'the field "centre 2" lies beyond the edge of the slide.'], // prettier-ignore
  ['of three times the edge', [placedAt(0, 0, 12)], 'the field "centre 1" is not 150 um wide and high, as --field asks.'], // prettier-ignore
])('a field %s is refused before anything is counted', (_, fields, sentence) => {
  expect(() => {
    required(...fields);
  }).toThrow(`--fields-cd3: ${sentence}`);
});

test('GeoJSON that cannot be used is named with its option', async () => {
  const file = await written('{"type":"Polygon","coordinates":[[["a","b"]]]}');
  const sentence = `${file}: The GeoJSON has points that are not two numbers`;
  await expect(placedFields('cd3', file)).rejects.toThrow(`--fields-cd3 ${sentence}`);
  const tissue = { roi: file, compartments: undefined, network: undefined, fields: undefined };
  await expect(
    tissueOfSlide({ name: 'cd8', location: 'cd8.png', ...tissue }, { models: 'models', tier: 'reference' }),
  ).rejects.toThrow(`--roi-cd8 ${sentence}`);
});
