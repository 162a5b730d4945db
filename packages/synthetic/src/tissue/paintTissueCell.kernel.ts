import { TEXTURE, type Textures } from '../slide/textures';
import type { StainPlanes } from './stainPlanes';
import type { TissueCell } from './tissueCell';

const WRAP = TEXTURE - 1;
/** Values of the textures per um. */
const TEXELS = 4;
/** Width over which a nucleus' border fades, um: it is curved within the section's thickness. */
const EDGE_UM = 0.8;
/** A stained membrane: distance from the nucleus' border, half its width, um, and what of it shows over the nucleus. */
const MEMBRANE_UM = 0.7;
const HALF_MEMBRANE_UM = 1.1;
const OVER_NUCLEUS = 0.3;
/** Lymphocytes in epithelium lie in a clear space of this width, um. */
const CLEAR_UM = 1.4;
/** Cytoplasm of plasma cells, um. */
const PLASMA_UM = 3.2;

/** Lays one cell over what is there. */
export function paintTissueCell(planes: StainPlanes, cell: TissueCell, texture: Textures): void {
  const { axisX, axisY, cos3, sin3, longUm, shortUm } = cell.nucleus;
  const { mpp } = planes;
  const rim = cell.kind === 'plasma' ? PLASMA_UM : 2;
  const wide = 1.15 * Math.hypot(longUm * axisX, shortUm * axisY) + rim;
  const high = 1.15 * Math.hypot(longUm * axisY, shortUm * axisX) + rim;
  const right = Math.min(planes.width, Math.ceil((cell.x + wide) / mpp) - planes.x);
  const bottom = Math.min(planes.height, Math.ceil((cell.y + high) / mpp) - planes.y);
  const shift = Math.floor(cell.grain * 2 ** 20);
  const farthest = (1.15 + rim / shortUm) ** 2;
  for (let y = Math.max(0, Math.floor((cell.y - high) / mpp) - planes.y); y < bottom; y++)
    for (let x = Math.max(0, Math.floor((cell.x - wide) / mpp) - planes.x); x < right; x++) {
      const xUm = (planes.x + x + 0.5) * mpp;
      const yUm = (planes.y + y + 0.5) * mpp;
      const u = ((xUm - cell.x) * axisX + (yUm - cell.y) * axisY) / longUm;
      const v = ((yUm - cell.y) * axisX - (xUm - cell.x) * axisY) / shortUm;
      const q2 = u * u + v * v;
      if (q2 > farthest) continue;
      const q = Math.sqrt(q2) + 1e-6;
      const [c, s] = [u / q, v / q];
      const border = 1 + cos3 * c * (4 * c * c - 3) + sin3 * s * (3 - 4 * s * s);
      const texel =
        (((yUm * TEXELS + (shift >> 10)) & WRAP) << 10) + ((xUm * TEXELS + (shift & WRAP)) & WRAP);
      const outside = (q / border - 1) * (shortUm + (longUm - shortUm) * c * c) + 0.1 * texture.fine[texel]!;
      if (outside > rim) continue;
      place.outside[0] = outside;
      place.q2[0] = q2;
      place.u[0] = u;
      place.v[0] = v;
      lay(planes, y * planes.width + x, cell, texture, texel);
    }
}

/** Where the pixel lies: um from the border (negative inside), and in half axes from the centre. */
const place = {
  outside: new Float64Array(1),
  q2: new Float64Array(1),
  u: new Float64Array(1),
  v: new Float64Array(1),
};

function lay(planes: StainPlanes, at: number, cell: TissueCell, texture: Textures, texel: number): void {
  const outside = place.outside[0]!;
  const t = 0.5 - outside / EDGE_UM;
  const share = t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
  if (cell.kind === 'goblet') {
    swap(planes, at, share, Math.max(0, cell.haematoxylin + 0.015 * texture.coarse[texel]!), 0.03);
    return;
  }
  if (cell.kind === 'red') {
    // A red cell is a dish: paler in its middle.
    swap(planes, at, share, 0.02, 0.62 + 0.18 * Math.min(1, place.q2[0]!));
    return;
  }
  if (outside > 0 && cell.kind === 'plasma') cytoplasm(planes, at, cell, outside);
  if (outside > 0 && cell.kind === 'lymphocyte' && cell.tissue === 'TUM') clear(planes, at, outside);
  if (share > 0) nucleus(planes, at, share, cell, texture, texel);
  if (cell.dab === 0) return;
  if (cell.kind === 'lymphocyte') membrane(planes, at, cell, texture, texel, outside, share);
  else planes.dab[at] = Math.max(planes.dab[at]!, share * cell.dab * grained(texture, texel));
}

function swap(planes: StainPlanes, at: number, share: number, haematoxylin: number, protein: number): void {
  planes.haematoxylin[at]! += share * (haematoxylin - planes.haematoxylin[at]!);
  planes.protein[at]! += share * (protein - planes.protein[at]!);
}

/** Plasma cells: violet, to one side of the nucleus. */
function cytoplasm(planes: StainPlanes, at: number, { grain }: TissueCell, outside: number): void {
  const side = grain < 0.5 ? place.u[0]! : -place.u[0]!;
  const share = side > -0.3 && outside < PLASMA_UM ? 0.85 : 0;
  swap(planes, at, share, 0.2, 0.24);
}

function clear(planes: StainPlanes, at: number, outside: number): void {
  if (outside < CLEAR_UM) swap(planes, at, 0.6, 0.04, 0.06);
}

/** Protein that eosin finds within nuclei. */
const NUCLEAR_PROTEIN = 0.27;

function nucleus(
  planes: StainPlanes,
  at: number,
  share: number,
  cell: TissueCell,
  texture: Textures,
  texel: number,
): void {
  const clump = cell.kind === 'lymphocyte' || cell.kind === 'plasma' ? 0.2 : 0.17;
  const grain = 1 + clump * (0.8 * texture.middle[texel]! + 0.5 * texture.fine[texel]!);
  const level = cell.haematoxylin * Math.max(0.2, grain * (1 + cell.vesicular * openChromatin(cell)));
  const beneath = planes.haematoxylin[at]!;
  // Where nuclei overlap, light passes through both; less than the sum, because the section cuts each.
  const both = level + 0.35 * Math.max(0, beneath - 0.25);
  planes.haematoxylin[at] = beneath + share * (both - beneath);
  planes.protein[at]! += 0.7 * share * (NUCLEAR_PROTEIN - planes.protein[at]!);
}

/** Pale within, dark at the membrane, dark at the nucleolus; around 0. */
function openChromatin({ grain }: TissueCell): number {
  const outside = place.outside[0]!;
  const rim = outside > -1.2 ? 0.5 * (1 - Math.abs(outside + 0.5) / 0.9) : 0;
  const du = place.u[0]! - (grain - 0.5);
  const dv = place.v[0]! - ((16 * grain) % 1) + 0.5;
  const spot = 0.7 * Math.max(0, 1 - (du * du + dv * dv) / 0.07);
  return Math.max(0, rim) + spot - 0.4 * (1 - place.q2[0]!);
}

function membrane(
  planes: StainPlanes,
  at: number,
  cell: TissueCell,
  texture: Textures,
  texel: number,
  outside: number,
  share: number,
): void {
  const off = (outside - MEMBRANE_UM) / HALF_MEMBRANE_UM;
  const ring = Math.max(0, 1 - off * off);
  const brown = cell.dab * grained(texture, texel) * Math.max(ring, OVER_NUCLEUS * share);
  planes.dab[at] = Math.max(planes.dab[at]!, brown);
}

/** Brown is uneven; around 1. */
const grained = (texture: Textures, texel: number): number =>
  Math.max(0.35, 1 + 0.22 * texture.middle[texel]! + 0.08 * texture.fine[texel]!);
