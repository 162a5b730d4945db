import type { Position } from './canvas';
import { apart, paintCanvasTube, paintTube, smoothPath, type Scene } from './scene';
import { tissues } from './tissues';

interface Vessel {
  readonly path: readonly Position[];
  /** Radius at its start and its end, mm. */
  readonly radii: readonly [number, number];
}

/** In front of the spine and to the organs, in the straight body; drawn by us after textbook anatomy. */
const named: readonly Vessel[] = [
  // Aorta and common iliac arteries; inferior vena cava.
  {
    path: [
      [6, 14, 250],
      [5, 11, 190],
      [6, 8, 120],
      [7, 9, 60],
      [5, 11, 8],
    ],
    radii: [11.5, 9],
  },
  {
    path: [
      [5, 11, 10],
      [14, 13, -2],
      [22, 16, -14],
    ],
    radii: [6, 5.5],
  },
  {
    path: [
      [5, 11, 10],
      [-6, 12, -2],
      [-14, 16, -14],
    ],
    radii: [6, 5.5],
  },
  {
    path: [
      [-20, 16, -14],
      [-22, 14, 60],
      [-22, 10, 130],
      [-24, 6, 190],
      [-20, 0, 250],
    ],
    radii: [10, 12],
  },
  // Coeliac trunk, splenic and hepatic artery.
  {
    path: [
      [6, 4, 146],
      [6, -12, 146],
    ],
    radii: [4, 3.6],
  },
  {
    path: [
      [6, -12, 146],
      [-14, -20, 142],
      [-36, -22, 150],
    ],
    radii: [3, 2.2],
  },
  {
    path: [
      [6, -12, 146],
      [30, -10, 152],
      [52, 8, 156],
      [78, 26, 166],
    ],
    radii: [3, 2.4],
  },
  // Superior mesenteric artery and vein, splenic and portal vein.
  {
    path: [
      [6, 2, 130],
      [5, -10, 118],
      [4, -16, 80],
      [0, -26, 30],
      [-4, -30, 0],
    ],
    radii: [4, 2.4],
  },
  {
    path: [
      [-8, -32, 0],
      [-9, -26, 40],
      [-9, -18, 80],
      [-10, -16, 118],
    ],
    radii: [4, 6],
  },
  {
    path: [
      [88, 26, 168],
      [56, 4, 150],
      [26, -12, 132],
      [-10, -16, 120],
    ],
    radii: [3.8, 5],
  },
  {
    path: [
      [-10, -16, 118],
      [-24, -16, 136],
      [-44, -18, 152],
    ],
    radii: [7, 7],
  },
  // Renal veins and arteries, inferior mesenteric vein.
  {
    path: [
      [50, 32, 116],
      [34, 22, 118],
      [10, -3, 119],
      [-16, 6, 118],
    ],
    radii: [3.4, 4.4],
  },
  {
    path: [
      [-46, 32, 104],
      [-28, 18, 108],
    ],
    radii: [3.8, 4.6],
  },
  {
    path: [
      [10, 10, 124],
      [30, 24, 120],
      [46, 31, 118],
    ],
    radii: [3, 2.4],
  },
  {
    path: [
      [4, 12, 122],
      [-20, 24, 112],
      [-44, 32, 106],
    ],
    radii: [3, 2.4],
  },
  {
    path: [
      [18, -12, 126],
      [28, 2, 90],
      [36, 10, 40],
      [40, 8, -10],
    ],
    radii: [2.2, 1.6],
  },
];

/** Where the vessels of the liver begin: portal branches at the hilum, hepatic veins at the vena cava. */
const inLiver: readonly Vessel[] = [
  {
    path: [
      [-44, -18, 152],
      [-66, -14, 156],
    ],
    radii: [6, 5],
  },
  {
    path: [
      [-66, -14, 156],
      [-92, 8, 140],
    ],
    radii: [4.2, 3.4],
  },
  {
    path: [
      [-66, -14, 156],
      [-92, -20, 176],
    ],
    radii: [4.2, 3.4],
  },
  {
    path: [
      [-44, -18, 152],
      [-28, -42, 168],
      [-4, -60, 172],
    ],
    radii: [5, 3.2],
  },
  {
    path: [
      [-26, 0, 212],
      [-58, 12, 206],
      [-94, 16, 186],
    ],
    radii: [5, 3.2],
  },
  {
    path: [
      [-25, -3, 212],
      [-44, -26, 204],
      [-62, -48, 184],
    ],
    radii: [5, 3.2],
  },
  {
    path: [
      [-22, -5, 212],
      [-6, -34, 202],
      [18, -58, 192],
    ],
    radii: [4.6, 3],
  },
];

export function paintGreatVessels(scene: Scene): void {
  for (const vessel of named) paintVessel(scene, vessel);
}

/** Branches that divide until they are too thin to see. */
export function paintLiverVessels(scene: Scene): void {
  for (const vessel of inLiver) {
    paintVessel(scene, vessel);
    const [from, to] = vessel.path.slice(-2);
    if (from && to) branch(scene, from, to, vessel.radii[1], 6);
  }
}

function paintVessel(scene: Scene, { path, radii }: Vessel): void {
  const places = smoothPath(path, 7);
  const radius = (n: number) => radii[0] + ((radii[1] - radii[0]) * n) / places.length;
  paintTube(scene, places, radius, tissues.blood);
}

function branch(scene: Scene, from: Position, at: Position, radius: number, generations: number): void {
  if (generations === 0 || radius < 0.8) return;
  const { dice } = scene;
  const length = 8 + 1.6 * generations;
  const ahead = apart(from, at);
  for (const thinner of [0.84, 0.7]) {
    const on = (axis: 0 | 1 | 2) =>
      at[axis] + length * ((at[axis] - from[axis]) / ahead + dice.normal(0, 0.55));
    const end: Position = [on(0), on(1), on(2)];
    if (!isLiver(scene, end)) continue;
    paintTube(scene, [at, end], () => radius * thinner, tissues.blood);
    branch(scene, at, end, radius * thinner, generations - 1);
  }
}

/** Whether the canvas shows liver (or a vessel within it) around a place of the straight body. */
function isLiver({ canvas, body }: Scene, place: Position): boolean {
  const [x, y, z] = body.point(place);
  return [-7, 0, 7].every(beside =>
    [-7, 0, 7].every(before => {
      const hu = huAt(canvas, [x + beside, y + before, z]);
      return hu > 85 && hu < 175;
    }),
  );
}

export function huAt({ size, spacingMm, hu }: Scene['canvas'], [x, y, z]: Position): number {
  const index = (mm: number, axis: 0 | 1 | 2) =>
    Math.max(0, Math.min(size[axis] - 1, Math.round(mm / spacingMm[axis])));
  return hu[(index(z, 2) * size[1] + index(y, 1)) * size[0] + index(x, 0)] ?? 0;
}

/** Thin vessels through the fat of the mesentery from its root to the loops of bowel. */
export function paintMesentery(scene: Scene, loops: readonly Position[]): void {
  const { dice, body } = scene;
  const root = (z: number): Position => body.point([-2, -20, Math.max(5, Math.min(105, z))]);
  loops.forEach(loop => {
    const start = root(loop[2] + dice.uniform(-25, 25));
    const along = (t: number): Position => [
      start[0] + (loop[0] - start[0]) * t + dice.normal(0, 5),
      start[1] + (loop[1] - start[1]) * t + dice.normal(0, 5),
      start[2] + (loop[2] - start[2]) * t + dice.normal(0, 3),
    ];
    const path = smoothPath([start, along(0.35), along(0.7), along(0.9)], 6);
    const widest = dice.uniform(1.1, 2);
    paintThroughFat(scene, path, widest);
  });
}

function paintThroughFat(scene: Scene, path: readonly Position[], widest: number): void {
  path.slice(1).forEach((end, n) => {
    const start = path[n];
    if (!start || huAt(scene.canvas, end) > 0) return;
    const radius = widest * (1 - (0.5 * n) / path.length);
    paintCanvasTube(scene, [start, end], () => radius, tissues.blood);
  });
}
