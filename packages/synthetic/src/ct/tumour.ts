import { fractal3, noise3 } from '../latticeNoise';
import type { Random } from '../random';
import { ellipsoid, forVoxels, maskOf, type CtCanvas, type Position, type Shape } from './canvas';

/** How a tumour looks on CT. All of it is ours: no paper gives such a model. */
export interface TumourLook {
  readonly hu: number;
  /** Size of the blotches within, in HU and mm. */
  readonly blotchHu: number;
  readonly blotchMm: number;
  /** Share of the core that is necrotic (fluid), 0 to 1. */
  readonly necrosis: number;
  /** Enhancement of the outer 3 mm above the core, HU. */
  readonly rimHu: number;
  /** How far the surface is pushed in and out, mm. */
  readonly lobesMm: number;
  /** Width over which the edge fades into the surroundings, mm. */
  readonly edgeMm: number;
  /** Strands that reach into the fat around it, HU at the surface. */
  readonly strandHu: number;
}

/** How far each group of signs lies from its mean; 0 is the middling tumour, 1 one step towards the first word. */
export interface TumourSigns {
  /** Even, with small faint blotches; below 0 coarsely blotched. */
  readonly evenness: number;
  /** Bright, with a bright rim and no necrosis; below 0 dark and necrotic. */
  readonly enhancement: number;
  /** A pushing, sharp border; below 0 lobes, a blurred edge and strands into the fat. */
  readonly sharpness: number;
}

/**
 * The look of a tumour whose signs lean as told. Each number of the look also has a spread of its own, so that a
 * network can learn what a group of signs says but never read it off one number.
 */
export function tumourLook({ evenness, enhancement, sharpness }: TumourSigns, random: Random): TumourLook {
  const lean = (mean: number, shift: number, spread: number, least: number) =>
    Math.max(least, mean + shift + random.normal(0, spread));
  return {
    hu: lean(74, 5 * enhancement, 9, 40),
    blotchHu: lean(18, -4 * evenness, 5, 4),
    blotchMm: lean(5.5, -0.7 * evenness, 1.2, 2.5),
    necrosis: Math.min(0.6, lean(0.2, -0.11 * enhancement, 0.12, 0)),
    rimHu: lean(9, 7 * enhancement, 7, 0),
    lobesMm: lean(2.8, -0.5 * sharpness, 0.9, 0.6),
    edgeMm: lean(2.4, -0.5 * sharpness, 0.7, 1),
    strandHu: lean(38, -14 * sharpness, 20, 0),
  };
}

export function tumourShape(centre: Position, radii: Position, look: TumourLook, seed: number): Shape {
  return ellipsoid(centre, radii, { seed, mm: look.lobesMm, sizeMm: Math.min(...radii) * 0.9 });
}

/** Paints the tumour and its strands; gives its voxels. */
export function paintTumour(canvas: CtCanvas, shape: Shape, look: TumourLook, seed: number): Uint8Array {
  const strands = strandsAround(shape, look, seed);
  forVoxels(canvas, wider(shape, STRAND_MM), (index, x, y, z) => {
    const outside = shape.surface(x, y, z);
    const before = canvas.hu[index] ?? 0;
    const share = Math.max(0, Math.min(1, 0.5 - outside / look.edgeMm));
    const around = before + strands(outside, before, x, y, z);
    canvas.hu[index] = around + share * (inside(look, seed, -outside, x, y, z) - around);
  });
  return maskOf(canvas, shape);
}

const STRAND_MM = 9;
const RIM_MM = 3;
/** About how many strands stand around the tumour in a plane, over six. */
const STRANDS = 4;
const NECROSIS_HU = 24;

function inside(look: TumourLook, seed: number, depth: number, x: number, y: number, z: number): number {
  const { blotchMm: mm } = look;
  const solid = look.hu + look.blotchHu * fractal3(seed + 10, x / mm, y / mm, z / mm, 3);
  const rim = depth < RIM_MM ? look.rimHu : 0;
  const core = Math.max(0, Math.min(1, (depth - RIM_MM) / RIM_MM));
  const field = 0.5 + 0.5 * noise3(seed + 20, x / (2.2 * mm), y / (2.2 * mm), z / (2.2 * mm));
  const necrotic = core * Math.max(0, Math.min(1, (look.necrosis - field) * 5 + 0.5));
  return (solid + rim) * (1 - necrotic) + NECROSIS_HU * necrotic;
}

/** Strands show in fat only, run away from the tumour's centre and fade with the distance. */
function strandsAround(shape: Shape, look: TumourLook, seed: number) {
  const middle = (axis: 0 | 1 | 2) => (shape.from[axis] + shape.to[axis]) / 2;
  const centre = [middle(0), middle(1), middle(2)] as const;
  return (outside: number, before: number, x: number, y: number, z: number): number => {
    if (outside < 0 || outside > STRAND_MM || before > -40 || before < -200) return 0;
    const [dx, dy, dz] = [x - centre[0], y - centre[1], z - centre[2]];
    const turns = STRANDS / Math.sqrt(dx * dx + dy * dy + dz * dz);
    const ridge = 1 - 3 * Math.abs(noise3(seed + 30, dx * turns, dy * turns, 0.5 * dz * turns));
    const reach = STRAND_MM * (0.6 + 0.4 * noise3(seed + 31, x / 6, y / 6, z / 6));
    return Math.max(0, ridge) * 2 * look.strandHu * Math.max(0, 1 - outside / reach);
  };
}

function wider(shape: Shape, mm: number): Shape {
  return {
    ...shape,
    from: [shape.from[0] - mm, shape.from[1] - mm, shape.from[2] - mm],
    to: [shape.to[0] + mm, shape.to[1] + mm, shape.to[2] + mm],
  };
}
