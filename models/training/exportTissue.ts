/**
 * Writes generated tissue for training: tiles of nine classes (224 px at 0.5 um/px, a folder a class) or patches (512 px
 * at 0.46 um/px) with a mask of four classes and the nuclei as instance numbers.
 *
 *   npx esbuild models/training/exportTissue.ts --bundle --platform=node --format=esm --external:sharp \
 *     '--external:@cornerstonejs/*' --outfile=.cache/exportTissue.mjs
 *   node .cache/exportTissue.mjs DIR tiles train 900
 *   node .cache/exportTissue.mjs DIR patches test 100
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Raster } from '../../packages/core/src/raster';
import { pngOf } from '../../packages/runtime/src/encode/png';
import { random } from '../../packages/synthetic/src/random';
import { nucleusLabels } from '../../packages/synthetic/src/slide/nucleusLabels';
import { tissueClasses, type TissueClass } from '../../packages/synthetic/src/tissue/tissueClasses';
import {
  imageOf,
  pieceAround,
  trainingScene,
  type TissueRanges,
  type TrainingPiece,
} from '../../packages/synthetic/src/tissue/trainingTissue';
import { TISSUE_RANGES, trainingTiles } from '../../packages/synthetic/src/tissue/trainingTiles';

const PATCH = { edge: 512, mpp: 0.46 };
const PATCHES_PER_BLOCK = 12;

/** 0 tumour, 1 stroma, 2 fat or background, 3 other. */
const maskOf: Readonly<Record<TissueClass, number>> = {
  ADI: 2,
  BAC: 2,
  DEB: 3,
  LYM: 3,
  MUC: 3,
  MUS: 3,
  NOR: 3,
  STR: 1,
  TUM: 0,
};

const [folder = '.', what = 'tiles', part = 'train', count = '90'] = process.argv.slice(2);
const ranges: TissueRanges | undefined =
  part === 'train' || part === 'test' ? TISSUE_RANGES[part] : undefined;
if (!ranges || (what !== 'tiles' && what !== 'patches'))
  throw new RangeError('Usage: exportTissue.mjs DIR tiles|patches train|test COUNT');
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
  await mkdir(into, { recursive: true });
  for (let number = 0; number < total; number++) {
    const scene = sceneOf(from, Math.floor(number / PATCHES_PER_BLOCK));
    const dice = random(scene.spec.seed, 83 + (number % PATCHES_PER_BLOCK));
    const centre = [dice.uniform(0, scene.spec.widthUm), dice.uniform(0, scene.spec.heightUm)] as const;
    const piece = pieceAround(scene, from, centre, PATCH.edge, PATCH.mpp, dice);
    const file = (kind: string) => path.join(into, `${number}${kind}.png`);
    await writeFile(file(''), await pngOf(await imageOf(piece)));
    await writeFile(file('-mask'), await pngOf(masks(piece)));
    await writeFile(file('-nuclei'), await pngOf(nuclei(piece)));
  }
}

let last: { readonly block: number; readonly scene: ReturnType<typeof trainingScene> } | undefined;

function sceneOf(from: TissueRanges, block: number) {
  if (last?.block !== block) last = { block, scene: trainingScene(from, block) };
  return last.scene;
}

function masks({ section, at, mpp }: TrainingPiece): Raster<Uint8Array> {
  const classes = section.classesIn(at, mpp);
  return { ...classes, values: classes.values.map(index => maskOf[tissueClasses[index] ?? 'BAC']) };
}

/** Instance numbers in three bytes: red + 256 green + 65536 blue; 0 outside nuclei. */
function nuclei({ section, at, mpp }: TrainingPiece): Raster<Uint8Array> {
  const um = { x: at.x * mpp, y: at.y * mpp, width: at.width * mpp, height: at.height * mpp };
  const around = { x: um.x - 16, y: um.y - 16, width: um.width + 32, height: um.height + 32 };
  const labels = nucleusLabels(section.cellsIn(around), um, mpp);
  const values = new Uint8Array(3 * labels.values.length);
  labels.values.forEach((label, i) => {
    values.set([label & 255, (label >> 8) & 255, label >> 16], 3 * i);
  });
  return { width: labels.width, height: labels.height, values };
}
