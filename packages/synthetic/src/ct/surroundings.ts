import type { Random } from '../random';
import { ellipsoid, newCanvas, paint, tube, type CtCanvas, type Position, type Tissue } from './canvas';
import { tissues } from './tissues';

const SIZE = [128, 128, 8] as const;
const SLICE_MM = 5;

/** What lies around a tumour in its middle, before the tumour is painted. */
export function surroundings(dice: Random, seed: number): { canvas: CtCanvas; centre: Position } {
  const pixelMm = dice.uniform(0.65, 0.95);
  const canvas = newCanvas(SIZE, [pixelMm, pixelMm, SLICE_MM], tissues.fat.hu);
  const centre = centreOf(canvas);
  paintSurroundings(canvas, dice, seed, centre);
  return { canvas, centre };
}

const centreOf = ({ size, spacingMm }: CtCanvas): Position => [
  (size[0] / 2) * spacingMm[0],
  (size[1] / 2) * spacingMm[1],
  (size[2] / 2 - 0.5) * spacingMm[2],
];

function paintSurroundings(canvas: CtCanvas, dice: Random, seed: number, centre: Position): void {
  const everywhere = ellipsoid(centre, [500, 500, 500], { seed, mm: 0, sizeMm: 1 });
  paint(canvas, everywhere, tissues.fat, 1, seed);
  for (let n = 0; n < 3 + dice.below(4); n++) paintNeighbour(canvas, dice, seed + 100 * (n + 1), centre);
  for (let n = 0; n < 6 + dice.below(8); n++) paintVessel(canvas, dice, centre);
}

const solids: readonly Tissue[] = [tissues.liver, tissues.muscle, tissues.spleen, tissues.pancreas];

/** An organ's edge or a bowel loop in the ring around the tumour. */
function paintNeighbour(canvas: CtCanvas, dice: Random, seed: number, centre: Position): void {
  const far = dice.uniform(32, 55);
  const at = onRing(dice, centre, far);
  const lobes = { seed, mm: 2, sizeMm: 14 };
  if (dice.chance(0.4)) {
    const solid = solids[dice.below(solids.length)] ?? tissues.muscle;
    const radius = dice.uniform(14, 30);
    paint(canvas, ellipsoid(at, [radius, radius * 0.8, radius], lobes), solid, 1.4, seed);
    return;
  }
  const radius = dice.uniform(8, 15);
  const content = dice.chance(0.35)
    ? tissues.bowelGas
    : dice.chance(0.5)
      ? tissues.bowelFluid
      : tissues.stool;
  const wall = dice.uniform(1.8, 3.2);
  paint(canvas, ellipsoid(at, [radius, radius, radius * 1.6], lobes), tissues.bowelWall, 1.4, seed);
  const lumen = radius - wall;
  paint(canvas, ellipsoid(at, [lumen, lumen, lumen * 1.6], lobes), content, 1.4, seed + 1);
}

function paintVessel(canvas: CtCanvas, dice: Random, centre: Position): void {
  const start = onRing(dice, centre, dice.uniform(20, 60));
  const path: Position[] = [start];
  for (let n = 0, at = start; n < 6; n++, path.push(at)) at = onRing(dice, at, 5);
  paint(canvas, tube(path, dice.uniform(0.5, 1.8), { seed: 0, mm: 0 }), tissues.blood, 1.2, 1);
}

/** A place at the given distance in the plane, a little up or down; direction without sine or cosine. */
function onRing(dice: Random, centre: Position, distance: number): Position {
  const [x, y] = [dice.normal(), dice.normal()];
  const length = Math.sqrt(x * x + y * y) || 1;
  return [
    centre[0] + (distance * x) / length,
    centre[1] + (distance * y) / length,
    centre[2] + dice.uniform(-12, 12),
  ];
}
