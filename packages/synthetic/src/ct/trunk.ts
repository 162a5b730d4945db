import { fractal3, noise3 } from '../latticeNoise';
import { ellipsoid, paint, paintWith, tissueHu, type Tissue } from './canvas';
import { curveAt, sectioned, type Curve, type Section } from './outline.kernel';
import { bothSides, boxOf, EDGE_MM, mirrored, paintSections, type HuAt, type Scene } from './scene';
import { tissues } from './tissues';
import * as template from './trunkOutlines';
import * as back from './backMuscleOutlines';

/** Skin, fat and the muscles of the trunk. */
export function paintTrunk(scene: Scene): void {
  paintTable(scene);
  paintSkinAndFat(scene);
  for (const side of [same, mirrored]) {
    for (const layer of wallLayers) paintSections(scene, side(layer), muscle(scene, 0.25));
    paintSections(scene, side(template.rectus), muscle(scene, 0.2));
    paintSections(scene, side(back.erector), muscle(scene, 0.62));
    paintSections(scene, side(back.psoas), muscle(scene, 0.1));
    paintSections(scene, side(back.quadratus), muscle(scene, 0.2));
    paintSections(scene, side(back.latissimus), muscle(scene, 0.4));
  }
  paintSections(scene, template.lineaAlba, fascia);
}

/** The middle of the body wall from front (0) to back (1) on the left side: where the ribs run. */
export function wallMiddle(share: number, z: number): readonly [number, number] {
  const middle = band(z, 0.56, 0.56).slice(0, WALL_POINTS);
  const at = Math.max(0, Math.min(1, share)) * (WALL_POINTS - 1);
  const n = Math.min(WALL_POINTS - 2, Math.floor(at));
  const [[ax, ay], [bx, by]] = [middle[n] ?? [0, 0], middle[n + 1] ?? [0, 0]];
  return [ax + (bx - ax) * (at - n), ay + (by - ay) * (at - n)];
}

/** The inner face of the body wall all round, closed before the spine. */
export const cavity: readonly Section[] = template.wallInner.map(({ z, points }) => ({
  z,
  points: bothSides([[0, -83], ...points, [24, 70]]),
}));

const WALL_POINTS = template.wallPoints;
const same = (sections: readonly Section[]): readonly Section[] => sections;
const fascia: Tissue = { hu: 34, textureHu: 8, textureMm: 4 };

/** External oblique, internal oblique, transversus: shares of the wall's depth, thin fat between them. */
const wallLayers: readonly (readonly Section[])[] = [
  [0, 0.36],
  [0.36, 0.71],
  [0.71, 1],
].map(([from = 0, to = 1]) =>
  template.wallOuter.map(({ z }) => {
    const gap = from === 0 ? 0 : z < 150 ? 0.045 : 0.01;
    return { z, points: band(z, from + gap, to) };
  }),
);

/** The outline of a layer of the wall: its outer edge front to back, its inner edge back to front. */
function band(z: number, from: number, to: number): Curve {
  const [outer, inner] = [curveAt(template.wallOuter, z), curveAt(template.wallInner, z)];
  const edge = (share: number): Curve =>
    outer.map(([x, y], n) => {
      const [ix, iy] = inner[n] ?? [x, y];
      return [x + (ix - x) * share, y + (iy - y) * share] as const;
    });
  return [...edge(from), ...[...edge(to)].reverse()];
}

function paintSkinAndFat({ canvas, body, seed }: Scene): void {
  const skin = body.shape(boxOf(template.skin), sectioned(template.skin));
  const hu: HuAt = (x, y, z, distance) =>
    distance > -1.8 ? tissueHu(tissues.skin, seed, x, y, z) : fatHu(seed, x, y, z);
  paintWith(canvas, skin, hu, EDGE_MM);
  const navel = ellipsoid(body.point([0, -119, 12]), [5, 12, 8], { seed, mm: 1, sizeMm: 6 });
  paint(canvas, navel, tissues.air, EDGE_MM, seed);
}

/** Fat with thin fibrous septa. */
function fatHu(seed: number, x: number, y: number, z: number): number {
  const ridge = 1 - 14 * Math.abs(noise3(seed + 51, x / 17, y / 9, z / 14));
  const broken = noise3(seed + 52, x / 11, y / 11, z / 11) > -0.1 ? 1 : 0.2;
  return tissueHu(tissues.fat, seed, x, y, z) + Math.max(0, ridge) * 34 * broken;
}

/** Muscle with strands of fat between its bundles; `fat` from 0 (none) to 1. */
function muscle({ seed }: Scene, fat: number): HuAt {
  return (x, y, z) => {
    const ridge = 1 - 9 * Math.abs(noise3(seed + 61, x / 13, y / 10, z / 30));
    const patch = Math.max(0, 0.5 + fractal3(seed + 62, x / 22, y / 22, z / 40, 2));
    return tissueHu(tissues.muscle, seed, x, y, z) - 95 * fat * Math.max(0, ridge) * patch;
  };
}

/** A carbon shell filled with foam, curved under the patient, and a mattress. */
function paintTable({ canvas, seed }: Scene): void {
  const [nx, , nz] = canvas.size;
  const bow = (x: number) => ((x - 192) / 192) ** 2 * 22;
  const box = (top: number, bottom: number) => ({
    from: [0, top - 26, -10] as const,
    to: [nx, bottom + 2, nz * canvas.spacingMm[2] + 10] as const,
  });
  const slab = (top: number, bottom: number, halfWidth: number) => ({
    ...box(top, bottom),
    surface: (x: number, y: number) => {
      const down = y + bow(x);
      return Math.max(top - down, down - bottom, Math.abs(x - 192) - halfWidth);
    },
  });
  paint(canvas, slab(287, 297, 178), { hu: -905, textureHu: 12, textureMm: 5 }, 2, seed);
  paint(canvas, slab(299, 332, 190), tissues.tableShell, 1.5, seed);
  paint(canvas, slab(301, 330, 188), { hu: -930, textureHu: 4, textureMm: 6 }, 1.5, seed);
}
