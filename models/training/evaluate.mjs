// Measures a model.onnx as it ships (int8 weights) on crops that exportCrops.ts wrote, and chooses its threshold.
//   node models/training/evaluate.mjs CROPS model.onnx [EVALUATION tils densenet-121] > report.json
// EVALUATION: the folder that `timescope study ct-time EVALUATION/cohort.csv --evaluation EVALUATION` reads.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ort from 'onnxruntime-node';
import { writeEvaluation } from './evaluationFiles.mjs';

const SIDE = 224;
const MEAN = [0.485, 0.456, 0.406];
const SD = [0.229, 0.224, 0.225];
// The threshold is chosen on this many training crops, spread evenly over them.
const THRESHOLD_ROWS = 300;

const [folder = '.', onnx = 'model.onnx', evaluation, target = 'tils', model = 'densenet-121'] =
  process.argv.slice(2);
const session = await ort.InferenceSession.create(onnx, { intraOpNumThreads: 1 });
const learnt = await scores('train', THRESHOLD_ROWS);
const unseen = await scores('held-out', Infinity);
const threshold = youden(learnt);
if (evaluation) await writeEvaluation(evaluation, { target, model, learnt, unseen });
const rightly = unseen.filter(({ label, score }) => score >= threshold === (label === 1)).length;
process.stdout.write(
  `${JSON.stringify({
    trainingRows: JSON.parse(readFileSync(path.join(folder, 'train.json'), 'utf8')).labels.length,
    thresholdRows: learnt.length,
    heldOutRows: unseen.length,
    aucTraining: auc(learnt),
    aucHeldOut: auc(unseen),
    threshold,
    accuracyHeldOut: rightly / unseen.length,
  })}\n`,
);

async function scores(name, most) {
  const { labels } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  const pixels = readFileSync(path.join(folder, `${name}.u8`));
  const step = Math.max(1, labels.length / most);
  const rows = [];
  for (let at = 0; at < labels.length; at += step) rows.push(Math.floor(at));
  const found = [];
  for (const row of rows) {
    const crop = pixels.subarray(row * SIDE * SIDE, (row + 1) * SIDE * SIDE);
    const { probability, cam } = await session.run({ image: normalised(crop) });
    const high = [...cam.data].slice(49);
    found.push({ row, label: labels[row], score: probability.data[1], cam: high, crop });
  }
  return found;
}

function normalised(crop) {
  const values = new Float32Array(3 * crop.length);
  MEAN.forEach((mean, channel) =>
    crop.forEach((level, at) => (values[channel * crop.length + at] = (level / 255 - mean) / SD[channel])),
  );
  return new ort.Tensor('float32', values, [1, 3, SIDE, SIDE]);
}

/** Area under the ROC curve as the Mann-Whitney probability; ties count half. */
function auc(rows) {
  const [high, low] = [1, 0].map(label => rows.filter(row => row.label === label).map(row => row.score));
  let won = 0;
  for (const a of high) for (const b of low) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (high.length * low.length);
}

/** The cut with the greatest sensitivity + specificity - 1 (Youden 1950), midway between two scores. */
function youden(rows) {
  const ordered = [...new Set(rows.map(row => row.score))].sort((a, b) => a - b);
  const share = (label, isRight) => {
    const group = rows.filter(row => row.label === label);
    return group.filter(row => isRight(row.score)).length / group.length;
  };
  const cuts = ordered.slice(1).map((score, index) => (score + ordered[index]) / 2);
  const index = cut => share(1, score => score >= cut) + share(0, score => score < cut);
  return cuts.reduce((best, cut) => (index(cut) > index(best) ? cut : best));
}
