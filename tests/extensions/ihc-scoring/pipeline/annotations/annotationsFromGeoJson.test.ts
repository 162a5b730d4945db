import { annotationsFromGeoJson } from '@timescope/extension-ihc-scoring/pipeline/annotations/annotationsFromGeoJson';
import { geoJsonShapes } from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import { refusal } from '../../../../harness/refusal';

const ring = (x: number) => [
  [x, 0],
  [x + 10, 0],
  [x + 10, 10],
  [x, 0],
];
const feature = (geometry: object, className?: string, name?: string) => ({
  type: 'Feature',
  id: '1c7ab9a6-0000-4000-8000-000000000000',
  geometry,
  properties: {
    objectType: 'annotation',
    ...(name !== undefined && { name }),
    ...(className !== undefined && { classification: { name: className, color: [200, 0, 0] } }),
  },
});
const polygon = { type: 'Polygon', coordinates: [ring(0)] };

test("QuPath's classes become roles, without regard to case; no class is a region", () => {
  const classes = ['Tumor', 'Tumour', 'STROMA', 'Region*', 'Ignore*', 'Control', undefined];
  const found = annotationsFromGeoJson({
    type: 'FeatureCollection',
    features: classes.map(name => feature(polygon, name)),
  });
  expect(found.map(({ role }) => role)).toEqual([
    'tumour',
    'tumour',
    'stroma',
    'region',
    'exclude',
    'control',
    'region',
  ]);
});

test('a collection, an array, one feature and a bare geometry say the same', () => {
  const forms = [
    { type: 'FeatureCollection', features: [feature(polygon)] },
    [feature(polygon)],
    feature(polygon),
    polygon,
  ];
  for (const form of forms) {
    const [area, ...others] = annotationsFromGeoJson(form);
    expect(others).toEqual([]);
    expect(area?.rings.map(own => own.map(({ x, y }) => [x, y]))).toEqual([ring(0).slice(0, 3)]);
  }
});

test('several polygons and their holes are rings of one area; its name is kept', () => {
  const many = { type: 'MultiPolygon', coordinates: [[ring(0), ring(2)], [ring(40)]] };
  const [area] = annotationsFromGeoJson(feature(many, 'Tumor', 'core 3'));
  expect(area).toMatchObject({ name: 'core 3', role: 'tumour' });
  expect(area?.rings.map(own => own[0]?.x)).toEqual([0, 2, 40]);
});

test('lines and points are drawn shapes with their class', () => {
  const line = {
    type: 'LineString',
    coordinates: [
      [1, 2],
      [3, 4],
    ],
  };
  const points = {
    type: 'MultiPoint',
    coordinates: [
      [5, 6],
      [7, 8],
    ],
  };
  const shapes = geoJsonShapes([feature(line, 'Stroma'), feature(points, 'Immune cells')]);
  expect(shapes.map(({ kind, className }) => [kind, className])).toEqual([
    ['line', 'Stroma'],
    ['points', 'Immune cells'],
  ]);
  expect(shapes[1]?.rings[0]).toHaveLength(2);
});

test.each([
  ['no area', { type: 'FeatureCollection', features: [] }],
  ['an unknown class', feature(polygon, 'Necrotic fat')],
  ['a class by the name of a property that every object has', feature(polygon, 'constructor')],
  ['a line as an area', feature({ type: 'LineString', coordinates: [[1, 2]] }, 'Tumor')],
  ['a point that is no number', feature({ type: 'Polygon', coordinates: [[[1, 'x']]] })],
  ['a geometry without coordinates', feature({ type: 'Polygon' })],
  ['a geometry that does not exist', feature({ type: 'Circle', coordinates: [] })],
  ['something else', 'roi'],
  ['nothing', null],
])('%s is refused', (_, document) => {
  expect(refusal(() => annotationsFromGeoJson(document))).toBe('EMPTY_ROI');
});

test('the refusal of a class names it and those that are known', () => {
  expect(() => annotationsFromGeoJson(feature(polygon, 'Fat'))).toThrow(
    /"Fat".*Tumor, Stroma, Other, Region\*/,
  );
});

test('a name with a control character is refused in one sentence', () => {
  const named = { type: 'Feature', geometry: polygon, properties: { name: 'Nest\u0000' } };
  expect(() => annotationsFromGeoJson(named)).toThrow(/name of an area holds control characters/);
});

const classed = (classification: unknown) => ({
  type: 'Feature',
  geometry: polygon,
  properties: { classification },
});

test("a class is read in each of QuPath's forms: a name, a list of names, a plain text, none", () => {
  const forms = [{ name: 'Tumor' }, { names: ['Tumor'] }, 'Stroma', null, undefined];
  expect(forms.map(form => annotationsFromGeoJson(classed(form))[0]?.role)).toEqual([
    'tumour',
    'tumour',
    'stroma',
    'region',
    'region',
  ]);
  const derived = classed({ names: ['Tumor', 'Invasive'] });
  expect(geoJsonShapes(derived)[0]?.className).toBe('Tumor: Invasive');
  expect(() => annotationsFromGeoJson(derived)).toThrow('"Tumor: Invasive"');
});

test.each([[{}], [{ names: [] }], [{ names: [3] }], [7], ['']])(
  'a class in the form %j is refused, not taken for no class',
  classification => {
    expect(() => annotationsFromGeoJson(classed(classification))).toThrow('class that cannot be read');
  },
);
