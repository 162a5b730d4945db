import { violinPlot } from '@timescope/core/plots/groupPlots';
import { measuresPlot } from '@timescope/core/plots/measuresPlot';
import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { bonferroni } from '@timescope/core/statistics/groups/bonferroni';
import { pairedBootstrap } from '@timescope/core/statistics/pairedBootstrap';
import { weightedMean } from '@timescope/core/statistics/weightedStatistics';
import { completeRows, type CompleteRows } from '../../stats/completeRows';
import { pWords } from '../../stats/options';
import type { Evaluation } from '../evaluation';
import { evaluationPictures } from '../evaluationPictures';
import { estimateWords } from '../shownNumbers';
import { absent, lettered, type Panel, type StudyPart } from '../studyParts';

const MEASURES = ['iou', 'dice', 'sensitivity', 'specificity'] as const;
const MEASURE_NAMES = { iou: 'IoU', dice: 'Dice', sensitivity: 'Sens.', specificity: 'Spec.' } as const;

/** Figure 3: how well models segment the tissue, and examples. */
export async function segmentationPart(evaluation: Evaluation, plan: ResamplePlan): Promise<StudyPart> {
  const panels = [
    segmentationPanel(evaluation, plan),
    ...(await evaluationPictures(evaluation, 'examples', 'Examples of segmentations', 'image')),
  ];
  return { name: 'Figure 3', title: 'Segmentation of tumour and stroma', panels: lettered(panels) };
}

function segmentationPanel(evaluation: Evaluation, plan: ResamplePlan): Panel {
  const title = 'IoU, Dice, sensitivity and specificity';
  const table = evaluation.table('segmentation');
  if ('absent' in table) return absent(title, table.absent);
  const rows = completeRows(table, ['model', 'image', 'class', ...MEASURES]);
  const [models, classes] = [rows.words('model'), rows.words('class')];
  const [names, regions] = [[...new Set(models)], [...new Set(classes)]];
  const groups = regions.flatMap(region =>
    MEASURES.map(measure => {
      const values = rows.numbers(measure);
      const estimates = names.map(model => {
        const own = values.filter((_, k) => models[k] === model && classes[k] === region);
        return own.length === 0
          ? undefined
          : pairedBootstrap(own.length, [weightedMean(own)], plan).models[0];
      });
      return { region, measure, label: `${MEASURE_NAMES[measure]} ${region}`, estimates };
    }),
  );
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: measuresPlot(names, groups, [
        `Means over ${new Set(rows.words('image')).size} images; bars: percentile 95 % intervals`,
      ]),
      data: {
        columns: ['class', 'measure', 'model', 'mean', 'lower', 'upper'],
        rows: groups.flatMap(({ region, measure, estimates }) =>
          estimates.flatMap((estimate, k) =>
            estimate
              ? [[region, measure, names[k] ?? '', estimate.value, estimate.lower, estimate.upper]]
              : [],
          ),
        ),
      },
    },
    notes: rows.leftOut.rows === 0 ? [] : [`${rows.leftOut.rows} lines without all measures were left out.`],
    missing: [],
  };
}

/** Figure 4: percentage errors of the models that estimate a patch's H-score. */
export function patchErrorPart(evaluation: Evaluation, plan: ResamplePlan): StudyPart {
  const [name, title] = ['Figure 4', 'Percentage error of the H-score of patches'];
  const table = evaluation.table('patches');
  if ('absent' in table) return { name, title, panels: [absent(title, table.absent)] };
  const rows = completeRows(table, ['model', 'compartment', 'patch', 'predicted', 'truth']);
  const compartments = [...new Set(rows.words('compartment'))];
  return {
    name,
    title,
    panels: lettered(compartments.map(compartment => patchPanel(rows, compartment, plan))),
  };
}

function patchPanel(rows: CompleteRows, compartment: string, plan: ResamplePlan): Panel {
  const [models, own, patches] = [rows.words('model'), rows.words('compartment'), rows.words('patch')];
  const [predicted, truth] = [rows.numbers('predicted'), rows.numbers('truth')];
  const errors = new Map<string, Map<string, number>>();
  let without = 0;
  models.forEach((model, k) => {
    if (own[k] !== compartment) return;
    const of = truth[k] ?? 0;
    if (of === 0) {
      without++;
      return;
    }
    const error = (100 * ((predicted[k] ?? NaN) - of)) / of;
    errors.set(model, (errors.get(model) ?? new Map<string, number>()).set(patches[k] ?? '', error));
  });
  if (errors.size === 0) return absent(compartment, 'no patch has an H-score above 0');
  return {
    letter: '',
    title: compartment,
    content: {
      kind: 'figure',
      svg: violinPlot(
        [...errors].map(([group, values]) => ({ group, values: [...values.values()] })),
        'Percentage error (%)',
      ),
      data: {
        columns: ['model', 'patch', 'percentage_error'],
        rows: [...errors].flatMap(([model, values]) =>
          [...values].map(([patch, error]) => [model, patch, error]),
        ),
      },
    },
    notes: [
      ...comparisons(errors, plan),
      ...(without > 0 ? [`${without} lines with a true H-score of 0 have no percentage.`] : []),
    ],
    missing: [],
  };
}

/** Mean percentage error, and that of each later model less the first one's, on the patches that all have. */
function comparisons(errors: ReadonlyMap<string, ReadonlyMap<string, number>>, plan: ResamplePlan): string[] {
  const names = [...errors.keys()];
  const [first] = [...errors.values()];
  const shared = [...(first?.keys() ?? [])].filter(patch =>
    [...errors.values()].every(own => own.has(patch)),
  );
  const { models, differences } = pairedBootstrap(
    shared.length,
    [...errors.values()].map(own => weightedMean(shared.map(patch => own.get(patch) ?? NaN))),
    plan,
  );
  const corrected = bonferroni(differences.map(({ p }) => p));
  return [
    `Mean percentage error of ${shared.length} patches: ${models.map((model, k) => `${names[k] ?? ''} ${estimateWords(model, 1)} %`).join(', ')}.`,
    ...differences.map(
      (difference, k) =>
        `${names[k + 1] ?? ''} less ${names[0] ?? ''}: ${estimateWords(difference, 1)} points, paired bootstrap ${pWords(difference.p)}, Bonferroni ${pWords(corrected[k] ?? 1)}.`,
    ),
  ];
}
