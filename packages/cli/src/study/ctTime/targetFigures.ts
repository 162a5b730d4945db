import { calibrationPlot, decisionPlot, rocPlot } from '@timescope/core/plots/diagnosticPlots';
import { violinPlot } from '@timescope/core/plots/groupPlots';
import { calibration } from '@timescope/core/statistics/diagnostics/calibration';
import { confusionMeasures, countsAt } from '@timescope/core/statistics/diagnostics/confusion';
import { decisionCurve } from '@timescope/core/statistics/diagnostics/decisionCurve';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { pWords } from '../../stats/options';
import { setTitle, type StudyCohort } from '../studyCohort';
import { absent, lettered, type Panel, type StudyPart, type TidyCell } from '../studyParts';
import { labelled, TARGET_TITLES, type TargetModel } from './targetModels';

/** Figures 6 to 9: the first network of each target. @param shown one network a target */
export function targetFigures(cohort: StudyCohort, shown: readonly TargetModel[]): StudyPart[] {
  const each = (draw: (model: TargetModel, set: string) => Panel) =>
    lettered(shown.flatMap(model => cohort.sets.map(set => draw(model, set))));
  return [
    { name: 'Figure 6', title: 'ROC curves', panels: lettered(shown.map(model => rocPanel(cohort, model))) },
    {
      name: 'Figure 7',
      title: 'Distribution of the probabilities',
      panels: lettered(shown.map(model => violinPanel(cohort, model))),
    },
    {
      name: 'Figure 8',
      title: 'Decision curves',
      panels: each((model, set) => decisionPanel(cohort, model, set)),
    },
    {
      name: 'Figure 9',
      title: 'Calibration',
      panels: each((model, set) => calibrationPanel(cohort, model, set)),
    },
  ];
}

const nameOf = ({ target, model }: TargetModel): string => `${TARGET_TITLES[target]} (${model})`;

function rocPanel(cohort: StudyCohort, model: TargetModel): Panel {
  const found = cohort.sets.map(set => {
    const { probability, isHigh, missing } = labelled(cohort, set, model);
    return {
      set,
      said: roc(probability, isHigh),
      applied: appliedPoint(model, probability, isHigh),
      missing,
    };
  });
  const curves = found.flatMap(({ set, said, applied }) =>
    said.kind === 'computed' ? [{ name: setTitle(set), roc: said, applied }] : [],
  );
  const reasons = found.flatMap(({ set, said }) =>
    said.kind === 'computed' ? [] : [`${setTitle(set)}: not evaluable, ${said.reason}.`],
  );
  const missing = found.flatMap(own => own.missing);
  if (curves.length === 0) return { ...absent(nameOf(model), reasons.join(' ')), missing };
  return {
    letter: '',
    title: nameOf(model),
    content: {
      kind: 'figure',
      svg: rocPlot(curves, 'the threshold of the development rows'),
      data: {
        columns: ['set', 'threshold', 'sensitivity', 'specificity'],
        rows: curves.flatMap(({ name, roc: { points } }) =>
          points.map(({ threshold, sensitivity, specificity }): TidyCell[] => [
            name,
            Number.isFinite(threshold) ? threshold : null,
            sensitivity,
            specificity,
          ]),
        ),
      },
    },
    notes: reasons,
    missing,
  };
}

function appliedPoint(
  { threshold }: TargetModel,
  probability: readonly number[],
  isHigh: readonly boolean[],
) {
  if (threshold === undefined) return undefined;
  const { sensitivity, specificity } = confusionMeasures(countsAt(probability, isHigh, threshold));
  return sensitivity && specificity
    ? { sensitivity: sensitivity.value, specificity: specificity.value }
    : undefined;
}

function violinPanel(cohort: StudyCohort, model: TargetModel): Panel {
  const found = cohort.sets.map(set => ({ set, ...labelled(cohort, set, model) }));
  const groups = found.flatMap(({ set, probability, isHigh }) =>
    [false, true].map(high => ({
      set,
      group: `${set}: ${high ? 'high' : 'low'}`,
      values: probability.filter((_, k) => isHigh[k] === high),
    })),
  );
  const drawn = groups.filter(({ values }) => values.length > 0);
  const missing = found.flatMap(own => own.missing);
  if (drawn.length === 0)
    return { ...absent(nameOf(model), 'no case has a probability and a class'), missing };
  const tests = cohort.sets.map(set => {
    const [low = [], high = []] = groups.filter(own => own.set === set).map(({ values }) => values);
    const said = mannWhitney(low, high);
    return `${setTitle(set)}: high against low, Mann-Whitney ${said.kind === 'computed' ? pWords(said.p) : `not evaluable, ${said.reason}`}`;
  });
  return {
    letter: '',
    title: nameOf(model),
    content: {
      kind: 'figure',
      svg: violinPlot(drawn, 'Probability of high', tests),
      data: {
        columns: ['case', 'set', 'high', 'probability'],
        rows: found.flatMap(({ set, cases, probability, isHigh }) =>
          cases.map((name, k): TidyCell[] => [name, set, isHigh[k] === true ? 1 : 0, probability[k] ?? null]),
        ),
      },
    },
    notes: [],
    missing,
  };
}

function decisionPanel(cohort: StudyCohort, model: TargetModel, set: string): Panel {
  const title = `${nameOf(model)}, ${set}`;
  const { probability, isHigh, missing } = labelled(cohort, set, model);
  const said = decisionCurve(probability, isHigh);
  if (said.kind !== 'computed') return { ...absent(title, said.reason), missing };
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: decisionPlot([{ name: nameOf(model), ...said }]),
      data: {
        columns: ['threshold', 'net_benefit', 'treat_all'],
        rows: said.points.map(({ threshold, netBenefit, treatAll }) => [threshold, netBenefit, treatAll]),
      },
    },
    notes: [`${said.n} cases, ${(100 * said.prevalence).toFixed(1)} % high.`],
    missing,
  };
}

function calibrationPanel(cohort: StudyCohort, model: TargetModel, set: string): Panel {
  const title = `${nameOf(model)}, ${set}`;
  const { probability, isHigh, missing } = labelled(cohort, set, model);
  const said = calibration(probability, isHigh);
  if (said.kind !== 'computed') return { ...absent(title, said.reason), missing };
  const { hosmerLemeshow: hl } = said;
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: calibrationPlot(said, 'Predicted probability of high'),
      data: {
        columns: ['n', 'predicted', 'observed', 'lower', 'upper'],
        rows: said.bins.map(({ n, meanPredicted, observed }) => [n, meanPredicted, observed.value, observed.lower, observed.upper]), // prettier-ignore
      },
    },
    notes: [
      `Hosmer-Lemeshow: ${hl.kind === 'computed' ? `chi-square ${hl.chisq.toFixed(2)}, df ${hl.df}, ${pWords(hl.p)}` : `not evaluable, ${hl.reason}`}.`,
      ...Object.entries(said.notEvaluable).map(([name, reason]) => `${name}: not evaluable, ${reason}.`),
    ],
    missing,
  };
}
