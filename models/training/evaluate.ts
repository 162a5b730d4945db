/**
 * Measures a model.onnx as it ships (int8 weights) on crops that exportCrops.ts or train_ct.py wrote, and chooses its
 * threshold; prints JSON for the card.
 *
 *   node models/training/run.mjs evaluate.ts CROPS model.onnx TARGET [EVALUATION MODEL]
 *
 * EVALUATION: the folder that `timescope study ct-time EVALUATION/cohort.csv --evaluation EVALUATION` reads.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ort from 'onnxruntime-node';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { INPUT_PX, networkInput } from '@timescope/extension-ct-radiomics/pipeline/crop';
import { writeEvaluation, type EvaluatedCrop } from './evaluationFiles';

// The threshold is chosen on this many training crops, spread evenly over them.
const THRESHOLD_ROWS = 300;

const [folder = '.', onnx = 'model.onnx', target = 'tils', evaluation, model = 'network'] =
  process.argv.slice(2);
const session = await ort.InferenceSession.create(onnx, { intraOpNumThreads: 1 });
const learnt = await evaluated('train', THRESHOLD_ROWS);
const unseen = await evaluated('held-out', Infinity);
if (evaluation !== undefined) await writeEvaluation(evaluation, { target, model, learnt, unseen });
process.stdout.write(`${JSON.stringify(figures())}\n`);

async function evaluated(name: string, most: number): Promise<EvaluatedCrop[]> {
  const { labels, cases } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as {
    labels: Record<string, number>[];
    cases?: string[];
  };
  const pixels = readFileSync(path.join(folder, `${name}.u8`));
  const step = Math.max(1, labels.length / most);
  const found: EvaluatedCrop[] = [];
  for (let at = 0; at < labels.length; at += step) {
    const row = Math.floor(at);
    const crop = pixels.subarray(row * INPUT_PX * INPUT_PX, (row + 1) * INPUT_PX * INPUT_PX);
    const isHigh = labels[row]?.[target] === 1;
    found.push({ name: cases?.[row] ?? `${name}-${row}`, isHigh, crop, ...(await outputOf(crop)) });
  }
  return found;
}

async function outputOf(crop: Uint8Array): Promise<{ score: number; cam: readonly number[] }> {
  const { shape, values } = networkInput({ width: INPUT_PX, height: INPUT_PX, values: crop });
  const { probability, cam } = await session.run({ image: new ort.Tensor('float32', values, shape) });
  const floats = (tensor: typeof cam) => Array.from(tensor?.data as Float32Array);
  // Class "high" comes second.
  return { score: floats(probability)[1] ?? NaN, cam: floats(cam).slice(49) };
}

function figures() {
  const [training, heldOut] = [rocOf(learnt), rocOf(unseen)];
  // Of thresholds with the same index the lowest, as `timescope stats roc`.
  const threshold = training?.youden.find(point => Number.isFinite(point.threshold))?.threshold ?? 0.5;
  const rightly = unseen.filter(({ isHigh, score }) => score >= threshold === isHigh).length;
  const high = unseen.filter(({ isHigh }) => isHigh).length;
  return {
    threshold,
    training: { rows: learnt.length, auc: training?.auc },
    heldOut: {
      rows: unseen.length,
      auc: heldOut?.auc,
      accuracy: rightly / unseen.length,
      classPrior: Math.max(high, unseen.length - high) / unseen.length,
    },
  };
}

function rocOf(rows: readonly EvaluatedCrop[]) {
  const said = roc(
    rows.map(({ score }) => score),
    rows.map(({ isHigh }) => isHigh),
  );
  return said.kind === 'computed' ? said : undefined;
}
