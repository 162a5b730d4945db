import { matrixPoint } from '@timescope/core/frames';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { scoreRequestOf } from '../../../../extensions/ihc-scoring/src/services/scoreRequestOf';

const ring = [matrixPoint(0, 0), matrixPoint(9, 0), matrixPoint(9, 9)];
const slide = { levels: [{ sopInstanceUid: '1.2' }] } as unknown as Slide;
const roles = (area: Parameters<typeof scoreRequestOf>[1], isTumour: boolean) =>
  scoreRequestOf('ki67', area, slide, '', isTumour).annotations?.map(({ role }) => role);

test('a drawn region that holds tumour only is the region and the tumour', () => {
  expect(roles({ kind: 'drawn', ring, uid: '1' }, true)).toEqual(['region', 'tumour']);
  expect(roles({ kind: 'drawn', ring, uid: '1' }, false)).toEqual(['region']);
});

test('a field in view is never called tumour, and a whole slide has no region', () => {
  expect(roles({ kind: 'field', ring, isCut: false }, true)).toEqual(['region']);
  expect(roles({ kind: 'slide' }, true)).toBeUndefined();
});
