import { dicomMoment, localMoment } from '@timescope/core/dicom/localMoment';

test('a moment is written as DICOM writes it, in the time of the place', () => {
  const noon = new Date(2026, 10, 2, 12, 5, 9);
  expect(localMoment(noon)).toEqual({ date: '20261102', time: '120509' });
  expect(dicomMoment(noon)).toBe('20261102120509');
});
