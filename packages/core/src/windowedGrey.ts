import type { CtWindow } from './result/predictionResult';

/** Ours: the paper names no window; this is the usual abdominal soft-tissue window. */
export const SOFT_TISSUE_WINDOW: CtWindow = { center: 40, width: 400 };

/** 0 to 255, linear over the window and clipped outside of it. */
export function windowedGrey(hu: number, { center, width }: CtWindow): number {
  const level = Math.round((255 * (hu - (center - width / 2))) / width);
  return Math.min(255, Math.max(0, level));
}
