import { matrixPoint } from '@timescope/core/frames';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { areasGeoJson } from '@timescope/extension-ihc-scoring/pipeline/exports/areasGeoJson';
import { drawnObjects } from '../../../packages/cli/src/patches/drawnObjects';

const square = (left: number, edge: number) => [
  matrixPoint(left, 0),
  matrixPoint(left + edge, 0),
  matrixPoint(left + edge, edge),
  matrixPoint(left, edge),
];
const polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ],
  ],
};

test('areas that the viewer exports come back with their classes, holes and parts', () => {
  const areas: Annotation[] = [
    { name: 'nest', role: 'tumour', rings: [square(0, 100), [...square(20, 30)].reverse()] },
    { name: 'bands', role: 'stroma', rings: [square(200, 50), square(300, 50)] },
    { name: 'rest', role: 'other', rings: [square(400, 10)] },
    { name: 'core', role: 'region', rings: [square(0, 500)] },
    { name: 'fold', role: 'exclude', rings: [square(10, 5)] },
    { name: 'control', role: 'control', rings: [square(600, 5)] },
  ];
  const { tissue, limits, nuclei } = drawnObjects(JSON.parse(areasGeoJson(areas)));
  expect(tissue).toEqual([
    { className: 'TUM', rings: areas[0]?.rings },
    { className: 'STR', rings: areas[1]?.rings },
    { className: 'OTH', rings: areas[2]?.rings },
  ]);
  expect(limits).toEqual(areas.slice(3));
  expect(nuclei).toEqual([]);
});

test('cells and detections of QuPath, new and old, are nuclei and no areas', () => {
  const kinds = [
    { properties: { objectType: 'cell', classification: { names: ['Tumor', 'Positive'] } } },
    { properties: { objectType: 'detection' } },
    { id: 'PathDetectionObject', properties: {} },
    { id: 'PathCellObject', properties: {} },
    { properties: { objectType: 'annotation', classification: { name: 'Nucleus' } } },
  ];
  const features = kinds.map(kind => ({ type: 'Feature', geometry: polygon, ...kind }));
  const found = drawnObjects({ type: 'FeatureCollection', features });
  expect(found).toMatchObject({ tissue: [], limits: [] });
  expect(found.nuclei).toHaveLength(kinds.length);
});

test('a document without anything is refused', () => {
  expect(() => drawnObjects({ type: 'FeatureCollection', features: [] })).toThrow('holds no drawn area');
});
