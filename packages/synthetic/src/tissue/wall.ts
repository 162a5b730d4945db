import { fractal2, noise2 } from '../latticeNoise';
import { random } from '../random';
import type { SceneSpec } from './sceneSpec';

/** The wall of the bowel across the block: its layers follow each other in depth, the mass grows through them. */
export interface Wall {
  readonly seed: number;
  readonly centreX: number;
  readonly centreY: number;
  /** Unit vector from the lumen into the wall. */
  readonly inX: number;
  readonly inY: number;
  /** Shorter edge of the block, um. */
  readonly edge: number;
  /** Half the length of the piece along the wall. */
  readonly halfLength: number;
  readonly massRadius: number;
}

/** Layers as shares of the block's shorter edge; mucosa is at most as thick as it is in life. All ours. */
const SURFACE = 0.07;
const MUCOSA = 0.17;
const MOST_MUCOSA_UM = 650;
const MUSCULARIS_MUCOSAE_UM = 36;
const MUSCLE_FROM = 0.4;
const MUSCLE_LAYERS_MEET = 0.53;
const MUSCLE_TO = 0.66;
const OUTER_EDGE = 0.93;
const MASS_DEPTH = 0.47;

export function wallOf({ seed, widthUm, heightUm, massRadius }: SceneSpec): Wall {
  const dice = random(seed, 71);
  const [x, y] = [dice.uniform(-0.35, 0.35), 1];
  const length = Math.sqrt(x * x + y * y);
  const edge = Math.min(widthUm, heightUm);
  return {
    seed,
    centreX: widthUm / 2,
    centreY: heightUm / 2,
    inX: x / length,
    inY: y / length,
    edge,
    halfLength: 0.46 * Math.max(widthUm, heightUm),
    massRadius: massRadius * edge,
  };
}

/** Where a place lies in the wall, um. */
export interface InWall {
  /** From the block's upper edge inwards. */
  depth: number;
  along: number;
}

export function inWall(wall: Wall, x: number, y: number): InWall {
  const [dx, dy] = [x - wall.centreX, y - wall.centreY];
  const { seed, edge } = wall;
  const waves = 0.035 * edge * fractal2(seed + 200, x / (0.3 * edge), y / (0.3 * edge), 2);
  return {
    depth: dx * wall.inX + dy * wall.inY + edge / 2 + waves + 14 * noise2(seed + 203, x / 110, y / 110),
    along: dx * wall.inY - dy * wall.inX,
  };
}

/** The piece of wall that lies on the glass, with frayed edges. */
export function tissueUm(wall: Wall, { depth, along }: InWall, x: number, y: number): number {
  const inside = Math.min(
    depth - SURFACE * wall.edge,
    OUTER_EDGE * wall.edge - depth,
    wall.halfLength - Math.abs(along),
  );
  if (inside > 160 || inside < -160) return inside;
  return inside + 16 * fractal2(wall.seed + 205, x / 70, y / 70, 3);
}

/** The tumour as a whole: an uneven ellipse that pushes fingers out. */
export function massUm(wall: Wall, { depth, along }: InWall, x: number, y: number): number {
  const { seed, edge, massRadius } = wall;
  if (massRadius === 0) return -1e4;
  const [a, d] = [(along - 0.03 * edge) / 1.12, depth - MASS_DEPTH * edge];
  const round = massRadius - Math.sqrt(a * a + d * d);
  const uneven = 0.16 * massRadius * fractal2(seed + 210, x / massRadius, y / massRadius, 2);
  return round + uneven + 45 * fractal2(seed + 213, x / 130, y / 130, 2);
}

export function mucosaUm(wall: Wall, { depth }: InWall): number {
  return Math.min(depth - (SURFACE - 0.1) * wall.edge, mucosaEnd(wall) - depth);
}

const mucosaEnd = ({ edge }: Wall): number =>
  Math.min((SURFACE + MUCOSA) * edge, SURFACE * edge + MOST_MUCOSA_UM);

/** The thin muscle under the mucosa and the thick one of the wall. */
export function muscleUm(wall: Wall, { depth }: InWall): number {
  const thin = Math.min(depth - mucosaEnd(wall), mucosaEnd(wall) + MUSCULARIS_MUCOSAE_UM - depth);
  const thick = Math.min(depth - MUSCLE_FROM * wall.edge, MUSCLE_TO * wall.edge - depth);
  // A seam of connective tissue, with the nerves of the gut, lies between both layers.
  const seam = Math.abs(depth - MUSCLE_LAYERS_MEET * wall.edge) - 9;
  return Math.max(thin, Math.min(thick, seam));
}

/** The outer layer runs along the bowel and is met end on. */
export const isCutAcross = (wall: Wall, { depth }: InWall): boolean =>
  depth > MUSCLE_LAYERS_MEET * wall.edge && depth < MUSCLE_TO * wall.edge;

/** Fat beneath the muscle, and islands of it in the submucosa. */
export function fatUm(wall: Wall, { depth }: InWall, x: number, y: number): number {
  const { seed, edge } = wall;
  const outer = depth - (MUSCLE_TO + 0.015) * edge;
  // Lobules are parted by thin bands of connective tissue.
  const lobule = 190 * Math.abs(noise2(seed + 220, x / 460, y / 460)) - 7;
  const islands = 110 * (fractal2(seed + 221, x / 330, y / 330, 2) - 0.35);
  const submucosa = Math.min(depth - mucosaEnd(wall) - 60, MUSCLE_FROM * edge - depth - 20);
  return Math.max(Math.min(outer, lobule), Math.min(islands, submucosa));
}
