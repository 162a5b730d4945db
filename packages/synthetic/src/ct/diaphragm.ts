import { noise3 } from '../latticeNoise';
import { ellipsoid, paint, paintWith, type Position, type Surface } from './canvas';
import { sectioned } from './outline.kernel';
import { EDGE_MM, paintTube, smoothPath, type Scene } from './scene';
import { tissues } from './tissues';
import { cavity } from './trunk';

const smooth = { seed: 0, mm: 0, sizeMm: 1 };
/** No dome is an ellipsoid. */
const uneven = { seed: 131, mm: 2.6, sizeMm: 55 };
const right = ellipsoid([-60, -6, 138], [90, 90, 116], uneven).surface;
const left = ellipsoid([64, -4, 132], [78, 82, 114], uneven).surface;
const heart = ellipsoid([18, -44, 262], [66, 46, 42], smooth).surface;
/** Behind the sternum the lungs end higher than at the back. */
const front = ellipsoid([0, -62, 120], [110, 62, 98], smooth).surface;
/** Spine, aorta and what lies beside them. */
const mediastinum = ellipsoid([2, 36, 120], [34, 42, 5000], smooth).surface;

/** The dome of the diaphragm on the right: the liver stays below it. */
export const rightDome: Surface = right;
export const underDiaphragm: Surface = (x, y, z) => Math.min(right(x, y, z), left(x, y, z));

/** Lungs around the domes, their vessels, and the heart on top. */
export function paintChest(scene: Scene): void {
  const { canvas, body, seed } = scene;
  const inside = sectioned(cavity);
  const box = { from: [-140, -95, 140], to: [140, 90, 250] } as const;
  const lung: Surface = (x, y, z) =>
    Math.max(
      inside(x, y, z) + 1.5,
      -Math.min(underDiaphragm(x, y, z), mediastinum(x, y, z), heart(x, y, z), front(x, y, z)),
    );
  paintWith(canvas, body.shape(box, lung), (x, y, z) => lungHu(seed, x, y, z), EDGE_MM);
  const heartBox = { from: [-52, -95, 215], to: [88, 10, 250] } as const;
  const muscleOfHeart: Surface = (x, y, z) => Math.max(heart(x, y, z) + 9, inside(x, y, z) + 3);
  paint(canvas, body.shape(heartBox, muscleOfHeart), { ...tissues.muscle, hu: 112 }, EDGE_MM, seed);
  const chamber: Surface = (x, y, z) => Math.max(heart(x - 6, y, z) + 21, inside(x, y, z) + 3);
  paint(canvas, body.shape(heartBox, chamber), tissues.blood, EDGE_MM, seed);
  paintLeaf(scene);
  paintCrura(scene);
}

/** The muscle of the diaphragm: a thin sheet under the lung, and the lining of the abdomen above the costal margin. */
function paintLeaf({ canvas, body, seed }: Scene): void {
  const inside = sectioned(cavity);
  const sheet: Surface = (x, y, z) =>
    Math.max(Math.abs(underDiaphragm(x, y, z) + 1.4) - 1.2, inside(x, y, z) + 1, -mediastinum(x, y, z));
  const box = { from: [-140, -95, 150], to: [140, 90, 250] } as const;
  paint(canvas, body.shape(box, sheet), tissues.muscle, EDGE_MM, seed);
}

/** The pillars of the diaphragm beside the aorta, and the oesophagus. */
function paintCrura(scene: Scene): void {
  for (const side of [1, -1]) {
    const start = side > 0 ? 22 : -12;
    const pillar = smoothPath(
      [
        [start * 0.8, 17, 78],
        [start, 10, 120],
        [start * 0.95, 0, 160],
        [side > 0 ? 16 : -4, -8, 188],
      ],
      5,
    );
    paintTube(scene, pillar, n => 3.2 + 0.1 * n, tissues.muscle);
  }
  const gullet: readonly Position[] = [
    [-2, 2, 250],
    [6, -6, 214],
    [22, -8, 202],
    [40, -4, 198],
  ];
  paintTube(scene, smoothPath(gullet, 5), () => 7.5, tissues.muscle);
}

/** Air with the vessels of the lung as fine bright points. */
function lungHu(seed: number, x: number, y: number, z: number): number {
  const vessel =
    1 -
    7 *
      (Math.abs(noise3(seed + 81, x / 9, y / 9, z / 14)) + Math.abs(noise3(seed + 82, x / 9, y / 9, z / 14)));
  return -850 + 25 * noise3(seed + 83, x / 20, y / 20, z / 20) + 640 * Math.max(0, vessel);
}
