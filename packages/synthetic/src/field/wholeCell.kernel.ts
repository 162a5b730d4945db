import type { SyntheticCell } from '../slide/cell';
import { nucleusLabels } from '../slide/nucleusLabels';
import { PX_PER_UM, SLIDE_MPP } from '../slide/slideSize';
import type { StainedTile } from '../slide/stainedTile';
import type { Texture } from '../slide/textures';
import type { CellStain } from './wholeCell';

/** Cells reach this far from their nucleus, or halfway to the next one: what the presets grow them to. */
const CELL_REACH_PX = 5 * PX_PER_UM;
/** Half the width over which a stained membrane is brown: it is seen edge on, and thicker than it is. Ours. */
const MEMBRANE_PX = 0.9 * PX_PER_UM;

/**
 * Lays brown on the cytoplasm and membranes of cells, under their nuclei.
 * @param stains in the order of `cells`
 */
export function paintWholeCells(
  tile: StainedTile,
  cells: readonly SyntheticCell[],
  stains: readonly CellStain[],
  texture: Texture,
): void {
  const { width, height } = tile;
  const um = (px: number) => px * SLIDE_MPP;
  const frame = { x: um(tile.left), y: um(tile.top), width: um(width), height: um(height) };
  const owner = nucleusLabels(cells, frame, SLIDE_MPP).values;
  const away = distances(owner, width, height, CELL_REACH_PX);
  const toBorder = borderDistances(owner, width, height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const stain = owner[i] === 0 ? undefined : stains[owner[i]! - 1];
      if (!stain || stain.membrane === 0) continue;
      const cell = cells[owner[i]! - 1]!;
      const angle = Math.atan2(um(tile.top + y) - cell.y, um(tile.left + x) - cell.x);
      const grain = 1 + 0.2 * texture[((y & 1023) << 10) + (x & 1023)]!;
      if (away[i]! > 0) tile.dab[i]! += stain.cytoplasm * Math.max(0, grain);
      if (toBorder[i]! < MEMBRANE_PX && !isInGap(angle, stain))
        tile.dab[i]! += stain.membrane * Math.max(0.5, grain) * (1 - (toBorder[i]! / MEMBRANE_PX) ** 2);
    }
}

function isInGap(angle: number, { covered, gapAt }: CellStain): boolean {
  const apart = Math.abs(angle - gapAt);
  return Math.min(apart, 2 * Math.PI - apart) < (1 - covered) * Math.PI;
}

const DIAGONAL = Math.SQRT2;

/** Grows the labels to all pixels within `reach` (nearest first, two sweeps) and gives each pixel's distance. */
function distances(owner: Uint32Array, width: number, height: number, reach: number): Float32Array {
  const away = Float32Array.from(owner, label => (label === 0 ? Infinity : 0));
  sweep(away, width, height, (to, from) => {
    owner[to] = owner[from]!;
  });
  away.forEach((distance, i) => {
    if (distance > reach) owner[i] = 0;
  });
  return away;
}

/** Distance in pixels of each pixel to the nearest whose neighbour belongs to another cell or none. */
function borderDistances(owner: Uint32Array, width: number, height: number): Float32Array {
  const away = new Float32Array(owner.length).fill(Infinity);
  for (let y = 1, i = width; y < height - 1; y++)
    for (let x = 0; x < width; x++, i++) {
      const own = owner[i]!;
      const inside = x > 0 && x < width - 1;
      if (!inside) continue;
      if (
        owner[i - 1] !== own ||
        owner[i + 1] !== own ||
        owner[i - width] !== own ||
        owner[i + width] !== own
      )
        away[i] = 0;
    }
  sweep(away, width, height, () => undefined);
  return away;
}

/** Chamfer distances with steps 1 and the diagonal, forward and back; `taken` hears who gave a pixel its distance. */
function sweep(
  away: Float32Array,
  width: number,
  height: number,
  taken: (to: number, from: number) => void,
): void {
  const relax = (to: number, from: number, step: number) => {
    if (away[from]! + step >= away[to]!) return;
    away[to] = away[from]! + step;
    taken(to, from);
  };
  for (const sense of [1, -1] as const)
    for (let n = 0; n < width * height; n++) {
      const i = sense === 1 ? n : width * height - 1 - n;
      const x = i % width;
      const y = (i - x) / width;
      const before = sense === 1 ? x > 0 : x < width - 1;
      const after = sense === 1 ? x < width - 1 : x > 0;
      const above = sense === 1 ? y > 0 : y < height - 1;
      if (before) relax(i, i - sense, 1);
      if (above) relax(i, i - sense * width, 1);
      if (above && before) relax(i, i - sense * (width + 1), DIAGONAL);
      if (above && after) relax(i, i - sense * (width - 1), DIAGONAL);
    }
}
