// What an evaluation leaves for `timescope study ct-time` (docs/studies.md) and `timescope stats`: the probabilities of every
// crop as a cohort, and Grad-CAM pictures of some held-out ones.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

/** A crop of 224 x 224 grey bytes, its truth, the probability of "high" and the 7 x 7 map of that class. */
export interface EvaluatedCrop {
  readonly name: string;
  readonly isHigh: boolean;
  readonly crop: Uint8Array;
  readonly score: number;
  readonly cam: readonly number[];
}

interface Evaluation {
  readonly target: string;
  readonly model: string;
  readonly learnt: readonly EvaluatedCrop[];
  readonly unseen: readonly EvaluatedCrop[];
}

const SIDE = 224;
const CAM = 7;
// Held-out crops of each class that get a picture.
const PICTURES = 3;

export async function writeEvaluation(
  folder: string,
  { target, model, learnt, unseen }: Evaluation,
): Promise<void> {
  mkdirSync(path.join(folder, 'pictures'), { recursive: true });
  const cases = (set: string, rows: readonly EvaluatedCrop[]) =>
    rows.map(({ name, isHigh, score }) => [name, set, isHigh ? 1 : 0, score].join(','));
  const lines = [
    `case,set,${target},${target}_${model}`,
    ...cases('development', learnt),
    ...cases('validation', unseen),
  ];
  writeFileSync(path.join(folder, 'cohort.csv'), `${lines.join('\n')}\n`);
  const pictures = ['model,case,picture'];
  for (const [at, one] of shown(unseen).entries()) {
    const file = `pictures/gradcam-${model}-${at + 1}.png`;
    await writePicture(path.join(folder, file), one);
    pictures.push(`${model},${one.name} (${one.isHigh ? 'high' : 'low'} ${one.score.toFixed(2)}),${file}`);
  }
  writeFileSync(path.join(folder, 'gradcam.csv'), `${pictures.join('\n')}\n`);
}

const shown = (rows: readonly EvaluatedCrop[]) =>
  [true, false].flatMap(high => rows.filter(({ isHigh }) => isHigh === high).slice(0, PICTURES));

/** The crop in grey; the warmer, the more the place speaks for the class high. */
async function writePicture(file: string, { crop, cam }: EvaluatedCrop): Promise<void> {
  const most = Math.max(...cam, 1e-12);
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const heat = bilinear(cam, (at % SIDE) + 0.5, Math.floor(at / SIDE) + 0.5) / most;
    const grey = crop[at] ?? 0;
    pixels[3 * at] = Math.round(grey + heat * 0.7 * (255 - grey));
    pixels[3 * at + 1] = Math.round(grey * (1 - 0.5 * heat));
    pixels[3 * at + 2] = Math.round(grey * (1 - 0.7 * heat));
  }
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toFile(file);
}

function bilinear(cam: readonly number[], x: number, y: number): number {
  const within = (value: number) => Math.min(CAM - 1, Math.max(0, value));
  const [u, v] = [within((x * CAM) / SIDE - 0.5), within((y * CAM) / SIDE - 0.5)];
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const at = (column: number, row: number) => cam[within(row) * CAM + within(column)] ?? 0;
  const mixed = (row: number) => at(left, row) * (1 - (u - left)) + at(left + 1, row) * (u - left);
  return mixed(top) * (1 - (v - top)) + mixed(top + 1) * (v - top);
}
