import {
  confusionMeasures,
  countsAt,
  type ConfusionMeasures,
  type Counts,
} from '@timescope/core/statistics/diagnostics/confusion';
import type { Estimate } from '@timescope/core/statistics/computable';
import { intervalWords } from '../shownNumbers';
import type { StudyCohort } from '../studyCohort';
import type { Panel, ShownRow, TidyCell } from '../studyParts';
import { areaOf, hasTwoValues, labelled, TARGET_TITLES, type TargetModel } from './targetModels';

/** Measures of a two by two table in the order of the CT paper's Table 2. */
const MEASURES = [
  'accuracy',
  'sensitivity',
  'specificity',
  'ppv',
  'npv',
  'precision',
  'recall',
  'f1',
] as const;

/** Each measure with three decimals, as the CT paper prints them. */
export const shownMeasures = (counts: Counts): string[] =>
  MEASURES.map(name => shown(valueOf(confusionMeasures(counts)[name])));

const valueOf = (measure: Estimate | number | undefined): number | undefined =>
  typeof measure === 'object' ? measure.value : measure;

const shown = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(3));

interface Performance {
  readonly model: TargetModel;
  readonly set: string;
  readonly n: number;
  readonly auc: Estimate | undefined;
  readonly measures: ConfusionMeasures | undefined;
}

/** Table 2: each network's measures in each set, at the threshold of the development rows. */
export function performancePanel(cohort: StudyCohort, models: readonly TargetModel[]): Panel {
  const found = models.flatMap(model =>
    cohort.sets.map(set => {
      const { probability, isHigh, missing } = labelled(cohort, set, model);
      const measures =
        model.threshold === undefined
          ? undefined
          : confusionMeasures(countsAt(probability, isHigh, model.threshold));
      return { model, set, n: isHigh.length, auc: areaOf(probability, isHigh), measures, missing };
    }),
  );
  return {
    letter: '',
    title: 'Networks',
    content: {
      kind: 'table',
      head: ['Target', 'Model', 'ACC', 'AUC', '95 % interval', 'Sensitivity', 'Specificity', 'PPV', 'NPV', 'Precision', 'Recall', 'F1', 'Threshold', 'Set'], // prettier-ignore
      rows: found.map(shownRow),
      data: {
        columns: ['target', 'model', 'set', 'n', 'tp', 'fp', 'fn', 'tn', 'auc', 'auc_lower', 'auc_upper', ...MEASURES, 'threshold'], // prettier-ignore
        rows: found.map(tidyRow),
      },
    },
    notes: [
      "AUC: DeLong's interval. Thresholds: Youden's on the development rows, the same in every set (the paper chose others on its test set).",
      ...models.flatMap(({ target, model, threshold, reason }) =>
        threshold === undefined ? [`${TARGET_TITLES[target]}, ${model}: no threshold, ${reason}.`] : [],
      ),
      ...smallSets(found),
      ...models
        .filter(model => hasTwoValues(cohort.table, model))
        .map(
          ({ column, target }) =>
            `The column ${column} holds two values only and was read as a network's probability of ${TARGET_TITLES[target]}, as its name says; if it describes the patient, give it another name.`,
        ),
    ],
    missing: found.flatMap(({ missing }) => missing),
  };
}

function shownRow({ model, set, auc, measures }: Performance): ShownRow {
  const [accuracy = '', ...others] = measures ? shownMeasures(measures.counts) : MEASURES.map(() => '');
  return {
    cells: [
      TARGET_TITLES[model.target],
      model.model,
      accuracy,
      auc ? auc.value.toFixed(3) : 'not evaluable',
      auc ? intervalWords(auc, 3) : '',
      ...others,
      model.threshold === undefined ? '' : model.threshold.toFixed(3),
      set,
    ],
  };
}

function tidyRow({ model, set, n, auc, measures }: Performance): TidyCell[] {
  const { tp = null, fp = null, fn = null, tn = null } = measures?.counts ?? {};
  return [
    TARGET_TITLES[model.target],
    model.model,
    set,
    n,
    ...[tp, fp, fn, tn],
    ...[auc?.value ?? null, auc?.lower ?? null, auc?.upper ?? null],
    ...MEASURES.map(name => (measures ? (valueOf(measures[name]) ?? null) : null)),
    model.threshold ?? null,
  ];
}

/** Ours: DeLong's interval of an area near 1 covers less than 95 % with fewer rows of a class. */
const FEW = 30;

function smallSets(found: readonly Performance[]): string[] {
  const few = found.flatMap(({ model, set, measures }) => {
    const { tp, fp, fn, tn } = measures?.counts ?? { tp: FEW, fp: FEW, fn: 0, tn: 0 };
    return Math.min(tp + fn, fp + tn) < FEW ? [`${TARGET_TITLES[model.target]} (${set})`] : [];
  });
  return few.length === 0
    ? []
    : [
        `Fewer than ${FEW} high or low cases: ${[...new Set(few)].join(', ')}; DeLong's intervals may cover less than 95 % there.`,
      ];
}
