import { matrixPoint } from '@timescope/core/frames';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { annotationsFromGeoJson } from '@timescope/extension-ihc-scoring/pipeline/annotations/annotationsFromGeoJson';
import { ringsArea } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringsArea';
import { areasGeoJson } from '@timescope/extension-ihc-scoring/pipeline/exports/areasGeoJson';

const square = (x: number, y: number, size: number) => [
  matrixPoint(x, y),
  matrixPoint(x + size, y),
  matrixPoint(x + size, y + size),
  matrixPoint(x, y + size),
];

interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[][] };
  readonly properties: { readonly classification: { readonly name: string } };
}
const featuresOf = (areas: readonly Annotation[]) =>
  (JSON.parse(areasGeoJson(areas)) as { features: Feature[] }).features;

test('areas of every role come back as they were: name, role and shape', () => {
  const areas = (['region', 'tumour', 'stroma', 'exclude', 'control'] as const).map(
    (role, index): Annotation => ({ name: `Area ${index}`, role, rings: [square(10 * index, 0.5, 8)] }),
  );
  expect(annotationsFromGeoJson(JSON.parse(areasGeoJson(areas)))).toEqual(areas);
  expect(featuresOf(areas).map(({ properties }) => properties.classification.name)).toEqual([
    'Region*',
    'Tumor',
    'Stroma',
    'Ignore*',
    'Control',
  ]);
});

test('a square with a hole, an island in it, and a second square: one polygon each with its own hole', () => {
  const rings = [square(0, 0, 100), square(10, 10, 80), square(40, 40, 10), square(200, 0, 5)];
  const areas: Annotation[] = [{ name: 'Brush', role: 'tumour', rings }];
  const [feature] = featuresOf(areas);
  expect(feature?.geometry.type).toBe('MultiPolygon');
  expect(feature?.geometry.coordinates.map(part => part.length)).toEqual([2, 1, 1]);
  const [back] = annotationsFromGeoJson(JSON.parse(areasGeoJson(areas)));
  expect(ringsArea(back?.rings ?? [])).toBe(10_000 - 6400 + 100 + 25);
});
