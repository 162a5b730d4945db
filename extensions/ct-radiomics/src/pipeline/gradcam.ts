import type { Tensor } from '@timescope/core/network';
import type { PixelRect, Raster } from '@timescope/core/raster';
import type { PredictedClass, Target } from '@timescope/core/result/predictionResult';
import type { Crop, GradCamMap } from './prediction';

export const GRADCAM_DEFINITION = 'logit of the predicted class, after the last ReLU';

/**
 * The network's `cam` output, [1, classes, rows, columns], laid over the crop's box.
 *
 * For a network that ends ReLU -> global average pooling -> linear, Grad-CAM (Selvaraju 2017, equations 1 and 2) needs
 * no backward pass: the weight of a feature map is its linear weight / (rows x columns), a factor that scaling to 0..1
 * removes. The network therefore gives relu(sum of weight x map) itself.
 */
export function gradCamMap(
  target: Target,
  cam: Tensor,
  predicted: { readonly class: PredictedClass; readonly index: number },
  crop: Crop,
): GradCamMap {
  const coarse = classPlane(cam, predicted.index);
  const max = coarse.values.reduce((highest, value) => Math.max(highest, value), 0);
  return {
    target,
    class: predicted.class,
    slice: crop.slice,
    box: crop.box,
    values: max > 0 ? overBox(coarse, max, crop) : new Float32Array(crop.box.width * crop.box.height),
    max,
    coarse,
    definition: GRADCAM_DEFINITION,
  };
}

function classPlane({ shape, values }: Tensor, classIndex: number): Raster<Float32Array> {
  const [, , height = 0, width = 0] = shape;
  const start = classIndex * width * height;
  return { width, height, values: values.slice(start, start + width * height) };
}

/** Bilinear between the centres of the coarse cells; beyond the outermost centres their value stays. */
function overBox(coarse: Raster<Float32Array>, max: number, { box, square }: Crop): Float32Array {
  const values = new Float32Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const v = coarsePosition(box, square, 'y', y, coarse.height);
    for (let x = 0; x < box.width; x++) {
      const u = coarsePosition(box, square, 'x', x, coarse.width);
      values[y * box.width + x] = between(coarse, u, v) / max;
    }
  }
  return values;
}

function coarsePosition(
  box: PixelRect,
  square: PixelRect,
  axis: 'x' | 'y',
  at: number,
  cells: number,
): number {
  const position = ((box[axis] + at + 0.5 - square[axis]) / square.width) * cells - 0.5;
  return Math.min(cells - 1, Math.max(0, position));
}

function between({ width, height, values }: Raster<Float32Array>, u: number, v: number): number {
  const left = Math.floor(u);
  const top = Math.floor(v);
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const at = (x: number, y: number) => values[y * width + x] ?? 0;
  const upper = at(left, top) * (1 - (u - left)) + at(right, top) * (u - left);
  const lower = at(left, bottom) * (1 - (u - left)) + at(right, bottom) * (u - left);
  return upper * (1 - (v - top)) + lower * (v - top);
}
