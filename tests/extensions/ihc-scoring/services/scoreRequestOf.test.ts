import { matrixPoint } from '@timescope/core/frames';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { DrawnRegion } from '../../../../extensions/ihc-scoring/src/pipeline/reading/drawnRegion';
import { newReading } from '../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import { drawnAreaOf } from '../../../../extensions/ihc-scoring/src/services/measuredArea';
import { scoreRequestOf } from '../../../../extensions/ihc-scoring/src/services/scoreRequestOf';

const ring = [matrixPoint(0, 0), matrixPoint(9, 0), matrixPoint(9, 9)];
const layers = { opticalPaths: ['1'], opticalPath: '1', depthsUm: [0], plane: 0 };
const slide = { levels: [{ sopInstanceUid: '1.2' }], layers } as unknown as Slide;
const drawn = (...roles: DrawnRegion['role'][]) =>
  roles.map((role, index): DrawnRegion => ({ id: `region-${index}`, name: role, role, rings: [ring] }));
const asked = (regions: readonly DrawnRegion[], area = drawnAreaOf(regions)) =>
  area &&
  scoreRequestOf({ ...newReading('ki67'), regions }, area, slide, '').annotations?.map(
    ({ role, name }) => `${name} as ${role}`,
  );

test('drawn regions are measured together; a drawn tumour is measured alone only without a region to measure', () => {
  expect(asked(drawn('region', 'region', 'exclude'))).toEqual([
    'region as region',
    'region as region',
    'exclude as exclude',
  ]);
  expect(asked(drawn('tumour', 'exclude'))).toEqual([
    'tumour as region',
    'tumour as tumour',
    'exclude as exclude',
  ]);
  expect(asked(drawn('region', 'tumour'))).toEqual(['region as region', 'tumour as tumour']);
  expect(asked(drawn('exclude', 'control'))).toBeUndefined();
});

test('a field in view is one region, and a whole slide has none', () => {
  expect(asked([], { kind: 'field', ring, isCut: false })).toEqual(['Region as region']);
  expect(asked([], { kind: 'slide' })).toBeUndefined();
});

test('regions of the reading count with their roles, those to measure only where they are asked for', () => {
  const rings = [ring];
  const regions = (['region', 'exclude', 'stroma'] as const).map(role => ({
    id: role,
    name: role,
    role,
    rings,
  }));
  const request = scoreRequestOf({ ...newReading('er'), regions }, { kind: 'slide' }, slide, '');
  expect(request.annotations).toEqual([
    { name: 'exclude', role: 'exclude', rings },
    { name: 'stroma', role: 'stroma', rings },
  ]);
});

test('moved thresholds and cell edits ask for no other measurement, another white does', () => {
  const area = { kind: 'slide' } as const;
  const plain = scoreRequestOf(newReading('er'), area, slide, '');
  const edits = [{ x: 1, y: 1, grade: 2 } as const];
  const moved = { ...newReading('er'), thresholds: [0.3, 0.4, 0.5] as const, edits };
  expect(scoreRequestOf(moved, area, slide, '')).toEqual(plain);
  const stain = { white: { rule: 'fixed', rgb: [240, 240, 240] } as const };
  expect(scoreRequestOf({ ...newReading('er'), stain }, area, slide, '')).toEqual({
    ...plain,
    overrides: stain,
  });
});

test('of several optical paths and focal planes the measured ones are named as the command line names them', () => {
  const layerOf = (some: object) =>
    scoreRequestOf(newReading('er'), { kind: 'slide' }, { ...slide, layers: { ...layers, ...some } }, '')
      .slide.layer;
  expect(layerOf({})).toBeUndefined();
  expect(layerOf({ depthsUm: [0, 3, 6], plane: 2 })).toEqual({ focalPlane: '3' });
  expect(layerOf({ opticalPaths: ['1', '2'], opticalPath: '2' })).toEqual({ opticalPath: '2' });
});
