import { heatColour } from '@timescope/core/plots/heatColour';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { PLANES, type DensityMap } from './densityMap';

/** Pixels a bin in the picture. Ours: a 20 mm slide becomes 1,600 px. */
const BIN_PIXELS = 4;

/** Cells of all compartments by place, white where there are none; the fullest bin has the hottest colour. */
export function densityImage(map: DensityMap, counts: Uint32Array): RgbRaster {
  const { width, height } = map;
  const sums = new Float64Array(width * height);
  for (let bin = 0; bin < PLANES * width * height; bin++)
    sums[bin % (width * height)] = (sums[bin % (width * height)] ?? 0) + (counts[bin] ?? 0);
  const most = sums.reduce((a, b) => Math.max(a, b), 1);
  const out = newRgbRaster(width * BIN_PIXELS, height * BIN_PIXELS);
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const count = sums[Math.floor(y / BIN_PIXELS) * width + Math.floor(x / BIN_PIXELS)] ?? 0;
      if (count > 0) out.values.set(heatColour(count / most), 3 * (y * out.width + x));
    }
  }
  return out;
}
