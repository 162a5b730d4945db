import {
  calibrationPlot,
  decisionPlot,
  rocPlot,
  type NamedDecisionCurve,
} from '@timescope/core/plots/diagnosticPlots';
import { bonferroni } from '@timescope/core/statistics/groups/bonferroni';
import { calibration as calibrationOf } from '@timescope/core/statistics/diagnostics/calibration';
import { confusionMeasures, countsAt } from '@timescope/core/statistics/diagnostics/confusion';
import { decisionCurve } from '@timescope/core/statistics/diagnostics/decisionCurve';
import {
  compareRocs,
  roc as rocOf,
  type Roc,
  type RocPoint,
} from '@timescope/core/statistics/diagnostics/roc';
import { finiteNumber, needed, neededList, noAnswer, pWords, short, within } from './options';
import type { Statistic } from './statisticTypes';

export const roc: Statistic = {
  usage: '--label L --score S[,S2...] [--positive VALUE] [--threshold X]',
  columns: options => [needed(options, 'label'), ...neededList(options, 'score')],
  answer(rows, options) {
    const names = neededList(options, 'score');
    const isPositive = rows.yesNo(needed(options, 'label'), options.positive);
    const scores = names.map(rows.numbers);
    const curves: { name: string; roc: Roc }[] = [];
    for (const [k, score] of scores.entries()) {
      const said = rocOf(score, isPositive);
      if (said.kind !== 'computed') return noAnswer(said, 'auc', 'lower', 'upper');
      curves.push({ name: names[k] ?? '', roc: said });
    }
    const [first] = curves;
    const [score = []] = scores;
    if (!first) return noAnswer({ kind: 'not computable', reason: 'there is no score' }, 'auc');
    const threshold = finiteNumber(options, 'threshold') ?? first.roc.youden[0]?.threshold ?? Infinity;
    const comparisons = scores.slice(1).map((other, k) => ({
      score: names[k + 1],
      against: names[0],
      ...compareRocs(score, other, isPositive),
    }));
    const corrected = bonferroni(comparisons.flatMap(test => (test.kind === 'computed' ? [test.p] : [])));
    const { auc, se, p, positives, negatives, youden, points } = first.roc;
    return {
      document: {
        auc: auc.value,
        lower: auc.lower,
        upper: auc.upper,
        se,
        p: p ?? null,
        positives,
        negatives,
        youden: youden.map(finitePoint),
        threshold: Number.isFinite(threshold) ? threshold : null,
        thresholdSource: options.threshold === undefined ? 'youden' : 'given',
        confusion: confusionMeasures(countsAt(score, isPositive, threshold)),
        points: points.map(finitePoint),
        models: curves.map(({ name, roc: one }) => ({
          score: name,
          auc: one.auc.value,
          lower: one.auc.lower,
          upper: one.auc.upper,
        })),
        comparisons,
      },
      warnings: [
        ...(youden.length > 1
          ? [`${youden.length} thresholds have the same Youden index; the lowest is used.`]
          : []),
        ...curves.flatMap(({ name, roc: one }) => rocWarnings(name, one)),
      ],
      said: [
        ...curves.map(({ name, roc: one }) => `${name}: AUC ${within(one.auc)}`),
        `${positives} positives, ${negatives} negatives; threshold ${Number.isFinite(threshold) ? short(threshold) : 'none'} (${options.threshold === undefined ? 'Youden' : 'given'})`,
        ...comparisons.map(
          (test, k) =>
            `${names[0] ?? ''} less ${test.score ?? ''}: ${test.kind === 'computed' ? `${within(test.difference)}, DeLong ${pWords(test.p)}, Bonferroni ${pWords(corrected[k] ?? test.p)}` : test.reason}`,
        ),
      ],
      plot: () => rocPlot(curves),
    };
  },
};

function rocWarnings(name: string, { auc, se }: Roc): string[] {
  if (se === 0) return [`The groups of ${name} do not overlap or do not differ: the interval has no width.`];
  return auc.upper < 0.5 ? [`Positives have lower values of ${name}: its area is below 0.5.`] : [];
}

/** The ends of the curve have no finite threshold. */
const finitePoint = ({ threshold, ...point }: RocPoint) => ({
  threshold: Number.isFinite(threshold) ? threshold : null,
  ...point,
});

export const calibration: Statistic = {
  usage: '--label L --score PROBABILITY [--positive VALUE]',
  columns: options => [needed(options, 'label'), needed(options, 'score')],
  answer(rows, options) {
    const said = calibrationOf(
      rows.numbers(needed(options, 'score')),
      rows.yesNo(needed(options, 'label'), options.positive),
    );
    if (said.kind !== 'computed') return noAnswer(said, 'brier', 'intercept', 'slope');
    const { n, events, brier, intercept, slope, inTheLarge, hosmerLemeshow, bins, notEvaluable } = said;
    const hl = hosmerLemeshow.kind === 'computed' ? hosmerLemeshow : undefined;
    return {
      document: {
        n,
        events,
        brier,
        intercept: intercept ?? null,
        slope: slope ?? null,
        inTheLarge: inTheLarge ?? null,
        hosmerLemeshow: hl ? { chisq: hl.chisq, df: hl.df, p: hl.p } : null,
        bins,
      },
      notEvaluable: {
        ...notEvaluable,
        ...(hosmerLemeshow.kind === 'computed' ? {} : { hosmerLemeshow: hosmerLemeshow.reason }),
      },
      said: [
        `Brier score ${brier.toFixed(4)} of ${n} rows, ${events} with the event`,
        `Intercept ${intercept ? within(intercept) : 'not evaluable'}, slope ${slope ? within(slope) : 'not evaluable'}`,
        `Hosmer-Lemeshow ${hl ? `chi-square ${hl.chisq.toFixed(3)} (df ${hl.df}), ${pWords(hl.p)}` : 'not evaluable'}`,
      ],
      plot: () => calibrationPlot(said),
    };
  },
};

export const dca: Statistic = {
  usage: '--label L --score PROBABILITY[,P2...] [--positive VALUE]',
  columns: options => [needed(options, 'label'), ...neededList(options, 'score')],
  answer(rows, options) {
    const names = neededList(options, 'score');
    const hasEvent = rows.yesNo(needed(options, 'label'), options.positive);
    const curves: (NamedDecisionCurve & { readonly n: number; readonly prevalence: number })[] = [];
    for (const name of names) {
      const said = decisionCurve(rows.numbers(name), hasEvent);
      if (said.kind !== 'computed') return noAnswer(said, 'threshold', 'netBenefit', 'treatAll');
      curves.push({ name, ...said });
    }
    const [first] = curves;
    return {
      document: {
        n: first?.n,
        prevalence: first?.prevalence,
        threshold: first?.points.map(({ threshold }) => threshold),
        netBenefit: first?.points.map(({ netBenefit }) => netBenefit),
        treatAll: first?.points.map(({ treatAll }) => treatAll),
        models: curves.map(({ name, points }) => ({
          score: name,
          netBenefit: points.map(({ netBenefit }) => netBenefit),
        })),
      },
      said: curves.flatMap(({ name, points }) =>
        points
          .filter(({ threshold }) => [0.1, 0.2, 0.3, 0.5].includes(threshold))
          .map(
            ({ threshold, netBenefit, treatAll }) =>
              `${name} at ${100 * threshold} %: net benefit ${netBenefit.toFixed(4)} (treat all ${treatAll.toFixed(4)}, none 0)`,
          ),
      ),
      plot: () => decisionPlot(curves),
    };
  },
};
