import type { StainModel } from '../pipeline/stain/stainModel';
import { dot, type Triple } from '../pipeline/stain/stainVectors';

/** Degrees between the vectors in use and the slide's own, found in QuPath's way; undefined where it has none. */
export function stainAngles({ vectors, estimated: { qupath } }: Pick<StainModel, 'vectors' | 'estimated'>) {
  return (
    qupath && {
      haematoxylin: degreesBetween(vectors.haematoxylin, qupath.haematoxylin),
      dab: degreesBetween(vectors.dab, qupath.dab),
    }
  );
}

/** Of two unit vectors. */
const degreesBetween = (a: Triple, b: Triple): number => (Math.acos(Math.min(1, dot(a, b))) * 180) / Math.PI;
