import { noise2 } from '../latticeNoise';

export type PlaceUm = readonly [x: number, y: number];

/** How a section lies on its glass: rotated and stretched about the block's centre, moved, and bent a little. */
export interface Deformation {
  /** By which the tissue is turned clockwise on the screen. */
  readonly degrees: number;
  /** Stretch along x and y; 1 is none. */
  readonly stretch: readonly [number, number];
  readonly shiftUm: PlaceUm;
  /** Largest displacement by bending, um; its wavelength is about 1.5 mm, so that it never folds. */
  readonly bendUm: number;
  readonly bendSeed: number;
  /** About which it turns, um. */
  readonly centreUm: PlaceUm;
}

export const noDeformation: Deformation = {
  degrees: 0,
  stretch: [1, 1],
  shiftUm: [0, 0],
  bendUm: 0,
  bendSeed: 1,
  centreUm: [0, 0],
};

/** The place of the block that lies at a place of the section. All um from the top left corner. */
export function toScene(deformation: Deformation, x: number, y: number): PlaceUm {
  const { centreUm, stretch, shiftUm } = deformation;
  const [cos, sin] = turn(deformation);
  const [dx, dy] = [(x - centreUm[0]) * stretch[0], (y - centreUm[1]) * stretch[1]];
  const [bx, by] = bend(deformation, x, y);
  return [
    centreUm[0] + cos * dx - sin * dy + shiftUm[0] + bx,
    centreUm[1] + sin * dx + cos * dy + shiftUm[1] + by,
  ];
}

/** Steps after which the bend is known to far below a nanometre: each leaves at most a tenth of the error. */
const STEPS = 12;

/** The inverse of `toScene`. */
export function toSection(deformation: Deformation, x: number, y: number): PlaceUm {
  let place: PlaceUm = unbent(deformation, x, y, [0, 0]);
  for (let step = 0; step < STEPS && deformation.bendUm !== 0; step++)
    place = unbent(deformation, x, y, bend(deformation, ...place));
  return place;
}

function unbent(deformation: Deformation, x: number, y: number, [bx, by]: PlaceUm): PlaceUm {
  const { centreUm, stretch, shiftUm } = deformation;
  const [cos, sin] = turn(deformation);
  const [dx, dy] = [x - bx - shiftUm[0] - centreUm[0], y - by - shiftUm[1] - centreUm[1]];
  return [centreUm[0] + (cos * dx + sin * dy) / stretch[0], centreUm[1] + (cos * dy - sin * dx) / stretch[1]];
}

function turn({ degrees }: Deformation): readonly [cos: number, sin: number] {
  const radians = (-degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

const BEND_STEP_UM = 750;

function bend({ bendUm, bendSeed }: Deformation, x: number, y: number): PlaceUm {
  if (bendUm === 0) return [0, 0];
  const along = (seed: number) => bendUm * noise2(seed, x / BEND_STEP_UM, y / BEND_STEP_UM);
  return [along(bendSeed), along(bendSeed + 1)];
}
