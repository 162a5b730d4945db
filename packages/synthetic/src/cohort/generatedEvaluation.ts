import { random, type Random } from '../random';
import { rounded, type GeneratedTable } from './generatedTable';

/** Evaluation tables with invented values, by file name without its ending, in the form that docs/studies.md describes. */
export function generatedEvaluation(seed: number): Readonly<Record<string, GeneratedTable>> {
  const dice = random(seed, 34);
  return {
    training: training(dice),
    tiles: tiles(dice),
    segmentation: segmentation(dice),
    patches: patches(dice),
    gradcam: pictures('gradcam', 'case', ['densenet-169', 'densenet-121', 'resnet-34']),
    examples: pictures('example', 'image', ['moco-sm', 'u-net']),
  };
}

const NETWORKS = [
  'densenet-121',
  'densenet-169',
  'densenet-201',
  'resnet-34',
  'resnet-50',
  'resnet-101',
  'resnet-152',
];

function training(dice: Random): GeneratedTable {
  const rows = NETWORKS.flatMap((model, k) =>
    Array.from({ length: 60 }, (_, step) => {
      const loss = 0.1 + 0.03 * k + 0.6 * Math.exp(-step / (9 + 2 * k)) + 0.02 * dice.normal();
      return [model, 10 * step, rounded(Math.max(0, loss), 4)];
    }),
  );
  return { columns: ['model', 'iteration', 'loss'], rows };
}

const TISSUES = ['ADI', 'BAC', 'DEB', 'LYM', 'MUC', 'MUS', 'NOR', 'STR', 'TUM'];

function tiles(dice: Random): GeneratedTable {
  const rows = [
    { dataset: 'training tiles', rightly: 0.988 },
    { dataset: 'test tiles', rightly: 0.973 },
  ].flatMap(({ dataset, rightly }) =>
    TISSUES.flatMap(truth => {
      const counts = TISSUES.map(() => 0);
      for (let tile = 0; tile < 1000; tile++) {
        const at = dice.chance(rightly) ? TISSUES.indexOf(truth) : dice.below(TISSUES.length);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      return TISSUES.map((predicted, k) => [dataset, truth, predicted, counts[k] ?? 0]);
    }),
  );
  return { columns: ['dataset', 'truth', 'predicted', 'count'], rows };
}

function segmentation(dice: Random): GeneratedTable {
  const rows = ['moco-sm', 'mobilenetv3', 'u-net', 'u-net++', 'deeplabv3+'].flatMap((model, k) =>
    ['tumour', 'stroma'].flatMap(region =>
      Array.from({ length: 30 }, (_, image) => {
        const overlap = Math.min(0.97, Math.max(0.3, dice.normal(k === 1 ? 0.7 : 0.78, 0.07)));
        const iou = overlap / (2 - overlap);
        return [model, `image ${image + 1}`, region, iou, overlap, overlap * 0.99, 0.94].map(value =>
          typeof value === 'number' ? rounded(value, 4) : value,
        );
      }),
    ),
  );
  return { columns: ['model', 'image', 'class', 'iou', 'dice', 'sensitivity', 'specificity'], rows };
}

function patches(dice: Random): GeneratedTable {
  const models = { VGG16Regression: 6, StainIntensityNet: 8, 'RAM-CNN': 18, ResNetRegression: 15 };
  const rows = ['tumour', 'stroma'].flatMap(compartment =>
    Array.from({ length: 30 }, (_, patch) => ({ patch, truth: rounded(dice.uniform(20, 280), 1) })).flatMap(
      ({ patch, truth }) =>
        Object.entries(models).map(([model, percent]) => [
          model,
          compartment,
          `patch ${patch + 1}`,
          rounded(truth * (1 + (percent / 100) * dice.normal()), 1),
          truth,
        ]),
    ),
  );
  return { columns: ['model', 'compartment', 'patch', 'predicted', 'truth'], rows };
}

const pictures = (file: string, subject: string, models: readonly string[]): GeneratedTable => ({
  columns: ['model', subject, 'picture'],
  rows: models.flatMap(model =>
    [1, 2, 3].map(k => [model, `${subject} ${k}`, `pictures/${file}-${model}-${k}.png`]),
  ),
});
