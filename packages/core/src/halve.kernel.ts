import { newRgbRaster, type RgbRaster } from './raster';

/**
 * Half the size: each pixel is the rounded mean of 2 x 2. At an odd edge the last row or column stands twice, so the
 * new pixel spacing is exactly double.
 */
export function halve(rgb: RgbRaster): RgbRaster {
  const { width, height, values: v } = rgb;
  const half = newRgbRaster((width + 1) >> 1, (height + 1) >> 1, 0);
  const out = half.values;
  for (let y = 0, to = 0; y < half.height; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < half.width; x++) {
      const left = 2 * x;
      const right = 3 * (Math.min(left + 1, width - 1) - left);
      let a = 3 * (upper + left);
      let b = 3 * (lower + left);
      for (let channel = 0; channel < 3; channel++, a++, b++, to++)
        out[to] = (v[a]! + v[a + right]! + v[b]! + v[b + right]! + 2) >> 2;
    }
  }
  return half;
}
