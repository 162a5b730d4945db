import { newRgbRaster, type Raster, type RgbRaster } from '@timescope/core/raster';
import { gradeOf } from '@timescope/synthetic/field/fieldTruth';
import { random, type Random } from '@timescope/synthetic/random';
import { RUIFROK } from '@timescope/synthetic/slide/photograph.kernel';
import type { HumanLabels } from './humanLabels';
import type { LabelledImage } from './labelledImage';
import { styleOf } from './sameNuclei';

/**
 * A crop of DSB2018 in the colours of IHC: its density of stain goes to haematoxylin, in some nuclei to DAB, and light
 * passes through both again. Outlines, texture and neighbours stay real; which nucleus is positive is known.
 */
export function recoloured(crop: HumanLabels, seed: number): LabelledImage {
  const dice = random(seed, 30);
  const density = densityOf(crop);
  const stains = stainsOf(crop, density, dice);
  const truth = crop.nuclei.map(({ label, x, y }) => ({
    x: x * crop.mpp,
    y: y * crop.mpp,
    grade: gradeOf(meanOf(stains.dab, crop.labels, label)),
  }));
  return {
    name: crop.name,
    rgb: lightThrough(stains, crop.rgb, dice),
    mpp: crop.mpp,
    truth,
    style: styleOf(crop.rgb),
  };
}

/** Sum of optical densities above the crop's own glass, 1 at the median of its nuclei. */
function densityOf({ rgb, labels }: HumanLabels): Float32Array {
  const glass = [0, 1, 2].map(channel => brightValue(rgb, channel));
  const density = Float32Array.from({ length: rgb.width * rgb.height }, (_, pixel) =>
    glass.reduce(
      (sum, white, channel) => sum + Math.max(0, Math.log10(white / valueAt(rgb, pixel, channel))),
      0,
    ),
  );
  const inside = [...density].filter((_, pixel) => labels.values[pixel] !== 0).sort((a, b) => a - b);
  const middle = inside[inside.length >> 1] ?? 1;
  return density.map(value => value / middle);
}

const valueAt = (rgb: RgbRaster, pixel: number, channel: number): number =>
  Math.max(1, rgb.values[3 * pixel + channel] ?? 1);

/** The value that 2 % of the pixels exceed. */
function brightValue(rgb: RgbRaster, channel: number): number {
  const values = rgb.values.filter((_, at) => at % 3 === channel).sort();
  return Math.max(1, values[Math.floor(0.98 * values.length)] ?? 255);
}

interface Stains {
  readonly haematoxylin: Float32Array;
  readonly dab: Float32Array;
}

/** Amounts follow what is usual in IHC (reference experiments); all ours. */
function stainsOf({ labels, nuclei }: HumanLabels, density: Float32Array, dice: Random): Stains {
  const counterstain = dice.uniform(0.2, 0.6);
  const tissue = dice.uniform(0.3, 0.9);
  const positive = dice.uniform(0.1, 0.7);
  const haematoxylin = density.map(
    (value, pixel) => value * counterstain * (labels.values[pixel] === 0 ? tissue : 1),
  );
  const dab = density.map(value => 0.03 * Math.min(1, value));
  for (const { label } of nuclei) {
    if (!dice.chance(positive)) continue;
    const amount = dice.uniform(0.12, 1.1) / meanOf(density, labels, label);
    const kept = dice.uniform(0.2, 1);
    labels.values.forEach((own, pixel) => {
      if (own !== label) return;
      dab[pixel] = amount * (density[pixel] ?? 0);
      haematoxylin[pixel] = kept * (haematoxylin[pixel] ?? 0);
    });
  }
  return { haematoxylin: softened(haematoxylin, labels.width), dab: softened(dab, labels.width) };
}

/** Means of 3 x 3: drawn outlines are hard, nuclei are not. */
function softened(values: Float32Array, width: number): Float32Array {
  const at = (x: number, y: number) => values[y * width + x];
  return values.map((own, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    let [sum, count] = [0, 0];
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        const value = x + dx < 0 || x + dx >= width ? undefined : at(x + dx, y + dy);
        if (value === undefined) continue;
        sum += value;
        count += 1;
      }
    return count === 0 ? own : sum / count;
  });
}

function meanOf(values: Float32Array, labels: Raster<Uint16Array>, label: number): number {
  let [sum, count] = [0, 0];
  labels.values.forEach((own, pixel) => {
    if (own !== label) return;
    sum += values[pixel] ?? 0;
    count += 1;
  });
  return sum / Math.max(1, count);
}

function lightThrough({ haematoxylin, dab }: Stains, { width, height }: RgbRaster, dice: Random): RgbRaster {
  const rgb = newRgbRaster(width, height);
  const white = dice.uniform(215, 250);
  haematoxylin.forEach((blue, pixel) => {
    for (const channel of [0, 1, 2] as const) {
      const density = blue * RUIFROK.haematoxylin[channel] + (dab[pixel] ?? 0) * RUIFROK.dab[channel];
      const grey = white * 10 ** -density + dice.normal(0, 2);
      rgb.values[3 * pixel + channel] = Math.max(0, Math.min(255, Math.round(grey)));
    }
  });
  return rgb;
}
