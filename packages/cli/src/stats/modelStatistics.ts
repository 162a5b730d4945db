import { forestPlot, type ForestRow } from '@timescope/core/plots/forestPlot';
import { nomogramPlot } from '@timescope/core/plots/nomogramPlot';
import { designColumns } from '@timescope/core/statistics/design';
import { logistic as logisticFit } from '@timescope/core/statistics/diagnostics/logistic';
import { nomogram } from '@timescope/core/statistics/diagnostics/nomogram';
import { coxModel, type CoxModel } from '@timescope/core/statistics/survival/coxModel';
import { proportionalHazards } from '@timescope/core/statistics/survival/proportionalHazards';
import { usage } from '../radiomicsOptions';
import type { CompleteRows } from './completeRows';
import { listed, needed, neededList, noAnswer, pWords } from './options';
import type { StatAnswer, Statistic, StatOptions } from './statisticTypes';
import { subgroupCounts, subgroupEffect, subgroupForest } from './subgroups';
import { given, survivalColumns, survivalOf } from './survivalStatistics';

const columnsOf = (rows: CompleteRows, names: readonly string[], options: StatOptions) =>
  designColumns(names.map(name => rows.covariate(name, listed(options.categorical))));

export const cox: Statistic = {
  usage: '--time T --event E --covariates A,B [--categorical A] [--strata S] [--subgroups A,B]',
  columns: options => [
    ...survivalColumns(options),
    ...new Set([
      ...neededList(options, 'covariates'),
      ...listed(options.subgroups),
      ...given(options.strata),
    ]),
  ],
  answer(rows, options) {
    const covariates = neededList(options, 'covariates');
    if (options.subgroups !== undefined) return subgroups(rows, covariates, options);
    const survival = survivalOf(rows, options);
    const strata = options.strata === undefined ? undefined : rows.words(options.strata);
    const said = coxModel(survival, columnsOf(rows, covariates, options), strata);
    if (said.kind !== 'computed') return noAnswer(said, 'terms');
    const alone = covariates.map(name => ({
      name,
      fit: coxModel(survival, columnsOf(rows, [name], options), strata),
    }));
    const { n, events, terms, dropped, logLik, likelihoodRatio, wald, score } = said;
    const zph = proportionalHazards(survival, said, strata);
    return {
      document: {
        n,
        events,
        terms,
        univariable: alone.flatMap(({ fit }) => (fit.kind === 'computed' ? fit.terms : [])),
        logLik,
        likelihoodRatio,
        wald,
        score,
        proportionalHazards: zph.kind === 'computed' ? { terms: zph.terms, global: zph.global } : null,
      },
      notEvaluable: {
        ...Object.fromEntries(dropped.map(({ term, reason }) => [term, reason])),
        ...Object.fromEntries(
          alone.flatMap(({ name, fit }) =>
            fit.kind === 'computed' ? [] : [[`univariable.${name}`, fit.reason]],
          ),
        ),
        ...(zph.kind === 'computed' ? {} : { proportionalHazards: zph.reason }),
      },
      warnings: [
        ...(zph.kind === 'computed' && zph.global.p < 0.05
          ? [
              `The hazards are not proportional (global test ${pWords(zph.global.p)}): an effect changes with time.`,
            ]
          : []),
        ...(events < 10 * terms.length
          ? [`${events} events for ${terms.length} terms: fewer than 10 a term.`]
          : []),
      ],
      said: [
        `${n} patients, ${events} events`,
        ...terms.map(
          ({ term, hr, lower, upper, p }) =>
            `${term}: hazard ratio ${hr.toFixed(3)} (95 % interval ${lower.toFixed(3)} to ${upper.toFixed(3)}), ${pWords(p)}`,
        ),
        ...dropped.map(({ term, reason }) => `${term}: not evaluable, it ${reason}`),
        ...(zph.kind === 'computed' ? [`Proportional hazards: global ${pWords(zph.global.p)}`] : []),
      ],
      plot: () => forestPlot(forestRows(alone, said), 'Hazard ratio'),
    };
  },
};

function forestRows(
  alone: readonly { readonly name: string; readonly fit: CoxModel }[],
  { terms }: Extract<CoxModel, { kind: 'computed' }>,
): ForestRow[] {
  const ratioRow = ({ term, hr, lower, upper, p }: (typeof terms)[number]): ForestRow => ({
    label: term,
    ratio: { value: hr, lower, upper, p },
  });
  return [
    { label: 'Each covariate alone', isHeading: true },
    ...alone.flatMap(({ name, fit }) =>
      fit.kind === 'computed' ? fit.terms.map(ratioRow) : [{ label: name, remark: 'not evaluable' }],
    ),
    { label: 'All covariates together', isHeading: true },
    ...terms.map(ratioRow),
  ];
}

/** The first covariate's hazard ratio within each value of the subgroup columns, and whether it differs between them. */
function subgroups(rows: CompleteRows, covariates: readonly string[], options: StatOptions): StatAnswer {
  const [name, ...more] = covariates;
  if (name === undefined || more.length > 0)
    throw usage('--subgroups compares one covariate.', 'Give --covariates with one column of numbers.');
  const covariate = rows.covariate(name, []);
  if (covariate.kind !== 'numbers')
    throw usage(`The column ${name} holds words, where --subgroups needs numbers.`, 'Code it as 0 and 1.');
  const survival = survivalOf(rows, options);
  const strata = options.strata === undefined ? undefined : rows.words(options.strata);
  const found = listed(options.subgroups).map(column =>
    subgroupEffect(survival, covariate, column, rows.words(column), strata),
  );
  return {
    document: { covariate: name, subgroups: found },
    notEvaluable: Object.fromEntries(
      found.flatMap(({ column, parts }) =>
        parts.flatMap(part => ('reason' in part ? [[`${column}.${part.label}`, part.reason]] : [])),
      ),
    ),
    said: found.flatMap(({ column, parts, interaction: p }) => [
      `${column}${p === null ? '' : `: interaction ${pWords(p)}`}`,
      ...parts.map(
        part =>
          `  ${part.label} (${subgroupCounts(part)}): ${part.hr === null ? 'not evaluable' : `hazard ratio ${part.hr.toFixed(3)} (${part.lower.toFixed(3)} to ${part.upper.toFixed(3)})`}`,
      ),
    ]),
    plot: () => subgroupForest(name, found),
  };
}

export const logistic: Statistic = {
  usage: '--label L --covariates A,B [--categorical A] [--positive VALUE]',
  columns: options => [needed(options, 'label'), ...neededList(options, 'covariates')],
  answer(rows, options) {
    const label = needed(options, 'label');
    const covariates = neededList(options, 'covariates').map(name =>
      rows.covariate(name, listed(options.categorical)),
    );
    const said = logisticFit(rows.yesNo(label, options.positive), designColumns(covariates));
    if (said.kind !== 'computed') return noAnswer(said, 'terms');
    const { n, events, terms, dropped, deviance, likelihoodRatio, probability } = said;
    const drawn = nomogram(terms, covariates);
    return {
      document: {
        n,
        events,
        terms,
        deviance,
        likelihoodRatio,
        probability,
        nomogram: drawn.kind === 'computed' ? drawn : null,
      },
      notEvaluable: Object.fromEntries(dropped.map(({ term, reason }) => [term, reason])),
      said: [
        `${n} rows, ${events} with ${label}`,
        ...terms.map(
          ({ term, or, lower, upper, p }) =>
            `${term}: odds ratio ${or.toFixed(3)} (95 % interval ${lower.toFixed(3)} to ${upper.toFixed(3)}), ${pWords(p)}`,
        ),
        ...dropped.map(({ term, reason }) => `${term}: not evaluable, it ${reason}`),
      ],
      plot: drawn.kind === 'computed' ? () => nomogramPlot(drawn, label) : undefined,
    };
  },
};
