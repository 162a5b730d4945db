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

/** Values along one row of a square; filled in place, because numbers that leave a hot loop cost an allocation each. */
const rows = {
  tissue: new Float64Array(STEP),
  nest: new Float64Array(STEP),
  open: new Float64Array(STEP),
  bundle: new Float64Array(STEP),
};

/** One square of the region grid. `at` is inside the grid: it has a point more than squares on each side. */
function paintPatch(
  tile: StainedTile,
  map: RegionMap,
  texture: Textures,
  at: number,
  left: number,
  top: number,
): void {
  const firstTexel = (tile.left + left) & WRAP;
  for (let y = 0; y < STEP; y++) {
    const texel = ((tile.top + top + y) & WRAP) * TEXTURE + firstTexel;
    interpolate(map.tissueUm, map.width, at, y, rows.tissue);
    interpolate(map.nestUm, map.width, at, y, rows.nest);
    interpolate(map.openUm, map.width, at, y, rows.open);
    interpolate(map.fibres, map.width, at, y, rows.bundle);
    bundles(texture, texel, rows.bundle);
    paintRow(tile, texture, texel, (top + y) * tile.width + left);
  }
}

function interpolate(field: Float32Array, width: number, at: number, y: number, row: Float64Array): void {
  const v = (y + 0.5) / STEP;
  const first = field[at]! * (1 - v) + field[at + width]! * v;
  const last = field[at + 1]! * (1 - v) + field[at + width + 1]! * v;
  for (let x = 0; x < STEP; x++) row[x] = first + ((last - first) * (x + 0.5)) / STEP;
}

/** From the fibre field to -1 to about 1.5: bundles of collagen and the gaps between them, along its contour lines. */
function bundles(texture: Textures, texel: number, row: Float64Array): void {
  for (let x = 0; x < STEP; x++) {
    const coarse = texture.coarse[texel + x]!;
    const along = (row[x]! + 40) * BUNDLES + WAVER * coarse + 0.2 * texture.middle[texel + x]!;
    const low = Math.floor(along);
    // One line of the middle texture, every seventh value: neighbours are independent of each other.
    const a = texture.middle[(low * 7) & WRAP]!;
    const b = texture.middle[((low + 1) * 7) & WRAP]!;
    row[x] = Math.max(-1, (a + (b - a) * (along - low)) * (0.75 + 0.3 * coarse));
  }
}

function paintRow(tile: StainedTile, texture: Textures, texel: number, index: number): void {
  const { haematoxylin, dab } = tile;
  for (let x = 0; x < STEP; x++) {
    const middle = texture.middle[texel + x]!;
    const coarse = texture.coarse[texel + x]!;
    const present = ramp(rows.tissue[x]! + 1.6 * middle + 2 * coarse, 2.5);
    const solid = present * (1 - ramp(rows.open[x]! + 0.5 * middle, 1.4));
    if (solid <= 0) continue;
    const inNest = ramp(rows.nest[x]! + 1.1 * middle, 2);
    const bundle = rows.bundle[x]!;
    const fine = texture.fine[texel + x]!;
    const epithelium =
      cytoplasm.haematoxylin + cytoplasm.middle * middle + cytoplasm.coarse * coarse + 0.012 * fine;
    const matrix = collagen.haematoxylin + collagen.fibre * bundle + collagen.coarse * middle + 0.01 * fine;
    haematoxylin[index + x] = solid * Math.max(0.004, matrix + inNest * (epithelium - matrix));
    const brown =
      collagen.dab * (1 + 0.5 * bundle) + inNest * (cytoplasm.dab * (1 + 0.4 * middle) - collagen.dab);
    dab[index + x] = solid * Math.max(0, brown);
  }
}

/** 0 to 1 around 0 over `width`. */
function ramp(value: number, width: number): number {
  const t = value / width + 0.5;
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}
