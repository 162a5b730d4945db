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

test.each(['first', 'second'])(
  'squares that touch in a corner, or along a side, are no holes: %s order',
  order => {
    // Each begins in its lower right corner, where the other may lie.
    const fromCorner = (x: number, y: number) => {
      const [upperLeft, ...others] = square(x, y, 10);
      return [...others.slice(1), ...(upperLeft ? [upperLeft] : []), ...others.slice(0, 1)];
    };
    for (const beside of [fromCorner(-10, -10), fromCorner(-10, 0), fromCorner(0, -10), fromCorner(10, 10)]) {
      const rings = order === 'first' ? [square(0, 0, 10), beside] : [beside, square(0, 0, 10)];
      const [feature] = featuresOf([{ name: 'n', role: 'tumour', rings }]);
      expect(feature?.geometry.type).toBe('MultiPolygon');
      expect(feature?.geometry.coordinates.map(part => part.length)).toEqual([1, 1]);
    }
  },
);

test('a hole that touches its outline at its first corner is a hole, whichever comes first', () => {
  const hole = [matrixPoint(0, 0), matrixPoint(50, 10), matrixPoint(10, 50)];
  for (const rings of [
    [square(0, 0, 100), hole],
    [hole, square(0, 0, 100)],
  ]) {
    const [feature] = featuresOf([{ name: 'n', role: 'tumour', rings }]);
    expect(feature?.geometry.type).toBe('Polygon');
    expect(feature?.geometry.coordinates).toHaveLength(2);
    expect(feature?.geometry.coordinates[0]).toHaveLength(5);
  }
});

test('areas of a signed result say who signed it, and are read back all the same', () => {
  const signature = {
    ...{ version: 2, reader: 'A. Reader', signedAt: '2026-11-22T09:00:00.000Z', seal: 'ab' },
    decision: { kind: 'accepted' },
  } as const;
  const areas: Annotation[] = [{ name: 'n', role: 'tumour', rings: [square(0, 0, 8)] }];
  const written: unknown = JSON.parse(areasGeoJson(areas, signature));
  expect(written).toMatchObject({ type: 'FeatureCollection', signed: signature });
  expect(annotationsFromGeoJson(written)).toEqual(areas);
  expect(areasGeoJson(areas)).not.toContain('signed');
});
