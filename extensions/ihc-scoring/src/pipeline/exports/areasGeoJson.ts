import type { MatrixPoint } from '@timescope/core/frames';
import type { Annotation, AnnotationRole } from '../annotations';
import { ringsAround } from '../annotations/ringsAround';
import type { Signature } from './signature';

type Ring = readonly MatrixPoint[];

/** QuPath's own names, which `annotationsFromGeoJson` reads back; those with a star count no cells there. */
const CLASSES: Readonly<Record<AnnotationRole, string>> = {
  region: 'Region*',
  tumour: 'Tumor',
  stroma: 'Stroma',
  other: 'Other',
  exclude: 'Ignore*',
  control: 'Control',
};

/**
 * Drawn areas as QuPath's annotations, in pixels of the full-resolution image.
 * @param signature of a signed result: a member of the collection that QuPath passes over.
 */
export function areasGeoJson(areas: readonly Annotation[], signature?: Signature): string {
  const signed = signature && { signed: signature };
  return `${JSON.stringify({ type: 'FeatureCollection', ...signed, features: areas.map(featureOf) })}\n`;
}

const featureOf = ({ name, role, rings }: Annotation) => ({
  type: 'Feature',
  geometry: geometryOf(partsOf(rings).map(part => part.map(closed))),
  properties: { objectType: 'annotation', name, classification: { name: CLASSES[role] } },
});

const geometryOf = (parts: readonly (readonly (readonly [number, number])[])[][]) =>
  parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0] }
    : { type: 'MultiPolygon', coordinates: parts };

/** Our rings are filled by the even-odd rule; GeoJSON wants each outline with the holes directly inside it. */
function partsOf(rings: readonly Ring[]): Ring[][] {
  const around = ringsAround(rings);
  const depth = (index: number) => around[index]?.length ?? 0;
  return rings.flatMap((outline, index) => {
    if (depth(index) % 2 === 1) return [];
    const isHole = (_: Ring, at: number) => depth(at) === depth(index) + 1 && around[at]?.includes(index);
    return [[outline, ...rings.filter(isHole)]];
  });
}

/** GeoJSON repeats the first point at the end. */
const closed = (ring: Ring): (readonly [number, number])[] =>
  [...ring, ...ring.slice(0, 1)].map(({ x, y }) => [x, y] as const);
