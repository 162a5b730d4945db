import { dcm, own } from '@timescope/core/dicom/codes';
import { NOT_MAPPED, slideParametricMap } from '@timescope/core/dicom/write/parametricMap';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { PERCENT, PER_SQUARE_MILLIMETRE } from '@timescope/core/report/slideCodes';
import type { Describe } from '@timescope/core/result/reportedResult';
import type { CellTable } from '../pipeline/cellTable';
import {
  addToDensityMap,
  BIN_UM,
  newDensityMap,
  PLANES,
  type DensityMap,
} from '../pipeline/densityMap/densityMap';
import type { Settings } from '../pipeline/settings';
import { coarserPlacement, imagesOf, placementOf } from './slideMatrix';
import type { SlideToSave } from './slideToSave';

/** Heat maps on squares of 50 um: evaluated cells per square millimetre, and the share of them that is positive. */
export function cellMaps(
  about: Describe,
  { measurement, slide }: SlideToSave,
  seen: CellTable,
  settings: Settings,
): readonly DicomObject[] {
  const map = newDensityMap(measurement.basis.frame);
  addToDensityMap(map, seen, settings.measured);
  const [finest] = slide.levels;
  const placement = coarserPlacement(placementOf(slide), map.binMatrix);
  const images = finest ? imagesOf(finest) : [];
  const raster = (of: (cells: number, positive: number) => number) => ({
    width: map.width,
    height: map.height,
    values: Float32Array.from({ length: map.width * map.height }, (_, bin) =>
      of(inAllPlanes(map, map.cells, bin), inAllPlanes(map, map.positive, bin)),
    ),
  });
  return [
    slideParametricMap(about('map-cell-density', 'map of cells per mm2'), placement, images, {
      raster: raster(cells => cells * BINS_PER_MM2),
      quantity: own('CELLDENSITY', 'Evaluated cells per area'),
      unit: PER_SQUARE_MILLIMETRE,
      derivation: SPATIAL_FILTERING,
      explanation: 'Evaluated cells per square millimetre',
    }),
    slideParametricMap(about('map-percent-positive', 'map of percent positive'), placement, images, {
      raster: raster((cells, positive) => (cells === 0 ? NOT_MAPPED : (100 * positive) / cells)),
      quantity: own('PERCENTPOSITIVE', 'Positive cells of the evaluated ones'),
      unit: PERCENT,
      derivation: SPATIAL_FILTERING,
      explanation: 'Positive cells in percent of the evaluated ones',
    }),
  ];
}

const BINS_PER_MM2 = (1000 / BIN_UM) ** 2;
const SPATIAL_FILTERING = dcm('113085', 'Spatial resampling');

function inAllPlanes({ width, height }: DensityMap, counts: Uint32Array, bin: number): number {
  let sum = 0;
  for (let plane = 0; plane < PLANES; plane++) sum += counts[plane * width * height + bin] ?? 0;
  return sum;
}
