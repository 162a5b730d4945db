/**
 * Writes generated tissue for training: tiles of nine classes (224 px at 0.5 um/px, a folder a class) or patches of IHC
 * (512 px at 0.46 um/px): images/, masks/ of four classes, nuclei/ as instance numbers, and white.json, each one's glass.
 *
 *   node models/training/run.mjs exportTissue.ts DIR tiles train 900
 *   node models/training/run.mjs exportTissue.ts DIR patches test 100
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Raster } from '../../packages/core/src/raster';
import { pngOf } from '../../packages/runtime/src/encode/png';
import { tissueClasses } from '../../packages/synthetic/src/tissue/tissueClasses';
import { trainingPatches } from '../../packages/synthetic/src/tissue/trainingPatches';
import { imageOf, type TissueRanges } from '../../packages/synthetic/src/tissue/trainingTissue';
import { TISSUE_RANGES, trainingTiles } from '../../packages/synthetic/src/tissue/trainingTiles';

const [folder = '.', what = 'tiles', part = 'train', count = '90'] = process.argv.slice(2);
const ranges: TissueRanges | undefined =
  part === 'train' || part === 'test' ? TISSUE_RANGES[part] : undefined;
if (!ranges || (what !== 'tiles' && what !== 'patches'))
  throw new RangeError('Usage: exportTissue.ts DIR tiles|patches train|test COUNT');
await (what === 'tiles' ? exportTiles(ranges, Number(count)) : exportPatches(ranges, Number(count)));

async function exportTiles(from: TissueRanges, total: number): Promise<void> {
  const into = path.join(folder, part, 'tiles');
  for (const name of tissueClasses) await mkdir(path.join(into, name), { recursive: true });
  const made = Object.fromEntries(tissueClasses.map(name => [name, 0]));
  for (const { name, piece } of trainingTiles(from, total)) {
    const number = (made[name] = (made[name] ?? 0) + 1);
    await writeFile(path.join(into, name, `${number - 1}.png`), await pngOf(await imageOf(piece)));
  }
}

async function exportPatches(from: TissueRanges, total: number): Promise<void> {
  const into = path.join(folder, part, 'patches');
  for (const kind of ['images', 'masks', 'nuclei']) await mkdir(path.join(into, kind), { recursive: true });
  const whites: Record<string, readonly number[]> = {};
  let number = 0;
  for await (const { image, white, classes, nuclei } of trainingPatches(from, total)) {
    const file = (kind: string) => path.join(into, kind, `${number}.png`);
    await writeFile(file('images'), await pngOf(image));
    await writeFile(file('masks'), await pngOf(classes));
    await writeFile(file('nuclei'), await pngOf(numbered(nuclei)));
    whites[number++] = white;
  }
  await writeFile(path.join(into, 'white.json'), JSON.stringify(whites));
}

/** Numbers in three bytes: red + 256 green + 65536 blue. */
function numbered({ width, height, values: labels }: Raster<Uint32Array>): Raster<Uint8Array> {
  const values = new Uint8Array(3 * labels.length);
  labels.forEach((label, i) => {
    values.set([label & 255, (label >> 8) & 255, label >> 16], 3 * i);
  });
  return { width, height, values };
}
