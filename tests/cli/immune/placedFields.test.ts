import { placedFields } from '../../../packages/cli/src/immune/placedFields';
import { fieldsGeoJson } from '@timescope/extension-ihc-scoring/pipeline/immune/fieldsGeoJson';
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
