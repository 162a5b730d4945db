import type { CtWindow, Target } from '../../result/predictionResult';
import { reportStrings } from '../strings';

/** What is written into the pictures; pixelText has letters, digits and a few signs. */
export const pictureWords = {
  centimetres: (length: number) => `${length} cm`,
  millimetres: (length: number) => `${length} mm`,
  window: ({ width, center }: CtWindow) => `W ${width} L ${center} HU`,
  heatMap: (target: Target) =>
    `Grad-CAM of ${reportStrings.targets[target]} (coarse), 0 to 1. Lines at 0.5 (thin) and 0.75 (thick).`,
} as const;
