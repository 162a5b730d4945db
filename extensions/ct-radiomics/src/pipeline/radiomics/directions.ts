import type { GreyLevels } from './discretise';

export type Direction = readonly [dx: number, dy: number, dz: number];

const STEPS = [-1, 0, 1] as const;

/** The thirteen directions of a volume at distance 1, one of each opposite pair. */
export const DIRECTIONS: readonly Direction[] = STEPS.flatMap(dz =>
  STEPS.flatMap(dy => STEPS.map((dx): Direction => [dx, dy, dz])),
).filter(([dx, dy, dz]) => dz > 0 || (dz === 0 && (dy > 0 || (dy === 0 && dx > 0))));

/** The four directions within a slice. */
export const FLAT_DIRECTIONS: readonly Direction[] = DIRECTIONS.filter(([, , dz]) => dz === 0);

/** Step in the array of grey levels. */
export const offsetOf = ({ row, plane }: GreyLevels, [dx, dy, dz]: Direction): number =>
  dx + dy * row + dz * plane;

/** Steps to all neighbours, 26 in the volume, 8 within a slice. */
export function neighbourOffsets(levels: GreyLevels, directions: readonly Direction[]): Int32Array {
  const ahead = directions.map(direction => offsetOf(levels, direction));
  return Int32Array.from([...ahead, ...ahead.map(offset => -offset)]);
}
