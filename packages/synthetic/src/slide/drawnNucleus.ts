import type { Random } from '../random';
import type { SyntheticCell } from './cell';
import type { Population } from './placeCells';
import { fieldAt, regionAt, type RegionMap } from './regions';

/** A nucleus and the width over which its border fades, pixels of 0.25 um. */
export interface DrawnNucleus {
  readonly cell: SyntheticCell;
  readonly edgePx: number;
}

/** Sharpest edge and edge fully out of focus, pixels. */
const SHARP_PX = 3;
const BLURRED_PX = 6.5;

export function inFocus(regions: RegionMap, cell: SyntheticCell): DrawnNucleus {
  const blur = Math.min(1, fieldAt(regions, regions.blur, cell.x, cell.y));
  return { cell, edgePx: SHARP_PX + (BLURRED_PX - SHARP_PX) * blur };
}

/** Nuclei above or below the plane of focus: pale, wide shadows that no one counts. */
export function ghosts(
  regions: RegionMap,
  dice: Random,
  perMm2: number,
  { width, height, grow }: Population,
): readonly DrawnNucleus[] {
  const count = (perMm2 * width * height) / 1e6;
  return Array.from({ length: Math.round(count) }, () => {
    const cell = grow(regions, dice, dice.uniform(0, width), dice.uniform(0, height));
    const faint = cell.haematoxylin * dice.uniform(0.15, 0.4);
    return {
      cell: { ...cell, grade: 0 as const, dab: 0.03, haematoxylin: faint, vesicular: 0 },
      edgePx: dice.uniform(9, 16),
    };
  }).filter(({ cell }) => {
    const region = regionAt(regions, cell.x, cell.y);
    return region !== 'glass' && region !== 'opening';
  });
}

/** A number from 0 to 1 that is the same in every tile that draws this nucleus. */
export function grainOf({ x, y }: SyntheticCell): number {
  const mixed = (x * 12.9898 + y * 78.233) * 43.7585;
  return mixed - Math.floor(mixed);
}
