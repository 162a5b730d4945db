import { TimescopeError } from '@timescope/core/errors';
import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';

/** One drawn object of a GeoJSON document, in matrix pixels. Areas: closed rings; lines and points: runs of points. */
export interface DrawnShape {
  readonly kind: 'area' | 'line' | 'points';
  readonly name: string | undefined;
  /** QuPath's class; the parts of a derived class are joined as QuPath shows them: "Tumor: Invasive". */
  readonly className: string | undefined;
  readonly rings: readonly (readonly MatrixPoint[])[];
}

/**
 * What is drawn in a GeoJSON document as QuPath writes it: a collection, an array, a feature or a bare geometry, in pixels
 * of the full-resolution image. An empty document gives no shapes.
 * @throws TimescopeError EMPTY_ROI for anything that is not a drawn polygon, line or points.
 */
export const geoJsonShapes = (value: unknown): DrawnShape[] =>
  geoJsonFeatures(value).flatMap(each =>
    member(each, 'type') === 'Feature'
      ? shapesOf(member(each, 'geometry'), member(each, 'properties'))
      : shapesOf(each, undefined),
  );

/** The features, or bare geometries, of a collection, an array or one alone. */
export function geoJsonFeatures(value: unknown): unknown[] {
  const features: unknown = Array.isArray(value) ? value : member(value, 'features');
  return Array.isArray(features) ? features.flatMap(geoJsonFeatures) : [value];
}

function shapesOf(geometry: unknown, properties: unknown): DrawnShape[] {
  const labels = {
    name: textOf(member(properties, 'name')),
    className: classNameOf(member(properties, 'classification')),
  };
  const coordinates = member(geometry, 'coordinates');
  const type = textOf(member(geometry, 'type'));
  switch (type) {
    case 'Polygon':
      return [{ kind: 'area', ...labels, rings: listOf(coordinates).map(closedRing) }];
    case 'MultiPolygon':
      return [
        { kind: 'area', ...labels, rings: listOf(coordinates).flatMap(part => listOf(part).map(closedRing)) },
      ];
    case 'LineString':
      return [{ kind: 'line', ...labels, rings: [listOf(coordinates).map(pointOf)] }];
    case 'MultiLineString':
      return [{ kind: 'line', ...labels, rings: listOf(coordinates).map(part => listOf(part).map(pointOf)) }];
    case 'Point':
      return [{ kind: 'points', ...labels, rings: [[pointOf(coordinates)]] }];
    case 'MultiPoint':
      return [{ kind: 'points', ...labels, rings: [listOf(coordinates).map(pointOf)] }];
    case undefined:
    default:
      throw unreadable(`holds ${type === undefined ? 'an object without geometry' : `a "${type}"`}`);
  }
}

/** @throws TimescopeError EMPTY_ROI for a form that is not known: an area of tumour must not become a plain region. */
function classNameOf(classification: unknown): string | undefined {
  if (classification === undefined || classification === null) return undefined;
  const names = member(classification, 'names');
  const joined = Array.isArray(names) && names.every(isText) ? names.join(': ') : undefined;
  const className = textOf(member(classification, 'name')) ?? textOf(joined) ?? textOf(classification);
  if (className !== undefined) return className;
  throw unreadable('has an object with a class that cannot be read');
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const textOf = (value: unknown): string | undefined => (isText(value) ? value : undefined);

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unreadable('has a geometry without coordinates');
}

/** GeoJSON repeats the first point at the end; our rings do not. */
function closedRing(points: unknown): readonly MatrixPoint[] {
  const ring = listOf(points).map(pointOf);
  const [first] = ring;
  const last = ring.at(-1);
  const isRepeated = ring.length > 1 && first?.x === last?.x && first?.y === last?.y;
  return isRepeated ? ring.slice(0, -1) : ring;
}

function pointOf(value: unknown): MatrixPoint {
  const [x, y] = listOf(value);
  if (typeof x === 'number' && typeof y === 'number' && Number.isFinite(x + y)) return matrixPoint(x, y);
  throw unreadable('has points that are not two numbers');
}

const unreadable = (what: string): TimescopeError =>
  new TimescopeError('EMPTY_ROI', `The GeoJSON ${what}; expected polygons, lines or points.`, {
    nextStep: 'Export the annotations as GeoJSON, in pixels of the full-resolution image.',
  });
