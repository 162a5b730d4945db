import { curvesPlot } from '@timescope/core/plots/curvesPlot';
import { TARGETS } from '@timescope/core/result/predictionResult';
import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { completeRows } from '../../stats/completeRows';
import { refused } from '../../stats/csvTable';
import { characteristicsTable } from '../characteristics';
import type { Evaluation } from '../evaluation';
import { evaluationPictures } from '../evaluationPictures';
import { lacks, requireDevelopment, usedRows, type StudyCohort } from '../studyCohort';
import { absent, lettered, type Panel, type Study } from '../studyParts';
import { comparisonPanel } from './comparison';
import { performancePanel } from './performance';
import { targetFigures } from './targetFigures';
import {
  requireProbabilities,
  targetModels,
  thresholdValues,
  withTime,
  type TargetModel,
} from './targetModels';

/** Tables 1 and 2 and Figures 4 to 9 of the CT paper. */
export async function ctTimeStudy(
  plain: StudyCohort,
  evaluation: Evaluation,
  plan: ResamplePlan,
): Promise<Study> {
  requireDevelopment(plain);
  const cohort = withTime(plain);
  const models = targetModels(cohort).filter(({ target }) => lacks(cohort.table, target).length === 0);
  if (models.length === 0)
    throw refused(
      `${plain.table.name} has no column of a class (${TARGETS.join(', ')}) with a network's probabilities beside it, like tsr and tsr_densenet-169.`,
    );
  requireProbabilities(cohort.table, models);
  const shown = TARGETS.flatMap(target => models.filter(model => model.target === target).slice(0, 1));
  return {
    title: 'CT radiomics of the tumour immune microenvironment',
    after: 'CT-based deep learning radiomics of the tumour immune microenvironment in colorectal cancer',
    development: thresholdValues(models),
    parts: [
      characteristicsTable('Table 1', cohort, characteristics(cohort), 'by normality'),
      {
        name: 'Table 2',
        title: 'Performance of the networks',
        panels: lettered([performancePanel(cohort, models), comparisonPanel(cohort, models, plan)]),
      },
      { name: 'Figure 4', title: 'Training', panels: [trainingPanel(evaluation)] },
      {
        name: 'Figure 5',
        title: 'Where the networks look (Grad-CAM)',
        panels: lettered(await evaluationPictures(evaluation, 'gradcam', 'Grad-CAM', 'case')),
      },
      ...targetFigures(cohort, shown),
    ],
    cases: casesOf(cohort, models),
  };
}

/** Every column that is neither a name, a class nor a probability describes the patient. */
const characteristics = ({ table }: StudyCohort): string[] =>
  table.columns.filter(
    column =>
      !['case', 'set', ...TARGETS].includes(column) &&
      !TARGETS.some(target => column.startsWith(`${target}_`)),
  );

function trainingPanel(evaluation: Evaluation): Panel {
  const title = 'Loss by iteration';
  const table = evaluation.table('training');
  if ('absent' in table) return absent(title, table.absent);
  const rows = completeRows(table, ['model', 'iteration', 'loss']);
  const [models, iterations, losses] = [rows.words('model'), rows.numbers('iteration'), rows.numbers('loss')];
  const curves = [...new Set(models)].map(name => ({
    name,
    points: models.flatMap((model, k) =>
      model === name ? [[iterations[k] ?? 0, losses[k] ?? 0] as const] : [],
    ),
  }));
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: curvesPlot(curves, 'Iteration', 'Loss on the training set'),
      data: {
        columns: ['model', 'iteration', 'loss'],
        rows: curves.flatMap(({ name, points }) => points.map(([x, y]) => [name, x, y])),
      },
    },
    notes: [],
    missing: [],
  };
}

/** The class that each network's threshold gives each case; empty where its probability is missing. */
function casesOf({ table }: StudyCohort, models: readonly TargetModel[]): Study['cases'] {
  const all = completeRows(table, ['case', 'set']);
  const classes = models.map(({ column, threshold }) => {
    const { rows } = usedRows(table, [column]);
    const values = rows.numbers(column);
    const words = (value: number) => (threshold === undefined ? null : value >= threshold ? 'high' : 'low');
    return new Map(rows.lines.map((line, row) => [line, words(values[row] ?? NaN)]));
  });
  const [cases, sets] = [all.words('case'), all.words('set')];
  return {
    columns: ['case', 'set', ...models.map(({ column }) => `${column}_class`)],
    rows: all.lines.map((line, row) => [
      cases[row] ?? '',
      sets[row] ?? '',
      ...classes.map(byLine => byLine.get(line) ?? null),
    ]),
  };
}
