import { fractal2, noise2 } from '../latticeNoise';
import { nearestSeeds } from '../nearestSeeds';
import { slideUm } from './slideSize';

/** What lies at a place of the slide, in the clinic's words. */
export const regionNames = ['glass', 'tumour', 'stroma', 'opening', 'lymphoid'] as const;
export type Region = (typeof regionNames)[number];

/**
 * The slide's architecture on a grid of 4 um. The fields in micrometres grow with the distance from a border, positive
 * inside; near the border they are about that distance.
 */
export interface RegionMap {
  readonly width: number;
  readonly height: number;
  readonly tissueUm: Float32Array;
  readonly nestUm: Float32Array;
  /** Lumens, fat vacuoles, vessels and clefts: no tissue stands there. */
  readonly openUm: Float32Array;
  /** Lumens of glands alone: the cells of the lining look towards them. */
  readonly lumenUm: Float32Array;
  /** Collagen runs along the contour lines of this field. */
  readonly fibres: Float32Array;
  /** 0 to 1: how densely lymphocytes lie. */
  readonly lymphoid: Float32Array;
  /** 0 sharp to 1 out of focus. */
  readonly blur: Float32Array;
  /** -1 to 1: where tumour cells divide more. */
  readonly hotSpot: Float32Array;
}

/** Micrometres between points of the grid. */
export const REGION_STEP_UM = 4;

/** A part of the endless tissue that a seed stands for, um, and where tissue ends in it. */
export interface TissuePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Distance in um to the tissue's edge at a place of the tissue, positive inside. */
  readonly tissueUm: (x: number, y: number) => number;
}

const wholeSlide = (seed: number): TissuePart => ({
  x: 0,
  y: 0,
  ...slideUm,
  tissueUm: (x, y) => tissue(seed, x, y),
});

/** Places in the map count from the part's top left corner. */
export function regionMap(seed: number, part = wholeSlide(seed)): RegionMap {
  const width = Math.ceil(part.width / REGION_STEP_UM) + 2;
  const height = Math.ceil(part.height / REGION_STEP_UM) + 2;
  const field = () => new Float32Array(width * height);
  const map: RegionMap = {
    width,
    height,
    tissueUm: field(),
    nestUm: field(),
    openUm: field(),
    lumenUm: field(),
    fibres: field(),
    lymphoid: field(),
    blur: field(),
    hotSpot: field(),
  };
  for (let row = 0, index = 0; row < height; row++)
    for (let column = 0; column < width; column++, index++)
      fillPoint(map, index, seed, part, column * REGION_STEP_UM, row * REGION_STEP_UM);
  return map;
}

function fillPoint(
  map: RegionMap,
  index: number,
  seed: number,
  part: TissuePart,
  dx: number,
  dy: number,
): void {
  const [x, y] = [part.x + dx, part.y + dy];
  const bentX = x + 45 * fractal2(seed + 1, x / 150, y / 150, 2);
  const bentY = y + 45 * fractal2(seed + 5, x / 150, y / 150, 2);
  const nestUm = 120 * (fractal2(seed + 10, bentX / 290, bentY / 290, 3) + 0.02);
  const lumenUm = lumen(seed, bentX, bentY, nestUm, x, y);
  map.tissueUm[index] = part.tissueUm(x, y);
  map.nestUm[index] = nestUm;
  map.lumenUm[index] = lumenUm;
  map.openUm[index] = Math.max(
    lumenUm,
    fatVacuole(seed, x, y, nestUm),
    cleft(seed, x, y, nestUm),
    vessel(seed, x, y, nestUm),
  );
  map.fibres[index] = fibreField(seed, x, y, nestUm);
  map.lymphoid[index] = lymphoid(seed, x, y, nestUm);
  map.blur[index] = Math.max(0, fractal2(seed + 60, x / 800, y / 800, 2) - 0.15);
  map.hotSpot[index] = noise2(seed + 70, x / 420, y / 420);
}

/** An irregular piece with a frayed edge, and rents in it. */
function tissue(seed: number, x: number, y: number): number {
  const [dx, dy] = [
    (x - slideUm.width * 0.5) / (slideUm.width * 0.45),
    (y - slideUm.height * 0.49) / (slideUm.height * 0.44),
  ];
  const bulk = 1 - Math.sqrt(dx * dx + dy * dy);
  const outline = 1500 * (bulk + 0.28 * fractal2(seed + 20, x / 620, y / 620, 5));
  const rent =
    90 * (0.05 - Math.abs(noise2(seed + 27, x / 900 + 0.3 * noise2(seed + 28, x / 90, y / 90), y / 900)));
  const torn = noise2(seed + 29, x / 500, y / 500) > 0.25 ? -rent : 1e6;
  return Math.min(outline, torn * 4 + 1);
}

/** Glands: only deep in nests, and only in the parts of the tumour that form them. */
function lumen(seed: number, bentX: number, bentY: number, nestUm: number, x: number, y: number): number {
  const glandular = 60 * (noise2(seed + 30, x / 700, y / 700) + 0.3);
  const hollow =
    42 * (fractal2(seed + 31, bentX / 66, bentY / 66, 1) + 0.3 * noise2(seed + 32, x / 21, y / 21) - 0.45);
  return Math.min(hollow, glandular, nestUm - 16);
}

/** Fat: empty vacuoles pressed against each other, in parts of the stroma. */
function fatVacuole(seed: number, x: number, y: number, nestUm: number): number {
  const zone = 150 * (fractal2(seed + 33, x / 640, y / 640, 2) - 0.42);
  const within = Math.min(zone, -nestUm - 14);
  if (within < -40) return -40;
  const { nearest, second, radius } = nearestSeeds(seed + 34, x, y, 62);
  // A septum of 2 um stands halfway between two neighbours.
  return Math.min(within, 30 + 16 * radius - nearest, (second - nearest) / 2 - 1);
}

/** Vessels: few, of all sizes, most cut aslant. */
function vessel(seed: number, x: number, y: number, nestUm: number): number {
  const { nearest, radius } = nearestSeeds(
    seed + 35,
    x + 14 * noise2(seed + 37, x / 30, y / 30),
    y * 0.7,
    330,
  );
  return Math.min(-nestUm - 10, 55 * (radius - 0.45) - nearest);
}

/** Shrinkage pulls nests and stroma apart here and there. */
function cleft(seed: number, x: number, y: number, nestUm: number): number {
  const width = 7 * (noise2(seed + 36, x / 130, y / 130) - 0.22);
  return width - Math.abs(nestUm + 4) * 0.8;
}

/** Bundles run across the slide in waves and lie along the borders of nests; its slope is about 1 in 100 um. */
function fibreField(seed: number, x: number, y: number, nestUm: number): number {
  const course = (0.5 * x + y) / 120 + 0.9 * fractal2(seed + 40, x / 300, y / 300, 2);
  const alongNest = Math.max(0, 1 + nestUm / 60);
  return course + alongNest * alongNest * 0.5 + 0.05 * noise2(seed + 45, x / 25, y / 25);
}

/** Lymphocytes gather in the stroma beside the nests. */
function lymphoid(seed: number, x: number, y: number, nestUm: number): number {
  if (nestUm > -4 || nestUm < -130) return 0;
  return Math.max(0, Math.min(1, 2.2 * (fractal2(seed + 50, x / 190, y / 190, 2) - 0.3)));
}

/** A field between the points of the grid. @param x um @param y um */
export function fieldAt(map: RegionMap, field: Float32Array, x: number, y: number): number {
  const [gx, gy] = [x / REGION_STEP_UM, y / REGION_STEP_UM];
  const column = Math.max(0, Math.min(map.width - 2, Math.floor(gx)));
  const row = Math.max(0, Math.min(map.height - 2, Math.floor(gy)));
  const [u, v] = [gx - column, gy - row];
  const at = row * map.width + column;
  const value = (offset: number) => field[at + offset] ?? 0;
  const top = value(0) * (1 - u) + value(1) * u;
  return top * (1 - v) + (value(map.width) * (1 - u) + value(map.width + 1) * u) * v;
}

export function regionAt(map: RegionMap, x: number, y: number): Region {
  if (fieldAt(map, map.tissueUm, x, y) <= 0) return 'glass';
  if (fieldAt(map, map.openUm, x, y) > 0) return 'opening';
  if (fieldAt(map, map.nestUm, x, y) > 0) return 'tumour';
  return fieldAt(map, map.lymphoid, x, y) > 0.25 ? 'lymphoid' : 'stroma';
}
