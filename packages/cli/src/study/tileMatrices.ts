import { confusionPlot } from '@timescope/core/plots/confusionPlot';
import { proportion } from '@timescope/core/statistics/diagnostics/confusion';
import { completeRows } from '../stats/completeRows';
import { refused } from '../stats/csvTable';
import type { Evaluation } from './evaluation';
import { estimateWords } from './shownNumbers';
import { absent, type Panel } from './studyParts';

/** One confusion matrix for each data set of tiles (tiles.csv), with the accuracy and its exact interval. */
export function tileMatrices(evaluation: Evaluation): Panel[] {
  const title = 'Tissue classes of tiles';
  const table = evaluation.table('tiles');
  if ('absent' in table) return [absent(title, table.absent)];
  const rows = completeRows(table, ['dataset', 'truth', 'predicted', 'count']);
  const [sets, truth, predicted, counts] = [
    rows.words('dataset'),
    rows.words('truth'),
    rows.words('predicted'),
    rows.numbers('count'),
  ];
  if (!counts.every(count => Number.isInteger(count) && count >= 0))
    throw refused(`${table.name} of the evaluation has a count that is no whole number.`);
  const classes = [...new Set([...truth, ...predicted])].sort();
  return [...new Set(sets)].map(set => {
    const matrix = classes.map(row =>
      classes.map(column =>
        counts.reduce(
          (sum, count, k) =>
            sum + (sets[k] === set && truth[k] === row && predicted[k] === column ? count : 0),
          0,
        ),
      ),
    );
    const [all, right] = [
      matrix.flat().reduce((a, b) => a + b, 0),
      matrix.reduce((sum, row, k) => sum + (row[k] ?? 0), 0),
    ];
    const accuracy = proportion(right, all);
    const said = accuracy
      ? `Accuracy ${estimateWords(accuracy, 3)}, exact 95 % interval; ${all} tiles`
      : 'No tiles';
    return {
      letter: '',
      title: `${title}: ${set}`,
      content: {
        kind: 'figure' as const,
        svg: confusionPlot(classes, matrix, [said]),
        data: {
          columns: ['truth', 'predicted', 'count'],
          rows: matrix.flatMap((row, i) =>
            row.map((count, j) => [classes[i] ?? '', classes[j] ?? '', count] as const),
          ),
        },
      },
      notes: [],
      missing: [],
    };
  });
}
