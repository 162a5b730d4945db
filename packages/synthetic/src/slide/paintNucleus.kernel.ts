import type { SyntheticCell } from './cell';
import { PX_PER_UM } from './slideSize';
import type { StainedTile } from './stainedTile';
import { TEXTURE, type Texture, type Textures } from './textures';

const WRAP = TEXTURE - 1;
/** DAB that diffuses out of a stained nucleus: how far, um, and how much of it. Ours. */
const HALO_PX = 1.8 * PX_PER_UM;
const HALO_SHARE = 0.16;
/** Weaker DAB shows no halo. */
const HALO_FROM = 0.12;

/**
 * Lays one nucleus over what is there.
 * @param edgePx width over which its border fades: the microscope's blur at this place
 * @param grain a number of its own for each nucleus, 0 to 1: where in the textures its chromatin is cut out
 */
export function paintNucleus(
  tile: StainedTile,
  cell: SyntheticCell,
  edgePx: number,
  grain: number,
  texture: Textures,
): void {
  const { axisX, axisY, cos3, sin3, longUm, shortUm } = cell.nucleus;
  const cx = cell.x * PX_PER_UM - tile.left;
  const cy = cell.y * PX_PER_UM - tile.top;
  const long = longUm * PX_PER_UM;
  const short = shortUm * PX_PER_UM;
  const rim = Math.max(edgePx / 2, cell.dab > HALO_FROM ? HALO_PX : 0) + 2;
  const look = lookOf(cell, edgePx, grain);
  const wide = 1.1 * Math.hypot(long * axisX, short * axisY) + rim;
  const high = 1.1 * Math.hypot(long * axisY, short * axisX) + rim;
  const farthest = (1.1 + rim / short) ** 2;
  const right = Math.min(tile.width, cx + wide);
  const bottom = Math.min(tile.height, cy + high);
  for (let y = Math.max(0, Math.floor(cy - high)); y < bottom; y++)
    for (let x = Math.max(0, Math.floor(cx - wide)); x < right; x++) {
      const dx = x + 0.5 - cx;
      const dy = y + 0.5 - cy;
      const u = (dx * axisX + dy * axisY) / long;
      const v = (dy * axisX - dx * axisY) / short;
      const q2 = u * u + v * v;
      if (q2 > farthest) continue;
      const q = Math.sqrt(q2) + 1e-6;
      const c = u / q;
      const s = v / q;
      const border = 1 + cos3 * c * (4 * c * c - 3) + sin3 * s * (3 - 4 * s * s);
      const texel = (((tile.top + y + look.shiftY) & WRAP) << 10) + ((tile.left + x + look.shiftX) & WRAP);
      // The membrane is uneven by a fraction of a pixel.
      const outside = (q / border - 1) * (short + (long - short) * c * c) + UNEVEN_PX * texture.fine[texel]!;
      if (outside > rim) continue;
      place.outside[0] = outside;
      place.q2[0] = q2;
      place.u[0] = u;
      place.v[0] = v;
      blend(tile, y * tile.width + x, look, texture, texel);
    }
}

/** Standard deviation, pixels; the known outline is the one without it. */
const UNEVEN_PX = 0.45;

/**
 * Where the pixel lies: distance to the border in pixels (negative inside), square of the distance to the centre and
 * the position along both axes in half axes. Typed arrays of one, because a number passed on costs an allocation.
 */
const place = {
  outside: new Float64Array(1),
  q2: new Float64Array(1),
  u: new Float64Array(1),
  v: new Float64Array(1),
};

interface Look {
  readonly edgePx: number;
  readonly haematoxylin: number;
  readonly dab: number;
  readonly vesicular: number;
  readonly clump: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly nucleolusU: number;
  readonly nucleolusV: number;
}

function lookOf(cell: SyntheticCell, edgePx: number, grain: number): Look {
  const bits = Math.floor(grain * 2 ** 28);
  const sharp = Math.min(1, 3 / edgePx);
  return {
    edgePx,
    haematoxylin: cell.haematoxylin,
    dab: cell.dab,
    vesicular: cell.vesicular,
    clump: (cell.kind === 'lymphocyte' ? 0.3 : 0.24) * sharp,
    shiftX: bits & 1023,
    shiftY: (bits >> 10) & 1023,
    nucleolusU: ((bits >> 20) & 15) / 16 - 0.47,
    nucleolusV: ((bits >> 24) & 15) / 16 - 0.47,
  };
}

function blend(tile: StainedTile, index: number, look: Look, texture: Textures, texel: number): void {
  const outside = place.outside[0]!;
  const share = covered(outside, look.edgePx);
  const beneath = tile.haematoxylin[index]!;
  if (share > 0) {
    const chromatin = 1 + look.clump * grainAt(texture.middle, texture.fine, texel);
    const level = chromatin * (1 + look.vesicular * openChromatin(look));
    // Where nuclei overlap, light passes through both; less of it than the sum because each is cut by the section.
    const over = 0.5 * Math.max(0, beneath - 0.22);
    tile.haematoxylin[index] = beneath + share * (look.haematoxylin * Math.max(0.15, level) + over - beneath);
    const brown = look.dab * Math.max(0.2, 1 + 0.22 * texture.middle[texel]! + 0.06 * texture.fine[texel]!);
    const below = tile.dab[index]!;
    tile.dab[index] = below + share * (Math.max(brown, 0.75 * below) - below);
  }
  if (look.dab > HALO_FROM && outside > 0 && outside < HALO_PX) {
    const fade = 1 - outside / HALO_PX;
    tile.dab[index]! += (1 - share) * HALO_SHARE * look.dab * fade * fade;
  }
}

const grainAt = (middle: Texture, fine: Texture, texel: number): number =>
  0.8 * middle[texel]! + 0.5 * fine[texel]!;

/** Pale within, dark at the membrane, dark at the nucleolus; around 0. */
function openChromatin(look: Look): number {
  const outside = place.outside[0]!;
  const membrane = outside > -5 ? 0.45 * (1 - Math.abs(outside + 2) / 3.5) : 0;
  const du = place.u[0]! - look.nucleolusU;
  const dv = place.v[0]! - look.nucleolusV;
  const spot = 0.75 * Math.max(0, 1 - (du * du + dv * dv) / 0.06);
  return Math.max(0, membrane) + spot - 0.42 * (1 - place.q2[0]!);
}

function covered(outside: number, edgePx: number): number {
  const t = 0.5 - outside / edgePx;
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}
