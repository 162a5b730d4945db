import { matrixPoint } from '@timescope/core/frames';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { newReading } from '../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import { scoreRequestOf } from '../../../../extensions/ihc-scoring/src/services/scoreRequestOf';

const ring = [matrixPoint(0, 0), matrixPoint(9, 0), matrixPoint(9, 9)];
const slide = { levels: [{ sopInstanceUid: '1.2' }] } as unknown as Slide;
const roles = (area: Parameters<typeof scoreRequestOf>[1], isTumour: boolean) =>
  scoreRequestOf(newReading('ki67'), area, slide, '', isTumour).annotations?.map(({ role }) => role);

test('a drawn region that holds tumour only is the region and the tumour', () => {
  expect(roles({ kind: 'drawn', ring, uid: '1' }, true)).toEqual(['region', 'tumour']);
  expect(roles({ kind: 'drawn', ring, uid: '1' }, false)).toEqual(['region']);
});

test('a field in view is never called tumour, and a whole slide has no region', () => {
  expect(roles({ kind: 'field', ring, isCut: false }, true)).toEqual(['region']);
  expect(roles({ kind: 'slide' }, true)).toBeUndefined();
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
