import type { Target } from '@timescope/core/result/predictionResult';
import { random, type Random } from '../random';
import { scanned } from './canvas';
import { surroundings } from './surroundings';
import { paintTumour, tumourLook, tumourShape, type TumourLook, type TumourSigns } from './tumour';

export interface SyntheticTumourVolume {
  /** Hounsfield units, index (k * ny + j) * nx + i. */
  readonly hu: Int16Array;
  /** 1 inside the tumour. */
  readonly mask: Uint8Array;
  readonly size: readonly [nx: number, ny: number, nz: number];
  readonly spacingMm: readonly [dx: number, dy: number, dz: number];
  /** Each true for half of the seeds: what a network can learn from the look. */
  readonly isHigh: Readonly<Record<Target, boolean>>;
  /** What was drawn, its spread included: how much of the label the look can tell at best. */
  readonly look: TumourLook;
}

/** How far a hidden number of 1 moves its signs, in steps of `TumourSigns`; noise hides the texture more than the rest. */
const LEAN = { evenness: 4.5, enhancement: 3, sharpness: -3 };

/** A tumour in abdominal surroundings, cut out of a scan: what the demonstration network is trained on. */
export function syntheticTumourVolume(seed: number): SyntheticTumourVolume {
  const dice = random(seed, 77);
  const { canvas, centre } = surroundings(dice, seed);
  const { isHigh, signs } = hiddenTruth(dice);
  const look = tumourLook(signs, dice);
  const radii = [dice.uniform(13, 27), dice.uniform(12, 24), dice.uniform(10, 17)] as const;
  const mask = paintTumour(canvas, tumourShape(centre, radii, look, seed), look, seed);
  return {
    hu: scanned(canvas, dice.uniform(4, 9), seed),
    mask,
    size: canvas.size,
    spacingMm: canvas.spacingMm,
    isHigh,
    look,
  };
}

/**
 * The rule behind the labels, made up by us. Three independent hidden numbers (standard normal) are the truth: many
 * lymphocytes make the tumour even (texture), a high immune score makes it bright with a bright rim and little necrosis
 * (enhancement), much stroma gives it lobes, a blurred edge and strands (margin). High means above 0; TIME is high with
 * at least two of the three high.
 */
function hiddenTruth(dice: Random): { isHigh: Record<Target, boolean>; signs: TumourSigns } {
  const [stroma, lymphocytes, immune] = [dice.normal(), dice.normal(), dice.normal()];
  const [tsr, tils, is] = [stroma > 0, lymphocytes > 0, immune > 0];
  const time = [tsr, tils, is].filter(Boolean).length >= 2;
  return {
    isHigh: { tsr, tils, is, time },
    signs: {
      evenness: LEAN.evenness * lymphocytes,
      enhancement: LEAN.enhancement * immune,
      sharpness: LEAN.sharpness * stroma,
    },
  };
}
