import type { CompartmentArea } from './compartmentArea';
import { BIN_UM, PLANES, type DensityMap } from './densityMap';

const NAMES = ['other', 'tumour', 'stroma'] as const;

/**
 * One row a bin that holds cells or tissue, and compartment: its place in matrix pixels, its counts, its densities per mm2
 * of the square, and how much tissue of the compartment lies in it. Of these tissues the hotspots' densities are.
 * @param area Undefined in measurements that were stored before it was noted: the tissue then stays empty.
 */
export function* densityCsv(map: DensityMap, area: CompartmentArea | undefined): Generator<string> {
  yield 'x_px,y_px,width_px,height_px,compartment,cells,positive,cells_per_mm2,positive_per_mm2,tissue_mm2\n';
  const { width, height, binMatrix } = map;
  const perMm2 = 1e6 / (BIN_UM * BIN_UM);
  for (let bin = 0; bin < PLANES * width * height; bin++) {
    const cells = map.cells[bin] ?? 0;
    const blocks = area?.blocks[bin] ?? 0;
    if (cells + blocks === 0) continue;
    const positive = map.positive[bin] ?? 0;
    const place = bin % (width * height);
    const row = [
      ((place % width) * binMatrix.x).toFixed(2),
      (Math.floor(place / width) * binMatrix.y).toFixed(2),
      binMatrix.x.toFixed(2),
      binMatrix.y.toFixed(2),
      NAMES[Math.floor(bin / (width * height))] ?? '',
      cells,
      positive,
      cells * perMm2,
      positive * perMm2,
      area ? (blocks * area.blockMm2).toFixed(6) : '',
    ];
    yield `${row.join(',')}\n`;
  }
}
