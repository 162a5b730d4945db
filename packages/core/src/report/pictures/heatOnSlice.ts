import type { FramePlace, PatientPlane } from '../../dicom/read/framePlaces';
import type { ParametricMap } from '../../dicom/read/parametricMap';
import { cross, dot, minus, type CtSlice } from '../../dicom/read/ctSlice';
import { text } from '../../dicom/json';
import { TimescopeError } from '../../errors';
import type { Raster } from '../../raster';
import { sampled } from './sampled';

/** Ours: what headers with few digits lose; slices lie farther apart. */
const SAME_PLANE_MM = 0.25;
const PARALLEL = 0.999;

/**
 * A map's values on the pixels of a CT slice, by the map's own position, directions and spacing: NaN where it has none.
 * @throws TimescopeError GEOMETRY when no frame of the map lies on the slice
 */
export function heatOnSlice(map: ParametricMap, slice: CtSlice): Raster<Float32Array> {
  const frame = text(slice.instance.dataset, '00200052');
  const isSameFrame = (map.header.frameOfReferenceUid ?? frame) === (frame ?? map.header.frameOfReferenceUid);
  for (const { place, values } of map.frames) {
    const plane = planeOn(place, slice, map);
    if (plane && isSameFrame)
      return laidOn(slice, plane, mapped({ width: map.columns, height: map.rows, values }, map.notMapped));
  }
  throw new TimescopeError('GEOMETRY', 'The stored heat map does not lie on the stored slice.', {
    nextStep: 'Predict again and save.',
  });
}

type Plane = Pick<PatientPlane, 'positionMm' | 'row' | 'column' | 'spacingMm'>;

/** A frame without a position has the grid of the image that it was derived from. */
function planeOn(place: FramePlace, slice: CtSlice, { rows, columns }: ParametricMap): Plane | undefined {
  if (place.kind === 'slide') return undefined;
  if (place.kind === 'image') {
    const isOfSlice = place.sourceUid === slice.uid && rows === slice.rows && columns === slice.columns;
    return isOfSlice ? slice : undefined;
  }
  const normal = cross(slice.row, slice.column);
  const isParallel = Math.abs(dot(cross(place.row, place.column), normal)) >= PARALLEL;
  const offPlane = Math.abs(dot(minus(place.positionMm, slice.positionMm), normal));
  return isParallel && offPlane <= SAME_PLANE_MM ? place : undefined;
}

const mapped = (raster: Raster<Float32Array>, notMapped: number | undefined): Raster<Float32Array> => ({
  ...raster,
  values: raster.values.map(value => (value === notMapped ? NaN : Math.min(1, Math.max(0, value)))),
});

function laidOn(slice: CtSlice, plane: Plane, map: Raster<Float32Array>): Raster<Float32Array> {
  const { rows: height, columns: width, spacingMm } = slice;
  const from = minus(slice.positionMm, plane.positionMm);
  const along = (direction: CtSlice['row'], spacing: number) => ({
    start: dot(from, direction) / spacing,
    column: (dot(slice.row, direction) * spacingMm.x) / spacing,
    row: (dot(slice.column, direction) * spacingMm.y) / spacing,
  });
  const [u, v] = [along(plane.row, plane.spacingMm.x), along(plane.column, plane.spacingMm.y)];
  const values = new Float32Array(width * height);
  for (let j = 0, at = 0; j < height; j++)
    for (let i = 0; i < width; i++, at++) {
      const x = u.start + i * u.column + j * u.row + 0.5;
      const y = v.start + i * v.column + j * v.row + 0.5;
      const isOnMap = x >= 0 && y >= 0 && x < map.width && y < map.height;
      values[at] = isOnMap ? sampled(map, x, y) : NaN;
    }
  return { width, height, values };
}
