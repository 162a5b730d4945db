import { canonicalJson } from '@timescope/core/canonicalJson';
import { sha256Hex } from '@timescope/core/sha256';
import { TISSUE_CLASSES } from '@timescope/core/tissueClass';
import { WORKING_MPP } from '../detection/workingMpp';
import type { MapGrid } from './mapGrid';

/** The nine classes of the paper, and `OTH`: tissue that the source does not tell apart (ours). */
export const MAP_CLASSES = [...TISSUE_CLASSES, 'OTH'] as const;
export type MapClass = (typeof MAP_CLASSES)[number];

export const codeOf = (name: MapClass): number => MAP_CLASSES.indexOf(name) + 1;

/** Who told the classes apart; `mask`: somebody beforehand. */
export interface MapSource {
  readonly kind: 'drawn' | 'pixel-classifier' | 'network' | 'mask';
  readonly name: string;
  /** Of the areas, the model or the network. */
  readonly hash: string;
  /**
   * What a cell's shares are. `areas`: of the cell's tissue, so they add up to square millimetres. `probabilities`: of the
   * whole tile, so the cell is of its most probable class.
   */
  readonly gives: 'areas' | 'probabilities';
  /** A network that has only seen generated tissue. */
  readonly isSyntheticTrained?: boolean;
  /** Why the network ran in another tier than the one asked for. */
  readonly tierNote?: string;
}

/**
 * Classes of a slide's tissue by place. A cell is half a step of 149 working pixels: 74 or 75 pixels, 37.25 um. Row by row.
 */
export interface ClassMap extends MapGrid {
  /** 0 no tissue, else 1 + the place in MAP_CLASSES: the greatest share, of equal ones the first. */
  readonly values: Uint8Array<ArrayBuffer>;
  /** MAP_CLASSES.length a cell. */
  readonly shares: Float32Array<ArrayBuffer>;
  /** Working pixels of tissue in the cell. */
  readonly tissuePixels: Uint16Array<ArrayBuffer>;
  /** Step at which the cell was classed, in working pixels: 149 or 74; 0 without tissue. */
  readonly steps: Uint8Array<ArrayBuffer>;
  readonly source: MapSource;
}

export type ClassAreas = Readonly<Record<MapClass, number>>;

const PIXEL_MM2 = (WORKING_MPP * WORKING_MPP) / 1e6;

/** Square millimetres of tissue by class, of the cells that `counts` accepts. */
export function classAreas(map: ClassMap, counts: (cell: number) => boolean = () => true): ClassAreas {
  const pixels = MAP_CLASSES.map(() => 0);
  map.values.forEach((code, cell) => {
    const tissue = map.tissuePixels[cell] ?? 0;
    if (code === 0 || !counts(cell)) return;
    MAP_CLASSES.forEach((_, at) => (pixels[at] = (pixels[at] ?? 0) + tissue * shareOf(map, cell, at)));
  });
  return Object.fromEntries(
    MAP_CLASSES.map((name, at) => [name, (pixels[at] ?? 0) * PIXEL_MM2]),
  ) as ClassAreas;
}

/** What of a cell's tissue is of a class. */
function shareOf({ source, shares, values }: ClassMap, cell: number, at: number): number {
  if (source.gives === 'probabilities') return values[cell] === at + 1 ? 1 : 0;
  return shares[cell * MAP_CLASSES.length + at] ?? 0;
}

/** Millimetres of tissue in a cell. */
export const tissueMm2 = ({ tissuePixels }: ClassMap, cell: number): number =>
  (tissuePixels[cell] ?? 0) * PIXEL_MM2;

/** Millimetres of a class in a cell. */
export const classMm2 = (map: ClassMap, cell: number, name: MapClass): number =>
  map.values[cell] === 0 ? 0 : tissueMm2(map, cell) * shareOf(map, cell, MAP_CLASSES.indexOf(name));

/** Shares count to a thousandth. */
const SHARE_STEPS = 1000;

/** SHA-256 of the classes, shares and tissue by place, and of their source. */
export function mapHash({ width, height, values, shares, tissuePixels, source }: ClassMap): string {
  const rounded = Uint16Array.from(shares, share => Math.round(share * SHARE_STEPS));
  const bytes = (array: Uint16Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return sha256Hex(
    canonicalJson({
      ...{ width, height, source: source.hash, gives: source.gives },
      values: sha256Hex(values),
      shares: sha256Hex(bytes(rounded)),
      tissue: sha256Hex(bytes(tissuePixels)),
    }),
  );
}
