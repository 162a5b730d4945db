import { scatterPlot } from '@timescope/core/plots/pairPlots';
import type { Computable } from '@timescope/core/statistics/computable';
import type { Correlation } from '@timescope/core/statistics/correlation';
import type { CsvTable } from '../stats/csvTable';
import { usedRows } from './studyCohort';
import { absent, type Panel } from './studyParts';

/** Two columns against each other with their correlation. */
export function correlationPanel(
  title: string,
  table: CsvTable,
  [x, y]: readonly [{ column: string; label: string }, { column: string; label: string }],
  symbol: string,
  correlation: (x: readonly number[], y: readonly number[]) => Computable<Correlation>,
): Panel {
  const { rows, missing } = usedRows(table, [x.column, y.column]);
  const [ofX, ofY] = [rows.numbers(x.column), rows.numbers(y.column)];
  const said = correlation(ofX, ofY);
  if (said.kind !== 'computed') return { ...absent(title, said.reason), missing };
  const words = rows.words('case');
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: scatterPlot(ofX, ofY, said, { labelX: x.label, labelY: y.label, symbol, isSameUnit: false }),
      data: {
        columns: ['case', x.column, y.column],
        rows: words.map((name, row) => [name, ofX[row] ?? null, ofY[row] ?? null]),
      },
    },
    notes: [],
    missing,
  };
}
