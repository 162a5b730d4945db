import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { presets, type PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cellFeatures } from '@timescope/extension-ihc-scoring/pipeline/exports/cellFeatures';
import { CELLS_CSV_HEAD, cellRows } from '@timescope/extension-ihc-scoring/pipeline/exports/cellRows';
import { overridesOf } from '../../../packages/cli/src/score/plannedRun';
import { readAnnotations } from '../../../packages/cli/src/score/readAnnotations';
import { scoreArguments } from '../../../packages/cli/src/score/scoreArguments';
import { score } from '../../../packages/cli/src/commands/score';
import { dicomize } from '../../../packages/cli/src/commands/dicomize';
import { pngOf } from '@timescope/runtime/encode/png';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-'))));
afterAll(() => rm(folder, { recursive: true }));

const square = Float32Array.of(0, 0, 4, 0, 4, 4, 0, 4);
const oneCell: CellTable = {
  count: 1,
  centroids: Float32Array.of(2, 2),
  nuclei: { xy: square, offsets: Uint32Array.of(0, 4) },
  cells: { xy: square, offsets: Uint32Array.of(0, 4) },
  nucleusDab: Float32Array.of(0.4),
  nucleusHaematoxylin: Float32Array.of(0.2),
  cytoplasmDab: Float32Array.of(NaN),
  membraneDab: Float32Array.of(0.3),
  membraneDabP10: Float32Array.of(0.3),
  cellDab: Float32Array.of(0.4),
  nucleusAreaUm2: Float32Array.of(16),
  cellAreaUm2: Float32Array.of(16),
  grade: Uint8Array.of(2),
  compartment: Uint8Array.of(0),
  type: Uint8Array.of(0),
};

const settingsFor = (preset: PresetName) => settingsOf({ preset, slide: { description: '', digest: '' } });

interface Feature {
  readonly geometry: { readonly coordinates: readonly number[][][] };
  readonly properties: {
    readonly classification: { readonly name: string };
    readonly measurements: Readonly<Record<string, number>>;
  };
}

const featureFor = (cells: CellTable, preset: PresetName): Feature =>
  JSON.parse([...cellFeatures(cells, settingsFor(preset), true)].join('')) as Feature;

test('a cell is one GeoJSON feature with closed rings, QuPath measurements and the class of its preset', () => {
  const feature = featureFor(oneCell, 'h-score');
  expect(feature.geometry.coordinates[0]).toEqual([
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [0, 0],
  ]);
  expect(feature.properties.classification.name).toBe('2+');
  expect(feature.properties.measurements).toEqual({
    'Nucleus: DAB OD mean': 0.4,
    'Nucleus: Hematoxylin OD mean': 0.2,
    'Membrane: DAB OD mean': 0.3,
    'Membrane: DAB OD P10': 0.3,
    'Membrane: complete': 1,
    'Cell: DAB OD mean': 0.4,
    'Nucleus: Area µm^2': 16,
    'Cell: Area µm^2': 16,
    'DAB grade': 2,
    Compartment: 0,
    'Cell type': 0,
  });
  expect(featureFor(oneCell, 'ki67').properties.classification.name).toBe('Positive');
});

test.each([
  [1, 0, 'Tumor: 2+'],
  [2, 0, 'Stroma: 2+'],
  [2, 2, 'Immune cells: 2+'],
  [0, 1, 'Tumor: 2+'],
])('in compartment %p and of type %p a 2+ cell is called %p', (compartment, type, name) => {
  const cells = { ...oneCell, compartment: Uint8Array.of(compartment), type: Uint8Array.of(type) };
  expect(featureFor(cells, 'h-score').properties.classification.name).toBe(name);
});

test('a cell without the measured compartment is not evaluable: no grade, never negative', () => {
  const feature = featureFor({ ...oneCell, grade: Uint8Array.of(0) }, 'h-score-cytoplasm');
  expect(feature.properties.classification.name).toBe('Not evaluable');
  expect(feature.properties.measurements).not.toHaveProperty('DAB grade');
  expect([...cellRows(oneCell, settingsFor('h-score-cytoplasm'), 1)]).toEqual([
    '1,2,2,Not evaluable,,other,other,0.4,0.2,,0.3,0.3,1,0.4,16,16,1,,,\n',
  ]);
});

test('an exported density is the measured one when read as a float, so its grade can be found again', () => {
  const thresholds = [0.1, 0.3, 0.5, 0.0999999, 0.29999995, 0.1000001, 0.123456789, 1.9999999];
  for (const value of thresholds.map(Math.fround)) {
    const cell = { ...oneCell, nucleusDab: Float32Array.of(value) };
    const written = Number([...cellRows(cell, settingsFor('ki67'), 1)][0]?.split(',')[7]);
    expect(Math.fround(written)).toBe(value);
    expect(Math.fround(featureFor(cell, 'ki67').properties.measurements['Nucleus: DAB OD mean'] ?? 0)).toBe(
      value,
    );
  }
});

test('a cell is one CSV row under its heading', () => {
  const [row = ''] = cellRows(oneCell, settingsFor('ki67'), 1);
  expect(row).toBe('1,2,2,Positive,2,other,other,0.4,0.2,,0.3,0.3,1,0.4,16,16,1,,,\n');
  expect(row.split(',')).toHaveLength(CELLS_CSV_HEAD.split(',').length);
});

test('one positive threshold moves all three, three set each', () => {
  const of = (text: string) => {
    const asked = scoreArguments(['a.png', '--marker', 'ki67', '--positive-threshold', text]);
    return overridesOf(asked, presets.ki67).gradeThresholds;
  };
  expect(of('0.2')?.map(value => value.toFixed(2))).toEqual(['0.20', '0.40', '0.60']);
  expect(of('0.1,0.2,0.4')).toEqual([0.1, 0.2, 0.4]);
});

test.each([
  [['--marker', 'ki67'], 'Expected one slide'],
  [['a.png'], 'No marker'],
  [['a.png', '--marker', 'ki76'], 'no marker "ki76"'],
  [['a.png', '--marker', 'ki67', '--mpp', 'fine'], 'expects a number'],
  [['a.png', '--marker', 'her2', '--pcms', '120'], 'percentage from 0 to 100'],
  [['a.png', '--marker', 'her2', '--white', 'blue'], 'three whole numbers'],
  [['a.png', '--replay', 'run.json', '--marker', 'ki67'], '--marker does not go with it'],
])('the call %p is refused', (argv, sentence) => {
  expect(() => scoreArguments(argv)).toThrow(sentence);
});

test('a polygon without a class is a region; its last point is the first', async () => {
  const file = path.join(folder, 'roi.geojson');
  const ring = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 0],
  ];
  await writeFile(
    file,
    JSON.stringify({ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] } }),
  );
  const [region] = await readAnnotations(file);
  expect(region).toMatchObject({ role: 'region' });
  expect(region?.rings[0]?.map(({ x, y }) => [x, y])).toEqual(ring.slice(0, 3));
  await writeFile(file, '{"type":"FeatureCollection","features":[]}');
  await expect(readAnnotations(file)).rejects.toMatchObject({ code: 'EMPTY_ROI' });
});

test('a plain image and its dicomized copy give the same cells and the same score hash', async () => {
  const image = path.join(folder, 'slide.png');
  await writeFile(image, await pngOf(drawnSlide(1300, 700, randomDiscs(1300, 700, 900, 3))));
  await dicomize.run([image, '--mpp', '0.2501', '--out', path.join(folder, 'dicom')]);
  await score.run([
    image,
    '--mpp',
    '0.2501',
    '--marker',
    'ki67',
    '--json',
    '--out',
    path.join(folder, 'plain'),
  ]);
  await score.run([path.join(folder, 'dicom'), '--marker', 'ki67', '--out', path.join(folder, 'scored')]);
  const hashOf = async (name: string) =>
    (JSON.parse(await readFile(path.join(folder, name, 'result.json'), 'utf8')) as { hash: string }).hash;
  expect(await hashOf('scored')).toBe(await hashOf('plain'));
  expect((await readdir(path.join(folder, 'plain'))).sort()).toEqual([
    'cells.csv',
    'cells.geojson',
    'density.csv',
    'density.png',
    'overlay.png',
    'regions.csv',
    'result.json',
  ]);
}, 60_000);

test('a plain image without its spacing, a text file named .dcm and a missing path are refused', async () => {
  const text = path.join(folder, 'note.dcm');
  await writeFile(text, 'not an image');
  const image = path.join(folder, 'small.png');
  await writeFile(image, await pngOf(drawnSlide(20, 20, [])));
  const run = (slide: string) => score.run([slide, '--marker', 'ki67']);
  await expect(run(image)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(run(text)).rejects.toMatchObject({ code: 'NOT_DICOM' });
  await expect(run(path.join(folder, 'none.png'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
