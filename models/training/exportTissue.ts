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
import { random, type Random } from '../../packages/synthetic/src/random';
import { nucleusLabels } from '../../packages/synthetic/src/slide/nucleusLabels';
import type { PlaceUm } from '../../packages/synthetic/src/tissue/deformation';
import { tissueClasses, type TissueClass } from '../../packages/synthetic/src/tissue/tissueClasses';
import type { TissueScene } from '../../packages/synthetic/src/tissue/tissueScene';
import {
  IHC_STAINS,
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
  const white: Record<string, readonly number[]> = {};
  for (let number = 0; number < total; number++) {
    const scene = sceneOf(from, Math.floor(number / PATCHES_PER_BLOCK));
    const dice = random(scene.spec.seed, 83 + (number % PATCHES_PER_BLOCK));
    const piece = pieceAround(scene, from, centreIn(scene, dice), PATCH.edge, PATCH.mpp, dice, IHC_STAINS);
    const file = (kind: string) => path.join(into, kind, `${number}.png`);
    await writeFile(file('images'), await pngOf(await imageOf(piece)));
    await writeFile(file('masks'), await pngOf(masks(piece)));
    await writeFile(file('nuclei'), await pngOf(nuclei(piece)));
    white[number] = piece.section.spec.look?.white ?? [];
  }
  await writeFile(path.join(into, 'white.json'), JSON.stringify(white));
}

/** Share of the patches whose middle lies in tumour or its stroma; the others lie anywhere. */
const ON_TUMOUR = 0.7;

function centreIn(scene: TissueScene, dice: Random): PlaceUm {
  const anywhere = (): PlaceUm => [dice.uniform(0, scene.spec.widthUm), dice.uniform(0, scene.spec.heightUm)];
  let centre = anywhere();
  if (!dice.chance(ON_TUMOUR)) return centre;
  const wanted = dice.chance(0.5) ? 'TUM' : 'STR';
  for (let attempt = 0; attempt < 200 && scene.classAt(...centre) !== wanted; attempt++) centre = anywhere();
  return centre;
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
