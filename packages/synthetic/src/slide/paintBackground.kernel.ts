import { PX_PER_UM } from './slideSize';
import { REGION_STEP_UM, type RegionMap } from './regions';
import type { StainedTile } from './stainedTile';
import { TEXTURE, type Textures } from './textures';

const STEP = REGION_STEP_UM * PX_PER_UM;
const WRAP = TEXTURE - 1;

/** Haematoxylin and DAB of the tissue between the nuclei, OD. All of it is ours, set by eye beside real slides. */
const cytoplasm = { haematoxylin: 0.12, middle: 0.026, coarse: 0.03, dab: 0.032 };
const collagen = { haematoxylin: 0.05, fibre: 0.045, coarse: 0.012, dab: 0.022 };
/** How fast collagen bundles follow each other across the fibre field, and how much they waver. */
const BUNDLES = 26;
const WAVER = 0.6;

/** Fills a tile with glass, cytoplasm and collagen; false when it is bare glass only. */
export function paintBackground(tile: StainedTile, map: RegionMap, texture: Textures): boolean {
  let isTissue = false;
  for (let y = 0; y < tile.height; y += STEP)
    for (let x = 0; x < tile.width; x += STEP) {
      const at = ((tile.top + y) / STEP) * map.width + (tile.left + x) / STEP;
      if (!reachesTissue(map, at)) continue;
      isTissue = true;
      paintPatch(tile, map, texture, at, x, y);
    }
  return isTissue;
}

/** Borders are frayed by up to this many um, so that much beyond them is looked at. */
const FRAY_UM = 6;

function reachesTissue({ tissueUm, width }: RegionMap, at: number): boolean {
  const corners = Math.max(
    tissueUm[at]!,
    tissueUm[at + 1]!,
    tissueUm[at + width]!,
    tissueUm[at + width + 1]!,
  );
  return corners > -FRAY_UM;
}

/** One square of the region grid. `at` is inside the grid: it has a point more than squares on each side. */
function paintPatch(
  tile: StainedTile,
  map: RegionMap,
  texture: Textures,
  at: number,
  left: number,
  top: number,
): void {
  const tissue = corners(map.tissueUm, at, map.width);
  const nest = corners(map.nestUm, at, map.width);
  const open = corners(map.openUm, at, map.width);
  const fibre = corners(map.fibres, at, map.width);
  for (let y = 0; y < STEP; y++) {
    const v = (y + 0.5) / STEP;
    const row = ((tile.top + top + y) & WRAP) * TEXTURE;
    for (let x = 0; x < STEP; x++) {
      const u = (x + 0.5) / STEP;
      const texel = row + ((tile.left + left + x) & WRAP);
      const middle = texture.middle[texel]!;
      const coarse = texture.coarse[texel]!;
      const present = ramp(between(tissue, u, v) + 1.6 * middle + 2 * coarse, 2.5);
      const solid = present * (1 - ramp(between(open, u, v) + 0.5 * middle, 1.4));
      if (solid <= 0) continue;
      const index = (top + y) * tile.width + left + x;
      const inNest = ramp(between(nest, u, v) + 1.1 * middle, 2);
      const bundle = fibres(texture, between(fibre, u, v), coarse, middle);
      const fine = texture.fine[texel]!;
      const epithelium =
        cytoplasm.haematoxylin + cytoplasm.middle * middle + cytoplasm.coarse * coarse + 0.012 * fine;
      const matrix = collagen.haematoxylin + collagen.fibre * bundle + collagen.coarse * middle + 0.01 * fine;
      tile.haematoxylin[index] = solid * Math.max(0.004, matrix + inNest * (epithelium - matrix));
      const brown =
        collagen.dab * (1 + 0.5 * bundle) + inNest * (cytoplasm.dab * (1 + 0.4 * middle) - collagen.dab);
      tile.dab[index] = solid * Math.max(0, brown);
    }
  }
}

/** -1 to about 1.5: bundles of collagen and the gaps between them, along contour lines of the fibre field. */
function fibres(texture: Textures, field: number, coarse: number, middle: number): number {
  const along = (field + 40) * BUNDLES + WAVER * coarse + 0.2 * middle;
  const low = Math.floor(along);
  const share = along - low;
  // One line of the middle texture, every seventh value: neighbours are independent of each other.
  const a = texture.middle[(low * 7) & WRAP]!;
  const b = texture.middle[((low + 1) * 7) & WRAP]!;
  return Math.max(-1, (a + (b - a) * share) * (0.75 + 0.3 * coarse));
}

type Corners = readonly [number, number, number, number];

const corners = (field: Float32Array, at: number, width: number): Corners => [
  field[at]!,
  field[at + 1]!,
  field[at + width]!,
  field[at + width + 1]!,
];

function between(corner: Corners, u: number, v: number): number {
  const top = corner[0] + (corner[1] - corner[0]) * u;
  return top + (corner[2] + (corner[3] - corner[2]) * u - top) * v;
}

/** 0 to 1 around 0 over `width`. */
function ramp(value: number, width: number): number {
  const t = value / width + 0.5;
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}
