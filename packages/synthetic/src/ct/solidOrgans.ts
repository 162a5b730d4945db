import { noise3 } from '../latticeNoise';
import { ellipsoid, paint, paintWith, tissueHu, type Position, type Surface } from './canvas';
import { rightDome, underDiaphragm } from './diaphragm';
import { sectioned } from './outline.kernel';
import { boxOf, EDGE_MM, paintTube, smoothPath, type Scene } from './scene';
import * as template from './solidOrganOutlines';
import { tissues } from './tissues';

/** Liver with gallbladder, spleen, kidneys, adrenals, pancreas; vessels come later. */
export function paintSolidOrgans(scene: Scene): void {
  for (const side of [1, -1]) paintKidney(scene, side);
  paintPancreas(scene);
  paintLiver(scene);
  paintSpleen(scene);
  for (const side of [1, -1]) paintAdrenal(scene, side);
}

function paintLiver({ canvas, body, seed }: Scene): void {
  const outline = sectioned(template.liver);
  const surface: Surface = (x, y, z) =>
    Math.max(outline(x, y, z), (x > 10 ? underDiaphragm(x, y, z) : rightDome(x, y, z)) + 2.2);
  paint(canvas, body.shape(boxOf(template.liver), surface), tissues.liver, EDGE_MM, seed);
  const gallbladder = ellipsoid(body.point([-44, -47, 97]), [12, 17, 24], { seed, mm: 1.2, sizeMm: 18 });
  paint(canvas, gallbladder, { ...tissues.bowelWall, hu: 70 }, EDGE_MM, seed);
  const bile = ellipsoid(body.point([-44, -47, 97]), [10.2, 15.2, 22], { seed, mm: 1.2, sizeMm: 18 });
  paint(canvas, bile, tissues.bile, EDGE_MM, seed);
}

function paintSpleen({ canvas, body, seed }: Scene): void {
  const outline = sectioned(template.spleen);
  const surface: Surface = (x, y, z) => Math.max(outline(x, y, z), underDiaphragm(x, y, z) + 2.2);
  paint(canvas, body.shape(boxOf(template.spleen), surface), tissues.spleen, EDGE_MM, seed);
}

/** Upper pole nearer the spine and farther back; the hilum looks to the front and the middle. */
function paintKidney(scene: Scene, side: number): void {
  const { canvas, body, seed } = scene;
  const middle = side > 0 ? 116 : 104;
  const centre = (z: number): readonly [number, number] => [
    side * (67 - 0.17 * (z - middle)),
    37 + 0.1 * (z - middle),
  ];
  const ball = ellipsoid([0, 0, 0], [29, 25, 57], { seed: seed + side, mm: 1.3, sizeMm: 26 }).surface;
  const dent = ellipsoid([-30, -9, 0], [17, 9, 22], { seed, mm: 0, sizeMm: 1 }).surface;
  const kidney: Surface = (x, y, z) => {
    const [cx, cy] = centre(z);
    const [u, v, w] = [side * (x - cx), y - cy, z - middle];
    return Math.max(ball(u, v, w), -dent(u, v, w));
  };
  const box = {
    from: [side > 0 ? 25 : -110, 2, middle - 60],
    to: [side > 0 ? 110 : -25, 72, middle + 60],
  } as const;
  const hu = (x: number, y: number, z: number, distance: number) => kidneyHu(seed, x, y, z, distance);
  paintWith(canvas, body.shape(box, kidney), hu, EDGE_MM);
  const sinus: Surface = (x, y, z) => {
    const [cx, cy] = centre(z);
    const wave = 4 * noise3(seed + 91, x / 9, y / 9, z / 12);
    return sinusBall(side * (x - cx), y - cy, z - middle) + wave;
  };
  paint(canvas, body.shape(box, sinus), tissues.fat, EDGE_MM, seed);
  const pelvis: Surface = (x, y, z) => {
    const [cx, cy] = centre(z);
    return pelvisBall(side * (x - cx), y - cy, z - middle) + 2 * noise3(seed + 92, x / 7, y / 7, z / 9);
  };
  paint(canvas, body.shape(box, pelvis), { hu: 24, textureHu: 6, textureMm: 5 }, EDGE_MM, seed);
  paintUreter(scene, side, middle);
}

const sinusBall = ellipsoid([-13, -4, 0], [17, 10, 27], { seed: 0, mm: 0, sizeMm: 1 }).surface;
const pelvisBall = ellipsoid([-16, -5, -2], [13, 5, 11], { seed: 0, mm: 0, sizeMm: 1 }).surface;

/** The cortex outside and between the pyramids. */
function kidneyHu(seed: number, x: number, y: number, z: number, distance: number): number {
  const pyramid = noise3(seed + 93, x / 9, y / 9, z / 11) + 0.22;
  const deep = Math.max(0, Math.min(1, (-distance - 5) / 2));
  const share = deep * Math.max(0, Math.min(1, 3 * pyramid));
  const cortex = tissueHu(tissues.kidneyCortex, seed, x, y, z);
  return cortex + share * (tissueHu(tissues.kidneyMedulla, seed, x, y, z) - cortex);
}

function paintUreter(scene: Scene, side: number, middle: number): void {
  const places: readonly Position[] = smoothPath(
    [
      [side * 44, 30, middle - 6],
      [side * 44, 26, middle - 30],
      [side * 43, 17, middle - 60],
      [side * 40, 14, -12],
    ],
    10,
  );
  paintTube(scene, places, () => 2.1, { hu: 30, textureHu: 5, textureMm: 4 });
}

function paintPancreas(scene: Scene): void {
  const places = smoothPath(
    [
      [-26, -20, 88],
      [-26, -18, 108],
      [-8, -30, 122],
      [14, -32, 132],
      [40, -16, 142],
      [70, 0, 152],
      [84, 10, 158],
    ],
    6,
  );
  const thick = (n: number) => 11.5 - (5 * n) / places.length;
  paintTube(scene, places, n => thick(n) + 1.5 * noise3(scene.seed + 94, n * 0.7, 0, 0), tissues.pancreas);
}

/** A thin inverted Y above the kidney. */
function paintAdrenal(scene: Scene, side: number): void {
  const [x, y] = side > 0 ? [36, 30] : [-34, 32];
  for (const limb of [-1, 1]) {
    const places: readonly Position[] = [
      [x, y - 8, 172],
      [x, y, 168],
      [x + limb * 6 + side * 3, y + 15, 160],
    ];
    paintTube(scene, places, () => 2.4, { ...tissues.spleen, hu: 84 });
  }
}
