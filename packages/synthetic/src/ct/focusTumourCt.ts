import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { random, type Random } from '../random';
import { ellipsoid, maskOf, paint, scanned, tube, type CtCanvas, type Position, type Shape } from './canvas';
import { surroundings } from './surroundings';
import { paintTumour, tumourLook, tumourShape } from './tumour';
import { axialCt } from './axialCt';
import { roiOn } from './tumourCt';

/** A tumour whose class lies in a known place: high where it holds one bright round nodule. */
export interface FocusTumourCt {
  readonly volume: CtVolume;
  readonly mask: RoiMask;
  readonly isHigh: boolean;
  /** The nodule's voxels; of a low tumour none. */
  readonly focus: RoiMask;
}

/** HU as of a nodule that enhances almost as vessels do; all numbers here are ours. */
const BRIGHT = { hu: 150, textureHu: 8, textureMm: 4 };
const DARK = { hu: 0, textureHu: 8, textureMm: 4 };
const EDGE_MM = 1.4;
const TUBE_MM = 1.7;
const STEP_MM = 3;

/**
 * Half of the seeds are high. Every tumour holds one or two bright bodies of about the same area on its largest slice,
 * vessels or (one of them, if high) the nodule, and a dark round one of the nodule's size; so neither brightness nor
 * roundness alone tells the class.
 */
export function focusTumourCt(seed: number): FocusTumourCt {
  const dice = random(seed, 78);
  const { canvas, centre } = surroundings(dice, seed);
  const look = tumourLook({ evenness: 0, enhancement: 0, sharpness: 0 }, dice);
  const radii = [dice.uniform(22, 28), dice.uniform(22, 28), 22] as const;
  const shape = tumourShape(centre, radii, look, seed);
  const mask = paintTumour(canvas, shape, look, seed);
  const isHigh = dice.chance(0.5);
  const focus = paintBodies(canvas, { shape, z: largestSliceMm(canvas, mask), dice, seed }, isHigh);
  const volume = axialCt(scanned(canvas, dice.uniform(4, 9), seed), canvas);
  return { volume, mask: roiOn(volume, mask), isHigh, focus: roiOn(volume, focus) };
}

interface Within {
  readonly shape: Shape;
  /** Of the slice on which the bodies lie, mm. */
  readonly z: number;
  readonly dice: Random;
  readonly seed: number;
}

function paintBodies(canvas: CtCanvas, within: Within, isHigh: boolean): Uint8Array {
  const { dice, seed } = within;
  const radius = dice.uniform(5.5, 7);
  const [place, darkPlace] = placesApart(within, radius);
  paint(canvas, sphere(darkPlace, radius), DARK, EDGE_MM, seed + 41);
  const bodies = 1 + dice.below(2);
  for (let vessel = isHigh ? 1 : 0; vessel < bodies; vessel++) paintVessel(canvas, within, radius);
  if (!isHigh) return new Uint8Array(canvas.hu.length);
  const nodule = sphere(place, radius);
  paint(canvas, nodule, BRIGHT, EDGE_MM, seed + 42);
  return maskOf(canvas, nodule);
}

const sphere = (centre: Position, radius: number): Shape =>
  ellipsoid(centre, [radius, radius, radius], { seed: 0, mm: 0, sizeMm: 1 });

/** Two places for spheres within the tumour that do not touch. */
function placesApart(within: Within, radius: number): [Position, Position] {
  for (;;) {
    const [one, other] = [placeWithin(within, radius), placeWithin(within, radius)];
    if (squared(one[0] - other[0], one[1] - other[1]) > squared(2 * radius, 0)) return [one, other];
  }
}

/** A place on the slice at least so deep in the tumour. */
function placeWithin({ shape, z, dice }: Within, depthMm: number): Position {
  for (;;) {
    const x = dice.uniform(shape.from[0], shape.to[0]);
    const y = dice.uniform(shape.from[1], shape.to[1]);
    if (shape.surface(x, y, z) <= -depthMm) return [x, y, z];
  }
}

const squared = (x: number, y: number): number => x * x + y * y;

/** As long as gives it the area of a disc of this radius; where it would leave the tumour it turns to its middle. */
function paintVessel(canvas: CtCanvas, within: Within, radius: number): void {
  const { shape, z, dice, seed } = within;
  const length = (Math.PI * radius * radius) / (2 * TUBE_MM);
  const path = [placeWithin(within, STEP_MM)];
  let [dx, dy] = [dice.normal(), dice.normal()];
  for (let n = 0; n < length / STEP_MM; n++) {
    const [x, y] = path.at(-1) ?? [0, 0];
    [dx, dy] = unit(dx + dice.normal(0, 0.5), dy + dice.normal(0, 0.5));
    if (shape.surface(x + STEP_MM * dx, y + STEP_MM * dy, z) > -STEP_MM)
      [dx, dy] = unit((shape.from[0] + shape.to[0]) / 2 - x, (shape.from[1] + shape.to[1]) / 2 - y);
    path.push([x + STEP_MM * dx, y + STEP_MM * dy, z]);
  }
  paint(canvas, tube(path, TUBE_MM, { seed: 0, mm: 0 }), BRIGHT, EDGE_MM, seed + 43);
}

function unit(x: number, y: number): [number, number] {
  const length = Math.sqrt(squared(x, y)) || 1;
  return [x / length, y / length];
}

function largestSliceMm({ size: [nx, ny, nz], spacingMm }: CtCanvas, mask: Uint8Array): number {
  const voxels = Array.from({ length: nz }, (_, k) =>
    mask.subarray(k * nx * ny, (k + 1) * nx * ny).reduce((sum, value) => sum + value, 0),
  );
  return voxels.indexOf(Math.max(...voxels)) * spacingMm[2];
}
