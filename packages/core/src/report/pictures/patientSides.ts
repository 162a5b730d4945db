import type { Vector3 } from '../../frames';

/** Where the patient's sides lie on an image, in DICOM's letters (PS3.3 C.7.6.1.1.1): R and L, A and P, H and F. */
export interface PatientSides {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** @param row direction of increasing column, @param column direction of increasing row; unit vectors, patient LPS */
export const patientSides = (row: Vector3, column: Vector3): PatientSides => ({
  left: lettersTowards(opposite(row)),
  right: lettersTowards(row),
  top: lettersTowards(opposite(column)),
  bottom: lettersTowards(column),
});

const opposite = ([x, y, z]: Vector3): Vector3 => [-x, -y, -z];

/** A second letter from 22.5 degrees of tilt on (its sine). Ours. */
const LEAST_PART = 0.38;

/** The nearest direction first: LP is more to the left than to the back. */
function lettersTowards([x, y, z]: Vector3): string {
  return [
    { letter: x > 0 ? 'L' : 'R', part: Math.abs(x) },
    { letter: y > 0 ? 'P' : 'A', part: Math.abs(y) },
    { letter: z > 0 ? 'H' : 'F', part: Math.abs(z) },
  ]
    .filter(({ part }) => part >= LEAST_PART)
    .sort((a, b) => b.part - a.part)
    .map(({ letter }) => letter)
    .join('');
}
