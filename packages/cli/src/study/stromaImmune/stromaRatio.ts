import { forestPlot, type ForestRow } from '@timescope/core/plots/forestPlot';
import type { DesignColumn } from '@timescope/core/statistics/design';
import type { CsvTable } from '../../stats/csvTable';
import { columnsMissing, rowsOfSets, usedRows, withColumn, type StudyCohort } from '../studyCohort';
import { absent, lettered, type Panel, type StudyPart } from '../studyParts';
import { CLASSES } from './immuneScore';
import { cox, developmentWords, survivalColumns, wordColumns } from './survivalModels';
import { survivalPanel } from './survivalPanels';

/** Xu et al. 2021, "Stroma-immune score and TSR": high above a share of 50 %. */
const STROMA_HIGH = 0.5;

/** Figure 4: survival by the score where stroma is low and high, and whether the score adds to the ratio. */
export function stromaRatioPart(cohort: StudyCohort, sets: readonly string[]): StudyPart {
  const name = 'Figure 4';
  const title = `Stroma-immune score and tumour-stroma ratio (${sets.join(' and ')})`;
  const reason = columnsMissing(cohort.table, 'tsr');
  if (reason !== undefined) return { name, title, panels: [absent(title, reason)] };
  const { table, missing } = withRatioGroup(rowsOfSets(cohort, ...sets));
  const panels = ['low', 'high'].map(group => {
    const own = onlyWith(table, 'stroma', group);
    const panel = survivalPanel(`Stroma ${group}`, own, 'stroma_immune_class', CLASSES);
    return { ...panel, missing: [...missing, ...panel.missing] };
  });
  return { name, title, panels: lettered([...panels, forestPanel(cohort, table)]) };
}

/** The column `stroma`: low or high, and the rows that have none. */
function withRatioGroup(table: CsvTable) {
  const { rows, missing } = usedRows(table, ['tsr']);
  const ratios = rows.numbers('tsr');
  const groups = new Map(
    rows.lines.map((line, row) => [line, (ratios[row] ?? NaN) > STROMA_HIGH ? 'high' : 'low']),
  );
  return { table: withColumn(table, 'stroma', groups), missing };
}

function onlyWith(table: CsvTable, column: string, word: string): CsvTable {
  const at = table.columns.indexOf(column);
  return { ...table, rows: table.rows.filter(({ cells }) => cells[at] === word) };
}

function forestPanel(cohort: StudyCohort, table: CsvTable): Panel {
  const title = 'Multivariable Cox model';
  const reason = columnsMissing(table, 'stage', 'age');
  if (reason !== undefined) return absent(title, reason);
  const needed = [...survivalColumns(table), 'tsr', 'stroma', 'stroma_immune_class', 'stage', 'age'];
  const { rows, missing } = usedRows(table, needed);
  const named = (column: string, words: readonly string[], label: (word: string) => string): DesignColumn[] =>
    wordColumns(rows, column, words).map(own => ({ ...own, term: label(own.term) }));
  const fit = cox(
    rows,
    [
      ...named('stroma_immune_class', CLASSES, word => `Score: ${word} against low`),
      ...named('stroma', ['low', 'high'], () => 'Stroma: high against low'),
      ...named('stage', developmentWords(cohort, 'stage'), word => `Stage ${word}`),
      { term: 'Age (a year)', covariate: 'age', values: rows.numbers('age') },
    ],
    table,
  );
  if (fit.kind !== 'computed') return { ...absent(title, fit.reason), missing };
  const forest = fit.terms.map(({ term, hr: value, lower, upper, p }): ForestRow => ({
    label: term,
    ratio: { value, lower, upper, p },
  }));
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: forestPlot(forest, 'Hazard ratio'),
      data: {
        columns: ['term', 'hr', 'lower', 'upper', 'p'],
        rows: fit.terms.map(({ term, hr, lower, upper, p }) => [term, hr, lower, upper, p]),
      },
    },
    notes: [
      `${fit.n} patients, ${fit.events} deaths.`,
      ...fit.dropped.map(own => `${own.term}: not evaluable, it ${own.reason}.`),
    ],
    missing,
  };
}
