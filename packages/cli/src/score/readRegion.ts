import { messageOf, TimescopeError } from '@timescope/core/errors';
import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import { readFile } from 'node:fs/promises';

/**
 * The outline of a GeoJSON file with one polygon, in pixels of the full-resolution image.
 * @throws TimescopeError EMPTY_ROI for anything else.
 */
export async function readRegion(file: string): Promise<MatrixPoint[]> {
  const [polygon, ...others] = polygonsIn(await parsed(file));
  if (!polygon || others.length > 0) throw notOneOutline(`holds ${polygon ? others.length + 1 : 0} polygons`);
  const rings = member(polygon, 'coordinates');
  if (!Array.isArray(rings) || rings.length !== 1) throw notOneOutline('has holes or no outline');
  return ringOf(rings[0]);
}

async function parsed(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new TimescopeError('EMPTY_ROI', `The region file cannot be read (${messageOf(cause)}).`, {
      nextStep: 'Give a GeoJSON file.',
      cause,
    });
  }
}

function polygonsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(polygonsIn);
  const features = member(value, 'features');
  if (Array.isArray(features)) return features.flatMap(polygonsIn);
  if (member(value, 'type') === 'Feature') return polygonsIn(member(value, 'geometry'));
  return member(value, 'type') === 'Polygon' ? [value] : [];
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** GeoJSON repeats the first point at the end; our rings do not. */
function ringOf(points: unknown): MatrixPoint[] {
  const ring = (Array.isArray(points) ? points : []).map((point: unknown) => {
    const [x, y] = Array.isArray(point) ? point.map(Number) : [];
    if (x === undefined || y === undefined || !Number.isFinite(x + y))
      throw notOneOutline('has points that are not two numbers');
    return matrixPoint(x, y);
  });
  const [first] = ring;
  const last = ring.at(-1);
  return first && last && ring.length > 1 && first.x === last.x && first.y === last.y
    ? ring.slice(0, -1)
    : ring;
}

const notOneOutline = (what: string): TimescopeError =>
  new TimescopeError('EMPTY_ROI', `The region file ${what}; expected one polygon without holes.`, {
    nextStep: 'Export one outline as GeoJSON, in pixels of the full-resolution image.',
  });
