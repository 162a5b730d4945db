import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cellsCsv, cellsGeoJson } from '../../../packages/cli/src/score/cellFiles';
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
  membraneDabP10: Float32Array.of(0.1),
  cellDab: Float32Array.of(0.4),
  nucleusAreaUm2: Float32Array.of(16),
  cellAreaUm2: Float32Array.of(16),
  grade: Uint8Array.of(2),
  compartment: Uint8Array.of(0),
  type: Uint8Array.of(0),
};

test('a cell is one GeoJSON feature with closed rings and the class of its preset', () => {
  const parsed = JSON.parse([...cellsGeoJson(oneCell, presets['h-score'])].join('')) as {
    features: { geometry: { coordinates: number[][][] }; properties: { classification: { name: string } } }[];
  };
  const [feature] = parsed.features;
  expect(feature?.geometry.coordinates[0]).toEqual([
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [0, 0],
  ]);
  expect(feature?.properties.classification.name).toBe('2+');
  expect([...cellsGeoJson(oneCell, presets.ki67)].join('')).toContain('"name":"Positive"');
});

test('a cell is one CSV row', () => {
  expect([...cellsCsv(oneCell, presets.ki67)][1]).toBe('1,2,2,Positive,2,0.4,0.2,16\n');
});

test('one positive threshold moves all three, three set each', () => {
  const of = (text: string) =>
    scoreArguments(['a.png', '--marker', 'ki67', '--positive-threshold', text]).overrides.gradeThresholds;
  expect(of('0.2')?.map(value => value.toFixed(2))).toEqual(['0.20', '0.40', '0.60']);
  expect(of('0.1,0.2,0.4')).toEqual([0.1, 0.2, 0.4]);
});

test.each([
  [['--marker', 'ki67'], 'Expected one slide'],
  [['a.png'], 'No marker'],
  [['a.png', '--marker', 'ki76'], 'no marker "ki76"'],
  [['a.png', '--marker', 'ki67', '--mpp', 'fine'], 'expects a number'],
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
    'overlay.png',
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
