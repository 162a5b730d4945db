import { noise3 } from '../latticeNoise';
import { ellipsoid, paint, paintWith, tissueHu, type Position, type Surface, type Tissue } from './canvas';
import { sectioned, type Curve } from './outline.kernel';
import { EDGE_MM, paintTube, smoothPath, type HuAt, type Scene } from './scene';
import { tissues } from './tissues';
import { wallMiddle } from './trunk';

/** A vertebra: the height of its middle and of its body with the disc above, mm. */
interface Vertebra {
  readonly z: number;
  readonly height: number;
  /** Length of its transverse process, mm. */
  readonly process: number;
}

/** L4 to T9; heights about as in adults, ours. */
const vertebrae: readonly Vertebra[] = [
  { z: 6, height: 36, process: 26 },
  { z: 42, height: 36, process: 28 },
  { z: 77, height: 35, process: 25 },
  { z: 111, height: 33, process: 20 },
  { z: 143, height: 30, process: 10 },
  { z: 172, height: 28, process: 16 },
  { z: 200, height: 27, process: 18 },
  { z: 227, height: 26, process: 20 },
];

/** Spine with discs, the canal with its sac, ribs. */
export function paintSkeleton(scene: Scene): void {
  paintDiscs(scene);
  for (const vertebra of vertebrae) {
    paintArch(scene, vertebra);
    paintBody(scene, vertebra);
  }
  paintCanal(scene);
  for (const rib of ribs) for (const side of [1, -1]) paintRib(scene, rib, side);
}

const bodyOutline: Curve = [
  [-22, 37],
  [-19, 27],
  [-10, 22],
  [0, 21],
  [10, 22],
  [19, 27],
  [22, 37],
  [19, 49],
  [10, 54],
  [0, 52],
  [-10, 54],
  [-19, 49],
];
const outlineOfBody = sectioned([
  { z: -50, points: bodyOutline },
  { z: 300, points: bodyOutline },
]);
const DISC_MM = 9;
/** An end plate is thin against a slice: distances along z count as larger, so that it never fills one. */
const END_PLATE = 4;

function paintDiscs({ canvas, body, seed }: Scene): void {
  const box = { from: [-26, 16, -10], to: [26, 60, 250] } as const;
  paint(canvas, body.shape(box, outlineOfBody), tissues.disc, EDGE_MM, seed);
}

function paintBody({ canvas, body, seed }: Scene, { z: middle, height }: Vertebra): void {
  const half = (height - DISC_MM) / 2;
  const surface: Surface = (x, y, z) => {
    const up = Math.abs(z - middle) / half;
    const beyondEnd = END_PLATE * (Math.abs(z - middle) - half);
    return Math.max(outlineOfBody(x, y, z) + 1.6 - 2.2 * up * up, beyondEnd);
  };
  const box = { from: [-27, 15, middle - half], to: [27, 61, middle + half] } as const;
  paintWith(canvas, body.shape(box, surface), boneHu(seed, 1.6, 520), EDGE_MM);
}

/** Less mottled than `spongyBone`: a slice of 5 mm averages over several trabeculae. */
const trabeculae: Tissue = { ...tissues.spongyBone, hu: 172, textureHu: 34 };

/** A shell of cortical bone around trabeculae. */
function boneHu(seed: number, shellMm: number, shellHu: number): HuAt {
  return (x, y, z, distance) => {
    const inner = tissueHu(trabeculae, seed, x, y, z);
    const share = Math.max(0, Math.min(1, (distance + shellMm + 0.6) / 1.2));
    return inner + share * (shellHu + 90 * noise3(seed + 71, x / 5, y / 5, z / 5) - inner);
  };
}

/** Pedicles, laminae, facet joints, transverse and spinous processes. */
function paintArch(scene: Scene, { z, process }: Vertebra): void {
  for (const side of [1, -1]) {
    const at = (x: number, y: number, up: number): Position => [side * x, y, z + up];
    bone(scene, [at(14, 50, 6), at(16, 66, 4)], 4.4);
    bone(scene, [at(17, 66, 3), at(20 + process * 0.5, 67, 4), at(19 + process, 71, 4)], 3.2);
    bone(scene, [at(18, 69, -8), at(17, 69, 8)], 6);
    bone(scene, [at(15, 70, -2), at(2, 80, -6)], 3.6);
  }
  for (const up of [-12, -7, -2])
    bone(
      scene,
      [
        [0, 78, z + up],
        [0, 91, z + up - 4],
      ],
      3,
    );
  bone(
    scene,
    [
      [0, 90, z - 14],
      [0, 92, z - 7],
    ],
    3.6,
  );
}

function bone(scene: Scene, places: readonly Position[], radius: number): void {
  const { canvas, body, seed } = scene;
  const path = body.path(places);
  path.slice(1).forEach((end, n) => {
    const start = path[n] ?? end;
    const shape = capsule(start, end, radius);
    paintWith(canvas, shape, boneHu(seed, 1.2, 620), EDGE_MM);
  });
}

function capsule(a: Position, b: Position, radius: number) {
  const reach = radius + 2;
  const end = (pick: (...values: number[]) => number, by: number): Position => [
    pick(a[0], b[0]) + by,
    pick(a[1], b[1]) + by,
    pick(a[2], b[2]) + by,
  ];
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const surface: Surface = (x, y, z) => {
    const along = (x - a[0]) * ux + (y - a[1]) * uy + (z - a[2]) * uz;
    const t = Math.max(0, Math.min(1, along / (ux * ux + uy * uy + uz * uz)));
    const [dx, dy, dz] = [x - a[0] - t * ux, y - a[1] - t * uy, z - a[2] - t * uz];
    return Math.sqrt(dx * dx + dy * dy + dz * dz) - radius;
  };
  return { from: end(Math.min, -reach), to: end(Math.max, reach), surface };
}

function paintCanal({ canvas, body, seed }: Scene): void {
  for (const [radii, tissue] of [
    [[11, 8.5], tissues.fat],
    [[9, 7], { ...tissues.csf, hu: 30 }],
  ] as const) {
    const tubeLike = ellipsoid([0, 64, 120], [radii[0], radii[1], 5000], { seed, mm: 0, sizeMm: 1 });
    const box = { from: [-14, 50, -10], to: [14, 76, 250] } as const;
    paint(canvas, body.shape(box, tubeLike.surface), tissue, EDGE_MM, seed);
  }
}

/** Where a rib leaves the spine, how far forward it runs (0 is the front) and how far it descends on the way, mm. */
interface Rib {
  readonly z: number;
  readonly front: number;
  readonly descends: number;
}

const ribs: readonly Rib[] = [
  { z: 150, front: 0.62, descends: 48 },
  { z: 179, front: 0.3, descends: 88 },
  { z: 207, front: 0.1, descends: 112 },
  { z: 234, front: 0.04, descends: 124 },
  { z: 261, front: 0.02, descends: 126 },
  { z: 288, front: 0.01, descends: 120 },
];

/** In front of this share of the wall a rib is cartilage. */
const CARTILAGE = 0.24;

function paintRib(scene: Scene, rib: Rib, side: number): void {
  const steps = 22;
  const places: Position[] = [[side * 22, 60, rib.z + 3]];
  for (let n = 0; n <= steps; n++) {
    const share = 1 + (rib.front - 1) * (n / steps);
    const z = rib.z - (rib.descends * (1 - share)) / (1 - rib.front);
    const [x, y] = wallMiddle(share, z);
    places.push([side * x, y, z]);
  }
  const bony = places.slice(0, places.findIndex(([x, y]) => y < -52 && Math.abs(x) < 116) || undefined);
  const hasCartilage = rib.front < CARTILAGE && bony.length > 1;
  if (hasCartilage) paintCartilage(scene, smoothPath(places.slice(bony.length - 1), 8));
  bone(scene, hasCartilage ? bony : places, 4.6);
}

function paintCartilage(scene: Scene, places: readonly Position[]): void {
  paintTube(scene, places, () => 5, { hu: 95, textureHu: 26, textureMm: 6 });
}
