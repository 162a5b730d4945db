import type { Tensor } from '@timescope/core/network';
import type { PixelRect, Raster } from '@timescope/core/raster';
import type { CtWindow } from '@timescope/core/result/predictionResult';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { windowedGrey } from '@timescope/core/windowedGrey';
import type { Crop } from './prediction';
import { resizeBilinear } from './resize';

/** Ours: 10 and 20 are the peritumoral expansions of Pan et al., whom the paper cites. */
export const DEFAULT_MARGIN = 0;

/** Side of the networks' input: the ImageNet crop that DenseNet was made for (Huang 2017, section 4.1). */
export const INPUT_PX = 224;

/** Mean and sd of the ImageNet training pixels over 0..1 by colour, as torchvision's pre-trained networks take them. */
const IMAGENET = [
  { mean: 0.485, sd: 0.229 },
  { mean: 0.456, sd: 0.224 },
  { mean: 0.406, sd: 0.225 },
] as const;

export interface CropOptions {
  readonly window: CtWindow;
  readonly margin: number;
  readonly crop: 'box' | 'masked';
}

/**
 * The ROI's bounding box on slice k, padded with black to a square: in 8-bit grey for people and as the networks'
 * input. The ROI must reach the slice.
 */
export function cropSlice(volume: CtVolume, mask: RoiMask, k: number, options: CropOptions): Crop {
  const box = roiBox(mask, k, options.margin);
  const square = squareAround(box);
  const preview = greySquare(volume, mask, k, { box, square }, options);
  return { slice: k, box, square, window: options.window, preview, input: networkInput(preview) };
}

/** The box of the ROI's voxels on slice k, widened by the margin where the slice has room. */
function roiBox({ values, size: [nx, ny] }: RoiMask, k: number, margin: number): PixelRect {
  let [left, top, right, bottom] = [nx, ny, -1, -1];
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      if ((values[(k * ny + j) * nx + i] ?? 0) === 0) continue;
      left = Math.min(left, i);
      right = Math.max(right, i);
      top = Math.min(top, j);
      bottom = j;
    }
  }
  const x = Math.max(0, left - margin);
  const y = Math.max(0, top - margin);
  return {
    x,
    y,
    width: Math.min(nx, right + margin + 1) - x,
    height: Math.min(ny, bottom + margin + 1) - y,
  };
}

/** The box stays in the middle; of an odd rest the larger half lies right and below. */
function squareAround({ x, y, width, height }: PixelRect): PixelRect {
  const side = Math.max(width, height);
  return {
    x: x - Math.floor((side - width) / 2),
    y: y - Math.floor((side - height) / 2),
    width: side,
    height: side,
  };
}

function greySquare(
  { hu, size: [nx, ny] }: CtVolume,
  mask: RoiMask,
  k: number,
  { box, square }: { box: PixelRect; square: PixelRect },
  { window, crop }: CropOptions,
): Raster<Uint8Array> {
  const values = new Uint8Array(square.width * square.height);
  for (let j = box.y; j < box.y + box.height; j++) {
    for (let i = box.x; i < box.x + box.width; i++) {
      const voxel = (k * ny + j) * nx + i;
      if (crop === 'masked' && (mask.values[voxel] ?? 0) === 0) continue;
      values[(j - square.y) * square.width + i - square.x] = windowedGrey(hu[voxel] ?? 0, window);
    }
  }
  return { width: square.width, height: square.height, values };
}

/** Three equal channels, [1, 3, 224, 224]. */
export function networkInput(preview: Raster<Uint8Array>): Tensor {
  const resized = resizeBilinear(preview, INPUT_PX);
  const plane = INPUT_PX * INPUT_PX;
  const values = new Float32Array(3 * plane);
  IMAGENET.forEach(({ mean, sd }, channel) => {
    resized.forEach((level, pixel) => (values[channel * plane + pixel] = (level / 255 - mean) / sd));
  });
  return { shape: [1, 3, INPUT_PX, INPUT_PX], values };
}
