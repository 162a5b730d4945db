import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Raster, RgbRaster } from '@timescope/core/raster';
import sharp from 'sharp';

/** What tests/oracles/plain_detector.py finds in a folder of labelled images; F1 at IoU 0.5. */
export interface Detected {
  readonly f1: number;
  readonly nuclei: number;
}

export const detectPlainly = (folder: string): Detected =>
  JSON.parse(
    execFileSync(
      '/usr/bin/python3',
      [path.join(import.meta.dirname, '../oracles/plain_detector.py'), folder],
      { encoding: 'utf8' },
    ),
  ) as Detected;

/** Adds an image with its labels to the folder, as plain_detector.py reads them. */
export async function writeLabelled(
  folder: string,
  name: string,
  image: RgbRaster,
  labels: Raster<Uint32Array>,
): Promise<void> {
  for (const part of ['images', 'labels']) await mkdir(path.join(folder, part), { recursive: true });
  const { width, height } = image;
  await sharp(image.values, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path.join(folder, 'images', `${name}.png`));
  const raw = { width: labels.width, height: labels.height, channels: 1, depth: 'ushort' } as const;
  const png = await sharp(consecutive(labels.values), { raw }).toColourspace('grey16').png().toBuffer();
  await writeFile(path.join(folder, 'labels', `${name}.png`), png);
}

/** Instance numbers from 1 in 16 bits. */
function consecutive(values: Uint32Array): Uint16Array {
  const numbers = new Map<number, number>([[0, 0]]);
  return Uint16Array.from(values, value => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
}
