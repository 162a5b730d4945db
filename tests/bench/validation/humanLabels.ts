import type { Raster, RgbRaster } from '@timescope/core/raster';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { sharedData } from '../../harness/sharedData';

/** A crop of DSB2018 with the outlines that people drew. */
export interface HumanLabels {
  readonly name: string;
  readonly rgb: RgbRaster;
  /** Instance numbers, 0 outside nuclei. */
  readonly labels: Raster<Uint16Array>;
  readonly nuclei: readonly OutlinedNucleus[];
  /** Scales the crop's median nucleus to MEDIAN_NUCLEUS_UM: the crops' magnifications vary threefold. */
  readonly mpp: number;
}

export interface OutlinedNucleus {
  readonly label: number;
  /** Centre in pixels. */
  readonly x: number;
  readonly y: number;
  readonly pixels: number;
}

/** Ours. */
const MEDIAN_NUCLEUS_UM = 7;

export function humanLabelNames(): readonly string[] {
  return readdirSync(sharedData('dsb2018-histology-nuclei/images')).filter(file => file.endsWith('.png'));
}

export async function humanLabels(name: string): Promise<HumanLabels> {
  const folder = sharedData('dsb2018-histology-nuclei');
  const rgb = await readPlainImage(path.join(folder, 'images', name));
  const labels = await readLabels(path.join(folder, 'labels', name));
  const nuclei = outlinedNuclei(labels);
  return { name, rgb, labels, nuclei, mpp: MEDIAN_NUCLEUS_UM / medianDiameter(nuclei) };
}

async function readLabels(file: string): Promise<Raster<Uint16Array>> {
  const { data, info } = await sharp(file)
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const all = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const values = all.filter((_, at) => at % info.channels === 0);
  return { width: info.width, height: info.height, values };
}

function outlinedNuclei({ width, values }: Raster<Uint16Array>): OutlinedNucleus[] {
  const sums = new Map<number, { x: number; y: number; pixels: number }>();
  values.forEach((label, pixel) => {
    if (label === 0) return;
    const sum = sums.get(label) ?? { x: 0, y: 0, pixels: 0 };
    sum.x += (pixel % width) + 0.5;
    sum.y += Math.floor(pixel / width) + 0.5;
    sum.pixels += 1;
    sums.set(label, sum);
  });
  return [...sums].map(([label, { x, y, pixels }]) => ({ label, x: x / pixels, y: y / pixels, pixels }));
}

/** Of circles of the nuclei's areas, in pixels. */
function medianDiameter(nuclei: readonly OutlinedNucleus[]): number {
  const areas = nuclei.map(({ pixels }) => pixels).sort((a, b) => a - b);
  return 2 * Math.sqrt((areas[areas.length >> 1] ?? 0) / Math.PI);
}
