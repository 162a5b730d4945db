import type { RgbRaster } from '@timescope/core/raster';
import { odTable } from '../opticalDensity';
import type { StainModel } from '../stain/stainModel';
import { stainsOf, stainTables } from '../stain/stainTables';
import type { Triple } from '../stain/stainVectors';

/** Pixels of the slide's tissue, drawn evenly, as they are stored and as amounts of stain. Arrays have an entry a pixel. */
export interface DensitySample {
  /** Amount of each stain with the white and the vectors in use; on H&E, `dab` is eosin. Negative ones are normal. */
  readonly haematoxylin: Float32Array<ArrayBuffer>;
  readonly dab: Float32Array<ArrayBuffer>;
  /** Optical densities from the white in use, three a pixel, red first. */
  readonly densities: Float32Array<ArrayBuffer>;
  /** Three bytes a pixel, as stored: no ICC correction. */
  readonly rgb: Uint8Array<ArrayBuffer>;
}

/** Dots that a plot of 300 pixels can show. Ours. */
const SAMPLE_PIXELS = 4000;

/** At most SAMPLE_PIXELS pixels of the patches, at equal steps of their number. */
export function sampledDensities(
  patches: readonly RgbRaster[],
  stain: Pick<StainModel, 'white' | 'vectors'>,
): DensitySample {
  const rgb = sampledPixels(patches);
  const pixels = rgb.length / 3;
  const tables = stainTables(stain);
  const od = stain.white.map(odTable);
  const sample = {
    haematoxylin: new Float32Array(pixels),
    dab: new Float32Array(pixels),
    densities: Float32Array.from(rgb, (value, at) => od[at % 3]?.[value] ?? 0),
    rgb,
  };
  for (let pixel = 0; pixel < pixels; pixel++) {
    const colour: Triple = [rgb[3 * pixel] ?? 0, rgb[3 * pixel + 1] ?? 0, rgb[3 * pixel + 2] ?? 0];
    const { haematoxylin, dab } = stainsOf(colour, tables);
    sample.haematoxylin[pixel] = haematoxylin;
    sample.dab[pixel] = dab;
  }
  return sample;
}

function sampledPixels(patches: readonly RgbRaster[]): Uint8Array<ArrayBuffer> {
  const total = patches.reduce((sum, { width, height }) => sum + width * height, 0);
  const count = Math.min(SAMPLE_PIXELS, total);
  const rgb = new Uint8Array(3 * count);
  let [taken, before] = [0, 0];
  for (const { width, height, values } of patches) {
    const end = before + width * height;
    for (; taken < count; taken++) {
      const pixel = Math.floor(((taken + 0.5) * total) / count);
      if (pixel >= end) break;
      rgb.set(values.subarray(3 * (pixel - before), 3 * (pixel - before) + 3), 3 * taken);
    }
    before = end;
  }
  return rgb;
}
