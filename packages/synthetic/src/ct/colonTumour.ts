import { noise3 } from '../latticeNoise';
import { ellipsoid, forVoxels, paintWith, type Position, type Shape } from './canvas';
import { ascendingColonAt } from './colon';
import { EDGE_MM, type Scene } from './scene';
import { paintTumour, tumourLook, tumourShape } from './tumour';

/** Height of its middle above the lowest slice, mm. */
const TUMOUR_Z = 32;

/** A lobulated tumour around the ascending colon that leaves a narrow lumen to one side. Gives its voxels. */
export function paintColonTumour(scene: Scene): Uint8Array {
  const { canvas, body, dice, seed } = scene;
  const centre = body.point(ascendingColonAt(TUMOUR_Z));
  const lean = dice.normal();
  const signs = { evenness: lean, enhancement: lean, sharpness: lean };
  const look = { ...tumourLook(signs, dice), lobesMm: 4.6 };
  const radii: Position = [dice.uniform(21, 24), dice.uniform(20, 23), dice.uniform(19, 22)];
  const shape = tumourShape(centre, radii, look, seed);
  const mask = paintTumour(canvas, shape, look, seed);
  const lumen = narrowLumen(centre, seed);
  paintWith(
    canvas,
    lumen,
    (x, y, z) => (y < centre[1] - 6 ? -900 : 8 + 40 * noise3(seed, x / 4, y / 4, z / 5)),
    EDGE_MM,
  );
  forVoxels(canvas, lumen, (index, x, y, z) => {
    if (lumen.surface(x, y, z) < 0) mask[index] = 0;
  });
  return mask;
}

function narrowLumen(centre: Position, seed: number): Shape {
  const lobes = { seed: seed + 7, mm: 1.6, sizeMm: 9 };
  return ellipsoid([centre[0] + 5, centre[1] - 5, centre[2]], [4.5, 7.5, 26], lobes);
}
