import { noise3 } from '../latticeNoise';
import { contents, paintBowel } from './bowel';
import type { Position } from './canvas';
import { sectioned } from './outline.kernel';
import { apart, smoothPath, type Scene } from './scene';
import { cavity } from './trunk';
import { huAt } from './vessels';

/** Loops of small bowel wherever fat of the abdominal cavity leaves room; gives points along them. */
export function paintSmallBowel(scene: Scene): readonly Position[] {
  const taken: Position[] = [];
  for (let attempt = 0; attempt < 1500; attempt++) {
    const radius = scene.dice.uniform(8, attempt < 300 ? 14 : 11);
    const snake = wander(scene, taken, radius);
    if (snake.length < 3) continue;
    taken.push(...snake);
    const balls = smoothPath(snake, 4).map((at, n) => ({
      at,
      radius: radius * (0.94 + 0.14 * noise3(scene.seed + 104 + attempt, n * 0.35, 0, 0)),
    }));
    const gas = scene.dice.chance(0.18) ? (snake[0]?.[1] ?? 0) - 3 : -Infinity;
    const filling = contents(scene, gas, scene.dice.chance(0.3) ? 'collapsed' : 'fluid');
    paintBowel(scene, [{ balls, wallMm: 2.3, foldsMm: 1.3, filling }]);
  }
  return taken;
}

/** A path that turns at random and never leaves the fat of the abdominal cavity; in the canvas. */
function wander(scene: Scene, taken: readonly Position[], radius: number): readonly Position[] {
  const { dice, body } = scene;
  const start = body.point([dice.uniform(-90, 96), dice.uniform(-80, 20), dice.uniform(-10, 116)]);
  if (!isFree(scene, taken, start, radius)) return [];
  const snake = [start];
  let heading = direction(scene);
  for (let step = 0; step < 16; step++) {
    const last = snake.at(-1) ?? start;
    const next = firstFree(scene, [...taken, ...snake.slice(0, -2)], last, heading, radius);
    if (!next) break;
    heading = [next[0] - last[0], next[1] - last[1], next[2] - last[2]];
    snake.push(next);
  }
  return snake;
}

const STEP_MM = 9;

function firstFree(
  scene: Scene,
  taken: readonly Position[],
  from: Position,
  heading: Position,
  radius: number,
) {
  for (let attempt = 0; attempt < 14; attempt++) {
    const turn = direction(scene);
    const bend = 0.25 + attempt * 0.12;
    const raw = [0, 1, 2].map(axis => (heading[axis] ?? 0) / STEP_MM + bend * (turn[axis] ?? 0));
    const [x = 0, y = 0, z = 0] = raw;
    const scale = STEP_MM / (Math.sqrt(x * x + y * y + z * z) || 1);
    const next: Position = [from[0] + x * scale, from[1] + y * scale, from[2] + z * scale];
    if (isFree(scene, taken, next, radius)) return next;
  }
  return undefined;
}

const direction = ({ dice }: Scene): Position => [dice.normal(), dice.normal(), dice.normal(0, 0.7)];
const insideCavity = sectioned(cavity);

function isFree(scene: Scene, taken: readonly Position[], at: Position, radius: number): boolean {
  const [ox, oy] = scene.body.point([0, 0, at[2]]);
  if (at[2] < -12 || at[2] > 118 || insideCavity(at[0] - ox, at[1] - oy, at[2]) > -(radius + 3)) return false;
  if (taken.some(other => apart(other, at) < 2 * radius - 1)) return false;
  const rim = radius - 0.5;
  return [0, -rim, -0.7 * rim, 0.7 * rim, rim].every(dx =>
    [0, -rim, -0.7 * rim, 0.7 * rim, rim].every(
      dy => dx * dx + dy * dy > rim * rim * 1.01 || isFat(scene, [at[0] + dx, at[1] + dy, at[2]]),
    ),
  );
}

function isFat({ canvas }: Scene, at: Position): boolean {
  const hu = huAt(canvas, at);
  return hu > -150 && hu < -40;
}
