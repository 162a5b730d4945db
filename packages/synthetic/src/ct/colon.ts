import { noise3 } from '../latticeNoise';
import { contents, paintBowel, type Bowel } from './bowel';
import type { Position } from './canvas';
import { apart, smoothPath, type Scene } from './scene';

/** Where the ascending colon carries the tumour, in the straight body. */
export const ascendingColonAt = (z: number): Position => [-88 - 0.05 * z, 16 + 0.02 * z, z];

interface ColonPiece {
  readonly path: readonly Position[];
  readonly radius: number;
  readonly filling: 'gas' | 'stool' | 'stool without gas';
}

const colonPieces: readonly ColonPiece[] = [
  {
    path: [ascendingColonAt(-14), ascendingColonAt(12), ascendingColonAt(40), [-86, 14, 56]],
    radius: 19,
    filling: 'stool',
  },
  {
    path: [
      [-86, 14, 56],
      [-78, -22, 54],
      [-68, -48, 47],
      [-44, -62, 42],
      [-10, -68, 36],
    ],
    radius: 17,
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
    filling: 'stool without gas',
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
  paintBowel(
    scene,
    colonPieces.map(piece => colonPiece(scene, piece)),
  );
}

function colonPiece(scene: Scene, { path, radius, filling }: ColonPiece): Bowel {
  const places = smoothPath(path, 3);
  let run = 0;
  const balls = scene.body.path(places).map((at, n) => {
    run += n === 0 ? 0 : apart(places[n] ?? [0, 0, 0], places[n - 1] ?? [0, 0, 0]);
    return { at, radius: radius * haustrum(scene.seed, run) };
  });
  const middle = balls.reduce((sum, { at }) => sum + at[1], 0) / balls.length;
  const gasAbove = { gas: middle + 3, stool: middle - 0.72 * radius, 'stool without gas': -Infinity }[
    filling
  ];
  const below = filling === 'gas' ? 'fluid' : 'stool';
  return { balls, wallMm: 2.2, foldsMm: 1.2, filling: contents(scene, gasAbove, below) };
}

/** Wide in the pouch, narrow at the fold; polynomials only, so the same on every machine. */
function haustrum(seed: number, run: number): number {
  const along = run / (HAUSTRUM_MM * (1 + 0.2 * noise3(seed + 102, run / 60, 0, 0)));
  const t = 2 * (along - Math.floor(along)) - 1;
  return 1 - FOLD * t * t * t * t + 0.06 * noise3(seed + 103, run / 30, 0, 0);
}
