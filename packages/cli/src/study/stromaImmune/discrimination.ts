import { violinPlot } from '@timescope/core/plots/groupPlots';
import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import type { DesignColumn } from '@timescope/core/statistics/design';
import { bonferroni } from '@timescope/core/statistics/groups/bonferroni';
import type { CoxFit } from '@timescope/core/statistics/survival/coxModel';
import { concordances, type Concordances } from '@timescope/core/statistics/survival/concordance';
import type { CompleteRows } from '../../stats/completeRows';
import { pWords } from '../../stats/options';
import { estimateWords } from '../shownNumbers';
import {
  columnsMissing,
  DEVELOPMENT,
  rowsOfSets,
  setTitle,
  usedRows,
  type StudyCohort,
} from '../studyCohort';
import { absent, lettered, type DevelopmentValue, type Panel, type StudyPart } from '../studyParts';
import { CLASSES } from './immuneScore';
import { cox, developmentWords, survivalColumns, survivalOf, wordColumns } from './survivalModels';

/** Models whose discrimination is compared; the others against the first. */
const MODELS = ['Stage', 'Score', 'Stage + score'] as const;

interface SetConcordance {
  readonly set: string;
  readonly said: Concordances;
  readonly n: number;
  readonly missing: Panel['missing'];
}

/**
 * Figure 5: bootstrapped C-indices of stage, score and both in each set. The coefficients are those of the development
 * rows; the paper does not say whose it used.
 */
export function discrimination(
  cohort: StudyCohort,
  plan: ResamplePlan,
): { part: StudyPart; development: readonly DevelopmentValue[] } {
  const [name, title] = ['Figure 5', 'Added prognostic value of the stroma-immune score'];
  const none = columnsMissing(cohort.table, 'stage');
  if (none !== undefined) return { part: { name, title, panels: [absent(title, none)] }, development: [] };
  const stages = developmentWords(cohort, 'stage');
  const needed = [...survivalColumns(cohort.table), 'stroma_immune_class', 'stage'];
  const of = (set: string) => usedRows(rowsOfSets(cohort, set), needed);
  const columnsOf = (rows: CompleteRows) => {
    const [stage, score] = [
      wordColumns(rows, 'stage', stages),
      wordColumns(rows, 'stroma_immune_class', CLASSES),
    ];
    return [stage, score, [...stage, ...score]];
  };
  const learnt = of(DEVELOPMENT).rows;
  const fits = columnsOf(learnt).map(columns => cox(learnt, columns, cohort.table));
  const computedFits = fits.flatMap(fit => (fit.kind === 'computed' ? [fit] : []));
  const failed = fits.flatMap(fit => (fit.kind === 'computed' ? [] : [fit.reason]));
  if (failed.length > 0) {
    const reason = `a model of the development rows is not evaluable: ${failed.join('; ')}`;
    return { part: { name, title, panels: [absent(title, reason)] }, development: [] };
  }
  const found = cohort.sets.map((set): SetConcordance => {
    const { rows, missing } = of(set);
    const risks = columnsOf(rows).map((columns, k) => predictor(computedFits[k], columns, rows.count));
    return { set, said: concordances(survivalOf(rows), risks, plan), n: rows.count, missing };
  });
  return {
    part: { name, title, panels: lettered(panelsOf(found, plan)) },
    development: computedFits.flatMap((fit, k) =>
      fit.terms.map(({ term, coef }) => ({
        name: `${MODELS[k] ?? ''}: coefficient of ${term}`,
        value: coef,
        source: `Cox model of ${fit.n} development rows`,
      })),
    ),
  };
}

/** The linear predictor of rows by coefficients found elsewhere; a term that was left out there counts nothing. */
function predictor(fit: CoxFit | undefined, columns: readonly DesignColumn[], count: number): number[] {
  const coefs = new Map(fit?.terms.map(({ term, coef }) => [term, coef]));
  return Array.from({ length: count }, (_, row) =>
    columns.reduce((sum, { term, values }) => sum + (coefs.get(term) ?? 0) * (values[row] ?? 0), 0),
  );
}

function panelsOf(found: readonly SetConcordance[], plan: ResamplePlan): Panel[] {
  const computedSets = found.flatMap(({ said }) => (said.kind === 'computed' ? [said] : []));
  const tests = bonferroni(computedSets.flatMap(({ differences }) => differences.map(({ p }) => p)));
  let at = 0;
  return found.map(({ set, said, n, missing }) => {
    const title = setTitle(set);
    if (said.kind !== 'computed') return { ...absent(title, said.reason), missing };
    const { models, differences } = said;
    const corrected = tests.slice(at, (at += differences.length));
    return {
      letter: '',
      title,
      content: {
        kind: 'figure' as const,
        svg: violinPlot(
          models.map(({ resampled }, k) => ({ group: MODELS[k] ?? '', values: resampled, n })),
          "Harrell's C",
          [`${plan.replicates} resamples of the patients, seed ${plan.seed}`],
        ),
        data: {
          columns: ['model', 'c', 'lower', 'upper', 'difference', 'difference_lower', 'difference_upper', 'p', 'p_bonferroni'], // prettier-ignore
          rows: models.map(({ value, lower, upper }, k) => {
            const less = k === 0 ? undefined : differences[k - 1];
            const p = corrected[k - 1] ?? null;
            return [MODELS[k] ?? '', value, lower, upper, less?.value ?? null, less?.lower ?? null, less?.upper ?? null, less?.p ?? null, p]; // prettier-ignore
          }),
        },
      },
      notes: [
        `C: ${models.map((model, k) => `${MODELS[k] ?? ''} ${estimateWords(model)}`).join(', ')}.`,
        ...differences.map(
          (difference, k) =>
            `${MODELS[k + 1] ?? ''} less ${MODELS[0]}: ${estimateWords(difference, 3)}, paired bootstrap ${pWords(difference.p)}, Bonferroni of ${tests.length} tests ${pWords(corrected[k] ?? 1)}.`,
        ),
        ...(models.some(({ emptyResamples }) => emptyResamples > 0)
          ? ['Resamples in which no two patients can be compared were left out.']
          : []),
      ],
      missing,
    };
  });
}
