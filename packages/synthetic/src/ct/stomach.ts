import { noise3 } from '../latticeNoise';
import { contents, paintBowel } from './bowel';
import type { Position } from './canvas';
import { smoothPath, type Scene } from './scene';

/** Stomach with a level of gas on food, and the duodenum. */
export function paintStomach(scene: Scene): void {
  const wide: readonly (readonly [x: number, y: number, z: number, radius: number])[] = [
    [58, 4, 224, 35],
    [63, 0, 207, 43],
    [68, -8, 184, 37],
    [72, -28, 160, 29],
    [62, -44, 138, 25],
    [40, -52, 122, 21],
    [14, -56, 114, 17],
    [-12, -52, 112, 14],
    [-28, -44, 112, 11],
  ];
  const places = smoothPath(
    wide.map(([x, y, z]): Position => [x, y, z]),
    7,
  );
  const balls = scene.body
    .path(places)
    .map((at, n) => ({ at, radius: widthAt(wide, n / (places.length - 1)) }));
  const gasAbove = scene.body.point([40, -46, 130])[1];
  paintBowel(scene, [{ balls, wallMm: 3.2, foldsMm: 2, filling: contents(scene, gasAbove, 'food') }]);
  paintDuodenum(scene);
}

function widthAt(wide: readonly (readonly number[])[], share: number): number {
  const at = share * (wide.length - 1);
  const n = Math.min(wide.length - 2, Math.floor(at));
  const [a, b] = [wide[n]?.[3] ?? 0, wide[n + 1]?.[3] ?? 0];
  return a + (b - a) * (at - n);
}

function paintDuodenum(scene: Scene): void {
  const places = smoothPath(
    [
      [-28, -44, 112],
      [-42, -28, 112],
      [-46, -8, 100],
      [-44, 0, 82],
      [-26, -4, 72],
      [2, -7, 72],
      [26, -4, 78],
      [34, -16, 90],
    ],
    6,
  );
  const balls = scene.body
    .path(places)
    .map((at, n) => ({ at, radius: 10.5 + 1.5 * noise3(scene.seed + 101, n * 0.4, 0, 0) }));
  paintBowel(scene, [{ balls, wallMm: 2.6, foldsMm: 1.2, filling: contents(scene, -Infinity, 'fluid') }]);
}
