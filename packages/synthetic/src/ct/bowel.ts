import { noise3 } from '../latticeNoise';
import { forVoxels, paint, paintWith, tissueHu, type Box, type Position, type Surface } from './canvas';
import { sectioned } from './outline.kernel';
import { apart, EDGE_MM, smoothPath, type HuAt, type Scene } from './scene';
import { tissues } from './tissues';
import { cavity } from './trunk';
import { huAt } from './vessels';

/** A ball of a row of balls: bowel of changing width. */
interface Ball {
  readonly at: Position;
  readonly radius: number;
}

/** Stomach with a level of gas on fluid, duodenum, and the colon's frame around the abdomen. */
export function paintStomach(scene: Scene): void {
  const wide: readonly (readonly [x: number, y: number, z: number, radius: number])[] = [
    [62, 12, 222, 20],
    [66, 4, 206, 31],
    [70, -10, 184, 32],
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
  paintBowel(scene, balls, 4, 2.4, contents(scene, gasAbove, 'food'));
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
  paintBowel(scene, balls, 2.6, 1.2, contents(scene, -Infinity, 'fluid'));
}

/** Where the ascending colon carries the tumour, in the straight body. */
export const ascendingColonAt = (z: number): Position => [-88 - 0.05 * z, 16 + 0.02 * z, z];

const colonPieces: readonly {
  readonly path: readonly Position[];
  readonly radius: number;
  readonly filling: 'stool' | 'gas' | 'empty';
}[] = [
  {
    path: [ascendingColonAt(-14), ascendingColonAt(12), ascendingColonAt(40), [-88, 14, 62]],
    radius: 23,
    filling: 'stool',
  },
  {
    path: [
      [-88, 14, 62],
      [-84, -22, 66],
      [-70, -48, 54],
      [-44, -62, 42],
      [-10, -68, 36],
    ],
    radius: 19,
    filling: 'gas',
  },
  {
    path: [
      [-10, -68, 36],
      [28, -67, 42],
      [62, -60, 60],
      [88, -42, 92],
      [100, -22, 118],
      [104, -4, 134],
    ],
    radius: 18,
    filling: 'gas',
  },
  {
    path: [
      [104, -4, 134],
      [105, 18, 122],
      [104, 28, 96],
    ],
    radius: 15,
    filling: 'stool',
  },
  {
    path: [
      [104, 28, 96],
      [104, 26, 60],
      [102, 22, 24],
      [100, 16, -14],
    ],
    radius: 12,
    filling: 'stool',
  },
];

/** Haustra: about this far apart, the folds between them this deep as a share of the radius. */
const HAUSTRUM_MM = 26;
const FOLD = 0.24;

export function paintColon(scene: Scene): void {
  for (const { path, radius, filling } of colonPieces) {
    const places = smoothPath(path, 3);
    let run = 0;
    const balls = scene.body.path(places).map((at, n) => {
      run += n === 0 ? 0 : apart(places[n] ?? [0, 0, 0], places[n - 1] ?? [0, 0, 0]);
      return { at, radius: radius * haustrum(scene.seed, run) };
    });
    const middle = balls.reduce((sum, { at }) => sum + at[1], 0) / balls.length;
    const gasAbove =
      filling === 'gas' ? middle + 3 : filling === 'stool' ? middle - radius * 0.72 : -Infinity;
    paintBowel(scene, balls, 2.2, 1.2, contents(scene, gasAbove, filling === 'gas' ? 'fluid' : 'stool'));
  }
}

/** Wide in the pouch, narrow at the fold; polynomials only, so the same on every machine. */
function haustrum(seed: number, run: number): number {
  const along = run / (HAUSTRUM_MM * (1 + 0.2 * noise3(seed + 102, run / 60, 0, 0)));
  const t = 2 * (along - Math.floor(along)) - 1;
  return 1 - FOLD * t * t * t * t + 0.06 * noise3(seed + 103, run / 30, 0, 0);
}

/** Loops of small bowel wherever fat of the abdominal cavity leaves room; gives points along them. */
export function paintSmallBowel(scene: Scene): readonly Position[] {
  const taken: Position[] = [];
  for (let loop = 0; loop < 90; loop++) {
    const radius = scene.dice.uniform(8.5, 13);
    const snake = wander(scene, taken, radius);
    if (snake.length < 4) continue;
    taken.push(...snake);
    const balls = smoothPath(snake, 4).map((at, n) => ({
      at,
      radius: radius * (0.94 + 0.14 * noise3(scene.seed + 104 + loop, n * 0.35, 0, 0)),
    }));
    const gas = scene.dice.chance(0.18) ? (snake[0]?.[1] ?? 0) - 3 : -Infinity;
    paintBowel(scene, balls, 2.3, 1.3, contents(scene, gas, scene.dice.chance(0.3) ? 'collapsed' : 'fluid'));
  }
  return taken;
}

/** A path that turns at random and never leaves the fat of the abdominal cavity; in the canvas. */
function wander(scene: Scene, taken: readonly Position[], radius: number): readonly Position[] {
  const { dice, body } = scene;
  const start = body.point([dice.uniform(-80, 88), dice.uniform(-78, 15), dice.uniform(-4, 112)]);
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
  if (at[2] < -12 || at[2] > 118 || insideCavity(at[0] - ox, at[1] - oy, at[2]) > -(radius + 4)) return false;
  if (taken.some(other => apart(other, at) < 2 * radius - 1)) return false;
  const rim = radius + 0.5;
  return [0, -rim, -0.7 * rim, 0.7 * rim, rim].every(dx =>
    [0, -rim, -0.7 * rim, 0.7 * rim, rim].every(
      dy => dx * dx + dy * dy > rim * rim * 1.01 || huAt(scene.canvas, [at[0] + dx, at[1] + dy, at[2]]) < -30,
    ),
  );
}

/** What fills a bowel: gas above a level, below it fluid, food or stool. */
function contents(
  { seed }: Scene,
  gasAbove: number,
  filling: 'fluid' | 'food' | 'stool' | 'collapsed',
): HuAt {
  const below = {
    fluid: (x: number, y: number, z: number) => tissueHu(tissues.bowelFluid, seed, x, y, z),
    food: (x: number, y: number, z: number) => 22 + 26 * noise3(seed + 111, x / 7, y / 7, z / 9),
    stool: (x: number, y: number, z: number) => stoolHu(seed, x, y, z),
    collapsed: (x: number, y: number, z: number) => 46 + 16 * noise3(seed + 112, x / 4, y / 4, z / 6),
  }[filling];
  return (x, y, z) => {
    const gas = Math.max(0, Math.min(1, (gasAbove - y) / EDGE_MM + 0.5));
    const wet = below(x, y, z);
    return wet + gas * (tissueHu(tissues.bowelGas, seed, x, y, z) - wet);
  };
}

/** Mottled, with small bubbles. */
function stoolHu(seed: number, x: number, y: number, z: number): number {
  const bubble = Math.max(0, noise3(seed + 113, x / 2.6, y / 2.6, z / 4) - 0.28);
  const mottle = 70 * noise3(seed + 114, x / 5, y / 5, z / 6);
  return Math.max(-900, 30 + mottle - 900 * bubble);
}

/** A row of balls, joined: first its wall, then the lumen with folds of the mucosa. */
function paintBowel(
  scene: Scene,
  balls: readonly Ball[],
  wallMm: number,
  foldsMm: number,
  filling: HuAt,
): void {
  const { canvas, seed } = scene;
  const outer = joined(scene, balls);
  paint(canvas, outer, tissues.bowelWall, EDGE_MM, seed);
  const lumen: Surface = (x, y, z) => {
    const distance = outer.surface(x, y, z) + wallMm;
    if (distance > 3 || distance < -6) return distance;
    return distance + foldsMm * Math.max(-0.4, noise3(seed + 115, x / 5, y / 5, z / 6));
  };
  paintWith(canvas, { ...outer, surface: lumen }, filling, EDGE_MM);
}

/** The distance to the nearest of the balls, computed once for every voxel of their box. */
function joined({ canvas }: Scene, balls: readonly Ball[]) {
  const reach = Math.max(...balls.map(({ radius }) => radius)) + 3;
  const all = (axis: 0 | 1 | 2) => balls.map(({ at }) => at[axis]);
  const box: Box = {
    from: [Math.min(...all(0)) - reach, Math.min(...all(1)) - reach, Math.min(...all(2)) - reach],
    to: [Math.max(...all(0)) + reach, Math.max(...all(1)) + reach, Math.max(...all(2)) + reach],
  };
  const [dx, dy, dz] = canvas.spacingMm;
  const [i0, j0, k0] = [
    Math.floor(box.from[0] / dx),
    Math.floor(box.from[1] / dy),
    Math.floor(box.from[2] / dz),
  ];
  const [across, down] = [Math.ceil(box.to[0] / dx) - i0 + 1, Math.ceil(box.to[1] / dy) - j0 + 1];
  const distances = new Float32Array(across * down * (Math.ceil(box.to[2] / dz) - k0 + 1)).fill(1000);
  const index = (x: number, y: number, z: number) =>
    ((Math.round(z / dz) - k0) * down + Math.round(y / dy) - j0) * across + Math.round(x / dx) - i0;
  for (const { at, radius } of balls) {
    const span = radius + 3;
    const around: Box = {
      from: [at[0] - span, at[1] - span, at[2] - span],
      to: [at[0] + span, at[1] + span, at[2] + span],
    };
    forVoxels(canvas, around, (_, x, y, z) => {
      const distance = Math.sqrt((x - at[0]) ** 2 + (y - at[1]) ** 2 + (z - at[2]) ** 2) - radius;
      const n = index(x, y, z);
      if (distance < (distances[n] ?? 1000)) distances[n] = distance;
    });
  }
  return { ...box, surface: (x: number, y: number, z: number) => distances[index(x, y, z)] ?? 1000 };
}
