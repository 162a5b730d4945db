// What an evaluation leaves for `timescope study ct-time` (docs/studies.md): the probabilities of every crop as a cohort, and
// Grad-CAM pictures of some held-out ones.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const SIDE = 224;
const CAM = 7;
// Held-out crops of each class that get a picture.
const PICTURES = 3;

/** @param learnt, unseen rows of { row, label, score, cam, crop }; cam: 49 values of the class high. */
export async function writeEvaluation(folder, { target, model, learnt, unseen }) {
  mkdirSync(path.join(folder, 'pictures'), { recursive: true });
  const cases = (name, set, rows) =>
    rows.map(({ row, label, score }) => [`${name}-${row}`, set, label, score].join(','));
  const lines = [
    `case,set,${target},${target}_${model}`,
    ...cases('train', 'development', learnt),
    ...cases('held-out', 'validation', unseen),
  ];
  writeFileSync(path.join(folder, 'cohort.csv'), `${lines.join('\n')}\n`);
  const shown = [1, 0].flatMap(label => unseen.filter(row => row.label === label).slice(0, PICTURES));
  const pictures = ['model,case,picture'];
  for (const one of shown) {
    const file = `pictures/gradcam-${model}-${one.row}.png`;
    await writePicture(path.join(folder, file), one);
    pictures.push(
      `${model},held-out ${one.row} (${one.label === 1 ? 'high' : 'low'} ${one.score.toFixed(2)}),${file}`,
    );
  }
  writeFileSync(path.join(folder, 'gradcam.csv'), `${pictures.join('\n')}\n`);
}

/** The crop in grey; the warmer, the more the place speaks for the class high. */
async function writePicture(file, { crop, cam }) {
  const most = Math.max(...cam, 1e-12);
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const heat = bilinear(cam, (at % SIDE) + 0.5, Math.floor(at / SIDE) + 0.5) / most;
    const grey = crop[at];
    pixels[3 * at] = Math.round(grey + heat * 0.7 * (255 - grey));
    pixels[3 * at + 1] = Math.round(grey * (1 - 0.5 * heat));
    pixels[3 * at + 2] = Math.round(grey * (1 - 0.7 * heat));
  }
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toFile(file);
}

function bilinear(cam, x, y) {
  const within = value => Math.min(CAM - 1, Math.max(0, value));
  const [u, v] = [within((x * CAM) / SIDE - 0.5), within((y * CAM) / SIDE - 0.5)];
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const at = (column, row) => cam[within(row) * CAM + within(column)];
  const mixed = row => at(left, row) * (1 - (u - left)) + at(left + 1, row) * (u - left);
  return mixed(top) * (1 - (v - top)) + mixed(top + 1) * (v - top);
}
