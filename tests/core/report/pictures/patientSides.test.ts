import { patientSides } from '@timescope/core/report/pictures/patientSides';

test('on an axial slice the patient’s right is on the left, the front above', () => {
  expect(patientSides([1, 0, 0], [0, 1, 0])).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
});

test('a mirrored row has the left on the left; prone slices have the back above', () => {
  expect(patientSides([-1, 0, 0], [0, 1, 0])).toMatchObject({ left: 'L', right: 'R' });
  expect(patientSides([-1, 0, 0], [0, -1, 0])).toEqual({ left: 'L', right: 'R', top: 'P', bottom: 'A' });
});

test('coronal and sagittal slices have the head above', () => {
  expect(patientSides([1, 0, 0], [0, 0, -1])).toEqual({ left: 'R', right: 'L', top: 'H', bottom: 'F' });
  expect(patientSides([0, 1, 0], [0, 0, -1])).toEqual({ left: 'A', right: 'P', top: 'H', bottom: 'F' });
});

test('a slice that is turned by 30 degrees says both directions, the nearer first; by 10 degrees only one', () => {
  const [cos, sin] = [0.866, 0.5];
  expect(patientSides([cos, sin, 0], [-sin, cos, 0])).toEqual({
    left: 'RA',
    right: 'LP',
    top: 'AL',
    bottom: 'PR',
  });
  expect(patientSides([0.985, 0.174, 0], [-0.174, 0.985, 0])).toMatchObject({ left: 'R', top: 'A' });
});
