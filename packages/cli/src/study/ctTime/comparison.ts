import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { compareRocs } from '@timescope/core/statistics/diagnostics/roc';
import { pairedBootstrap } from '@timescope/core/statistics/pairedBootstrap';
import { weightedAuc } from '@timescope/core/statistics/weightedStatistics';
import { TARGETS } from '@timescope/core/result/predictionResult';
import { estimateWords, pCell } from '../shownNumbers';
import { rowsOfSets, usedRows, type StudyCohort } from '../studyCohort';
import { absent, type Panel } from '../studyParts';
import { areaOf, TARGET_TITLES, type TargetModel } from './targetModels';

/** Areas of a target's other networks less its first one's, of the same cases: paired bootstrap, and DeLong beside it. */
export function comparisonPanel(
  cohort: StudyCohort,
  models: readonly TargetModel[],
  plan: ResamplePlan,
): Panel {
  const title = 'Networks compared';
  const found = TARGETS.flatMap(target => {
    const own = models.filter(model => model.target === target);
    return cohort.sets.flatMap(set => compared(cohort, set, own, plan));
  });
  if (found.length === 0) return absent(title, 'no target has two networks with both classes in a set');
  return {
    letter: '',
    title,
    content: {
      kind: 'table',
      head: [
        'Target',
        'Model',
        'Less',
        'Set',
        'n',
        'Difference of AUC (95 % interval)',
        'P, bootstrap',
        'P, DeLong',
      ],
      rows: found.map(({ target, model, against, set, n, difference, delong }) => ({
        cells: [target, model, against, set, String(n), estimateWords(difference, 3), pCell(difference.p), delong === null ? '' : pCell(delong)], // prettier-ignore
      })),
      data: {
        columns: ['target', 'model', 'against', 'set', 'n', 'difference', 'lower', 'upper', 'p_bootstrap', 'p_delong'], // prettier-ignore
        rows: found.map(({ target, model, against, set, n, difference, delong }) => [target, model, against, set, n, difference.value, difference.lower, difference.upper, difference.p, delong]), // prettier-ignore
      },
    },
    notes: [
      `Paired bootstrap: ${plan.replicates} resamples of the cases, seed ${plan.seed}; a case counts where every network of the target has its probability.`,
    ],
    missing: [],
  };
}

function compared(cohort: StudyCohort, set: string, own: readonly TargetModel[], plan: ResamplePlan) {
  const [first, ...others] = own;
  if (!first || others.length === 0) return [];
  const { rows } = usedRows(rowsOfSets(cohort, set), [first.target, ...own.map(({ column }) => column)]);
  const isHigh = rows.yesNo(first.target);
  const scores = own.map(({ column }) => rows.numbers(column));
  if (!areaOf(scores[0] ?? [], isHigh)) return [];
  const { differences } = pairedBootstrap(
    rows.count,
    scores.map(score => weightedAuc(score, isHigh)),
    plan,
  );
  return differences.flatMap((difference, k) => {
    const delong = compareRocs(scores[k + 1] ?? [], scores[0] ?? [], isHigh);
    const model = others[k]?.model ?? '';
    return [
      {
        target: TARGET_TITLES[first.target],
        model,
        against: first.model,
        set,
        n: rows.count,
        difference,
        delong: delong.kind === 'computed' ? delong.p : null,
      },
    ];
  });
}
