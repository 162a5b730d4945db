import { csvRow } from '@timescope/core/csv';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { TISSUE_RGB } from '@timescope/core/tissueClass';
import { classAreas, MAP_CLASSES, tissueMm2, type ClassMap, type MapClass } from './classMap';

/** Tissue that was not told apart; the glass. Ours. */
const OTHER_RGB = [200, 200, 200] as const;
const GLASS_RGB = [255, 255, 255] as const;

export const rgbOf = (name: MapClass): readonly [number, number, number] =>
  name === 'OTH' ? OTHER_RGB : TISSUE_RGB[name];

/** Edge of a cell in the picture, in pixels. Ours. */
const ZOOM = 4;

/** The map in the published colours, four pixels a cell. */
export function mapPicture({ width, height, values }: ClassMap): RgbRaster {
  const picture = newRgbRaster(width * ZOOM, height * ZOOM);
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) {
      const code = values[Math.floor(y / ZOOM) * width + Math.floor(x / ZOOM)] ?? 0;
      const name = MAP_CLASSES[code - 1];
      picture.values.set(name === undefined ? GLASS_RGB : rgbOf(name), 3 * (y * picture.width + x));
    }
  return picture;
}

/** Digits of a share: areas made of them again are right to 1 in 100,000. */
const DIGITS = 5;

/**
 * A row a cell with tissue: its upper left corner and size in matrix pixels, class, square millimetres of tissue, the step
 * at which it was classed, and a share or probability for each class.
 */
export function* mapCsv(map: ClassMap): Generator<string> {
  const names = MAP_CLASSES.map(name => `${map.source.gives === 'areas' ? 'share' : 'p'}_${name}`);
  yield csvRow(['column', 'row', 'x_px', 'y_px', 'size_px', 'class', 'tissue_mm2', 'step', ...names]);
  const { width, matrixStep } = map;
  for (const [cell, code] of map.values.entries()) {
    const name = MAP_CLASSES[code - 1];
    if (name === undefined) continue;
    const [column, row] = [cell % width, Math.floor(cell / width)];
    const shares = MAP_CLASSES.map((_, at) =>
      Number((map.shares[cell * MAP_CLASSES.length + at] ?? 0).toFixed(DIGITS)),
    );
    const place = [column * matrixStep.x, row * matrixStep.y, matrixStep.x];
    yield csvRow([column, row, ...place, name, tissueMm2(map, cell), map.steps[cell], ...shares]);
  }
}

/** A row a class: square millimetres and percent of the tissue. */
export function areasCsv(map: ClassMap): string {
  const areas = classAreas(map);
  const all = Object.values(areas).reduce((sum, area) => sum + area, 0);
  // To a square micrometre and a thousandth of a percent: further digits are the noise of sums.
  const rows = MAP_CLASSES.map(name => [
    name,
    areas[name].toFixed(6),
    all > 0 ? ((100 * areas[name]) / all).toFixed(3) : null,
  ]);
  return [['class', 'area_mm2', 'percent_of_tissue'], ...rows].map(csvRow).join('');
}
