import type { PyramidLevel } from '@timescope/core/pixelSource';
import type { MapLayer, SlideMap } from './microscopy';

/** The part of an OpenLayers tile grid that says how large a level's pixels are; the list is the grid's own. */
interface TileGrid {
  getResolutions(): number[];
}

/** Levels whose sizes differ by more than this from their pixel sizes are left as the viewer has them. Ours. */
const MOST_DIFFERENT = 0.02;

/**
 * The stock viewer rounds the ratio of each level's pixels to a whole number, so that the coarser levels of a pyramid in
 * steps of, say, 2.5 are drawn 20 % too large and everything on the slide lies beside its place until the finest level is
 * there. This puts the true ratios in their place.
 * @returns how far the worst level was off, as a share of its size; 0 when nothing had to be done
 */
export function drawLevelsTrue(map: SlideMap, levels: readonly PyramidLevel[]): number {
  const grids = new Set(
    map
      .getLayers()
      .getArray()
      .flatMap(layer => tileGridOf(layer) ?? []),
  );
  const off = [...grids].map(grid => correctGrid(grid, levels));
  const worst = Math.max(0, ...off);
  if (worst > 0) map.render();
  return worst;
}

function correctGrid(grid: TileGrid, levels: readonly PyramidLevel[]): number {
  const drawn = grid.getResolutions();
  const wanted = drawn.map(resolution => trueRatio(resolution, levels) ?? resolution);
  // OpenLayers needs them in descending order.
  const isDescending = wanted.every((ratio, at) => at === 0 || ratio < (wanted[at - 1] ?? Infinity));
  if (!isDescending) return 0;
  const off = drawn.map((resolution, at) => Math.abs(resolution / (wanted[at] ?? resolution) - 1));
  drawn.splice(0, drawn.length, ...wanted);
  return Math.max(0, ...off);
}

/** The ratio of the level that the viewer rounded to this one: by its size, as the viewer does. */
function trueRatio(resolution: number, levels: readonly PyramidLevel[]): number | undefined {
  const [finest] = levels;
  if (!finest) return undefined;
  const rounded = levels.filter(level => {
    const ratio = finest.width / level.width;
    return Math.round(ratio) === resolution || Number(ratio.toFixed(2)) === resolution;
  });
  const [only] = rounded;
  if (!only || rounded.length > 1) return undefined;
  const ratio = only.mpp.x / finest.mpp.x;
  return Math.abs((ratio * only.width) / finest.width - 1) <= MOST_DIFFERENT ? ratio : undefined;
}

function tileGridOf(layer: MapLayer): TileGrid | undefined {
  const source = (layer as { getSource?: () => unknown }).getSource?.();
  const grid =
    typeof source === 'object' && source !== null && 'tileGrid' in source ? source.tileGrid : undefined;
  const isGrid = typeof grid === 'object' && grid !== null && 'getResolutions' in grid;
  return isGrid ? (grid as TileGrid) : undefined;
}
