import type { DesignColumn } from '@timescope/core/statistics/design';
import type { CoxModel, CoxTerm } from '@timescope/core/statistics/survival/coxModel';
import { proportionalHazards } from '@timescope/core/statistics/survival/proportionalHazards';
import type { CompleteRows } from '../../stats/completeRows';
import type { CsvTable } from '../../stats/csvTable';
import { pWords } from '../../stats/options';
import { intervalWords, NOT_EVALUABLE, pCell } from '../shownNumbers';
import { columnsMissing, rowsOfSets, setTitle, usedRows, type StudyCohort } from '../studyCohort';
import { absent, type Panel, type ShownRow, type StudyPart } from '../studyParts';
import {
  centreNote,
  cox,
  developmentWords,
  strataOf,
  survivalColumns,
  survivalOf,
  wordColumns,
} from './survivalModels';

interface HazardModels {
  readonly set: string;
  readonly rows: CompleteRows;
  readonly unadjusted: CoxModel;
  readonly multivariable: CoxModel;
}

/**
 * Hazard ratios of the classes of the score alone, and with stage and age, in each set.
 * @param column of the classes. @param words from the reference up
 */
export function hazardTable(
  name: string,
  title: string,
  cohort: StudyCohort,
  column: string,
  words: readonly string[],
): StudyPart {
  const reason = columnsMissing(cohort.table, 'stage', 'age');
  if (reason !== undefined) return { name, title, panels: [absent(title, reason)] };
  const needed = [...survivalColumns(cohort.table), column, 'stage', 'age'];
  const stages = developmentWords(cohort, 'stage');
  const found = cohort.sets.map(set => {
    const { rows, missing } = usedRows(rowsOfSets(cohort, set), needed);
    const score = wordColumns(rows, column, words);
    const others: DesignColumn[] = [
      ...wordColumns(rows, 'stage', stages),
      { term: 'age', covariate: 'age', values: rows.numbers('age') },
    ];
    const [unadjusted, multivariable] = [score, [...score, ...others]].map(columns =>
      cox(rows, columns, cohort.table),
    );
    return { set, rows, missing, unadjusted, multivariable };
  });
  const models = found.flatMap(({ unadjusted, multivariable, ...rest }) =>
    unadjusted && multivariable ? [{ ...rest, unadjusted, multivariable }] : [],
  );
  const panel: Panel = {
    letter: '',
    title: '',
    content: { kind: 'table', ...tableOf(models, words, stages) },
    notes: [
      'HR: hazard ratio; 95 % intervals and P by Wald; ties after Efron.',
      ...centreNote(cohort.table),
      ...models.flatMap(model => modelNotes(model, cohort.table)),
    ],
    missing: found.flatMap(({ missing }) => missing),
  };
  return { name, title, panels: [panel] };
}

function tableOf(models: readonly HazardModels[], words: readonly string[], stages: readonly string[]) {
  const terms = (kind: 'unadjusted' | 'multivariable', names: readonly string[]): ShownRow[] =>
    names.map(term => ({ cells: [`  ${term}`, ...models.flatMap(model => termCells(model[kind], term))] }));
  const reference = (word: string): ShownRow => ({
    cells: [`  ${word}`, ...models.flatMap(() => ['1', '', ''])],
  });
  const [low = '', ...classes] = words;
  const [first = '', ...later] = stages;
  const rows: ShownRow[] = [
    { cells: ['Unadjusted'], isHeading: true },
    { cells: ['Score'] },
    reference(low),
    ...terms('unadjusted', classes),
    { cells: ['Multivariable'], isHeading: true },
    { cells: ['Score'] },
    reference(low),
    ...terms('multivariable', classes),
    { cells: ['Stage'] },
    reference(first),
    ...terms('multivariable', later),
    ...terms('multivariable', ['age']).map(({ cells: [, ...values] }) => ({
      cells: ['Age (a year)', ...values],
    })),
  ];
  return {
    head: ['', ...models.flatMap(({ set }) => [`${setTitle(set)}: HR`, '95 % interval', 'P'])],
    rows,
    data: {
      columns: ['set', 'model', 'term', 'hr', 'lower', 'upper', 'p', 'n', 'events'],
      rows: models.flatMap(model =>
        (['unadjusted', 'multivariable'] as const).flatMap(kind => {
          const fit = model[kind];
          return fit.kind === 'computed'
            ? fit.terms.map(({ term, hr, lower, upper, p }) => [model.set, kind, term, hr, lower, upper, p, fit.n, fit.events]) // prettier-ignore
            : [[model.set, kind, 'all', null, null, null, null, model.rows.count, null]];
        }),
      ),
    },
  };
}

function termCells(fit: CoxModel, term: string): string[] {
  const found = termOf(fit, term);
  return found ? [found.hr.toFixed(2), intervalWords(found), pCell(found.p)] : [NOT_EVALUABLE, '', ''];
}

export const termOf = (fit: CoxModel, term: string): CoxTerm | undefined =>
  fit.kind === 'computed' ? fit.terms.find(own => own.term === term) : undefined;

function modelNotes({ set, rows, unadjusted, multivariable }: HazardModels, table: CsvTable): string[] {
  const title = setTitle(set);
  if (multivariable.kind !== 'computed') {
    const alone = unadjusted.kind === 'computed' ? '' : ` Unadjusted: ${unadjusted.reason}.`;
    return [`${title}: the multivariable model is not evaluable: ${multivariable.reason}.${alone}`];
  }
  const { n, events, terms, dropped } = multivariable;
  const zph = proportionalHazards(survivalOf(rows), multivariable, strataOf(rows, table));
  return [
    `${title}: ${n} patients, ${events} deaths; proportional hazards (multivariable, global test): ${zph.kind === 'computed' ? pWords(zph.global.p) : `not evaluable, ${zph.reason}`}.`,
    ...dropped.map(({ term, reason }) => `${title}: ${term} is not evaluable, it ${reason}.`),
    ...(events < 10 * terms.length
      ? [
          `${title}: ${events} deaths for ${terms.length} terms, fewer than 10 a term: Wald's intervals may cover less than 95 %.`,
        ]
      : []),
  ];
}
