import type { Raster } from '@timescope/core/raster';
import { pngOf } from '@timescope/runtime/encode/png';
import { random } from '@timescope/synthetic/random';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Optical density of haematoxylin in tumour, stroma, background, other; and its direction (Ruifrok). */
const DENSITIES = [0.55, 0.2, 0, 1] as const;
const HAEMATOXYLIN = [0.65, 0.7, 0.29] as const;
const GLASS = 240;

/** A square of four tissues, a quarter each, in an order drawn by chance, with grain. */
export function drawnPatch(seed: number, edge: number) {
  const dice = random(seed, 31);
  const order = [0, 1, 2, 3].toSorted(() => dice.uniform() - 0.5);
  const classes = Uint8Array.from({ length: edge * edge }, (_, i) => {
    const [isRight, isLower] = [i % edge >= edge / 2, i >= (edge * edge) / 2];
    return order[(isRight ? 1 : 0) + (isLower ? 2 : 0)] ?? 0;
  });
  const rgb = new Uint8Array(3 * edge * edge);
  classes.forEach((each, i) => {
    const density = Math.max(0, (DENSITIES[each] ?? 0) + dice.normal(0, 0.04));
    HAEMATOXYLIN.forEach((part, channel) => {
      rgb[3 * i + channel] = Math.round(GLASS * 10 ** (-density * part));
    });
  });
  return { classes: rasterOf(classes, edge), rgb: rasterOf(rgb, edge) };
}

/** As train_tissue.py reads them. */
export async function writeDrawnPatches(folder: string, count: number, edge: number): Promise<void> {
  for (const part of ['images', 'masks']) await mkdir(path.join(folder, part), { recursive: true });
  for (let seed = 1; seed <= count; seed++) {
    const { classes, rgb } = drawnPatch(seed, edge);
    await writeFile(path.join(folder, 'images', `${seed}.png`), await pngOf(rgb));
    await writeFile(path.join(folder, 'masks', `${seed}.png`), await pngOf(classes));
  }
}

const rasterOf = (values: Uint8Array, edge: number): Raster<Uint8Array> => ({
  width: edge,
  height: edge,
  values,
});
