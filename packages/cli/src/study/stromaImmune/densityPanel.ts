import { violinPlot } from '@timescope/core/plots/groupPlots';
import { mean } from '@timescope/core/statistics/computable';
import type { CsvTable } from '../../stats/csvTable';
import { usedRows } from '../studyCohort';
import type { Panel } from '../studyParts';
import { STROMA } from './survivalModels';

/** Densities of both markers in the stroma of all patients. */
export function densityPanel(table: CsvTable): Panel {
  const { rows, missing } = usedRows(table, STROMA);
  const cases = rows.words('case');
  const groups = STROMA.map((column, k) => ({
    group: k === 0 ? 'CD3+' : 'CD8+',
    values: rows.numbers(column),
  }));
  return {
    letter: '',
    title: 'T cells in the stroma',
    content: {
      kind: 'figure',
      svg: violinPlot(groups, 'Density in the stroma (cells/mm\u00b2)'),
      data: {
        columns: ['case', ...STROMA],
        rows: cases.map((name, row) => [name, ...groups.map(({ values }) => values[row] ?? null)]),
      },
    },
    notes: [
      `Mean density: ${groups.map(({ group, values }) => `${group} ${mean(values).toFixed(0)} cells/mm\u00b2`).join(', ')}; ${rows.count} patients.`,
    ],
    missing,
  };
}
