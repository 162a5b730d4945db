import { millimetres } from '@timescope/core/units';
import type { CtVolume, RoiMask, VoxelGrid } from '@timescope/core/volume';
import { noise3 } from '../latticeNoise';
import { random } from '../random';
import { bentBody } from './bentBody.kernel';
import { newCanvas, scanned, type CtCanvas } from './canvas';
import { paintColon } from './colon';
import { paintColonTumour } from './colonTumour';
import { paintChest } from './diaphragm';
import type { Scene } from './scene';
import { paintSkeleton } from './skeleton';
import { paintSmallBowel } from './smallBowel';
import { paintSolidOrgans } from './solidOrgans';
import { paintStomach } from './stomach';
import { tissues } from './tissues';
import { paintTrunk } from './trunk';
import { paintGreatVessels, paintLiverVessels, paintMesentery } from './vessels';

export interface DemoCt {
  readonly volume: CtVolume;
  /** The voxels of the tumour of the ascending colon, on the grid of the volume. */
  readonly tumour: RoiMask;
}

export const DEMO_CT = {
  size: [512, 512, 48],
  pixelMm: 0.75,
  sliceMm: 5,
  noiseHu: 11,
  contrastAgent: 'Synthetic contrast, portal-venous phase',
  kernel: 'SOFT-TISSUE',
  kilovolts: 120,
} as const;

/**
 * A synthetic portal-venous CT of the abdomen from L4 to the dome of the liver, with one tumour of known voxels. The
 * same seed gives the same volume.
 */
export function demoCt(seed: number): DemoCt {
  const canvas = newCanvas(DEMO_CT.size, [DEMO_CT.pixelMm, DEMO_CT.pixelMm, DEMO_CT.sliceMm], tissues.air.hu);
  const scene = { canvas, body: bentBody(canvas, seed), dice: random(seed, 5), seed };
  const mask = paintAbdomen(scene);
  addStreaks(canvas, seed);
  const hu = scanned(canvas, DEMO_CT.noiseHu, seed);
  return { volume: volumeOf(hu), tumour: { ...grid(), values: mask } };
}

function paintAbdomen(scene: Scene): Uint8Array {
  paintTrunk(scene);
  paintChest(scene);
  paintSolidOrgans(scene);
  paintStomach(scene);
  paintColon(scene);
  paintGreatVessels(scene);
  paintLiverVessels(scene);
  paintSkeleton(scene);
  const mask = paintColonTumour(scene);
  const loops = paintSmallBowel(scene);
  paintMesentery(scene, loops);
  return mask;
}

/** Faint streaks from side to side, where the rays cross the most tissue. */
function addStreaks({ size: [nx, ny, nz], hu }: CtCanvas, seed: number): void {
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const row = (k * ny + j) * nx;
      for (let i = 0; i < nx; i++) {
        const index = row + i;
        const before = hu[index] ?? 0;
        if (before > -700) hu[index] = before + STREAK_HU * noise3(seed + 121 + k, i / 70, j / 2.2, 0);
      }
    }
}

/** Ours. */
const STREAK_HU = 4;

function grid(): VoxelGrid {
  const spacing = millimetres(DEMO_CT.pixelMm);
  return {
    size: DEMO_CT.size,
    placement: {
      originMm: ORIGIN_MM,
      row: [1, 0, 0],
      column: [0, 1, 0],
      slice: [0, 0, DEMO_CT.sliceMm],
      spacingMm: { x: spacing, y: spacing },
    },
  };
}

/** Head first, supine; the frame of reference begins at the lowest slice below the middle of the table. */
const ORIGIN_MM = [-192, -192, 0] as const;

function volumeOf(hu: Int16Array): CtVolume {
  const [x, y, z] = ORIGIN_MM;
  return {
    ...grid(),
    hu,
    slicePositionsMm: Array.from(
      { length: DEMO_CT.size[2] },
      (_, k) => [x, y, z + k * DEMO_CT.sliceMm] as const,
    ),
    sliceUids: [],
    acquisition: {
      sliceThicknessMm: DEMO_CT.sliceMm,
      contrastAgent: DEMO_CT.contrastAgent,
      convolutionKernel: DEMO_CT.kernel,
      kilovolts: DEMO_CT.kilovolts,
    },
    evenlySpaced: true,
    warnings: [],
  };
}
