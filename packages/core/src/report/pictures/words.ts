import type { CtWindow, Target } from '../../result/predictionResult';
import { reportStrings } from '../strings';

/** What is written into the pictures; pixelText has letters, digits and a few signs. */
export const pictureWords = {
  centimetres: (length: number) => `${length} cm`,
  millimetres: (length: number) => `${length} mm`,
  window: ({ width, center }: CtWindow) => `W ${width} L ${center}`,
  heatMap: (target: Target) => `Grad-CAM ${reportStrings.targets[target]}, coarse`,
} as const;
