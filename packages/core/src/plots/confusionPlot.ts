import { notes } from './axes';
import { element, INK, picture, text, wordsWidth } from './svg';

const CELL = 56;

/**
 * Counts of a classification: true classes by rows, predicted ones by columns; a cell is the darker the larger its share
 * of its row. @param counts whole numbers, rows and columns in the order of the classes
 */
export function confusionPlot(
  classes: readonly string[],
  counts: readonly (readonly number[])[],
  remarks: readonly string[],
): string {
  const left = 40 + Math.max(...classes.map(name => wordsWidth(name, 12)));
  const top = 52;
  const side = CELL * classes.length;
  const small = { 'font-size': 12, 'text-anchor': 'middle' };
  const below = top + side + 26;
  return picture(
    Math.max(left + side + 24, left + 20 + Math.max(0, ...remarks.map(words => wordsWidth(words, 12)))),
    below + 16 * remarks.length,
    'Confusion matrix',
    text('Predicted class', left + side / 2, 20, { 'text-anchor': 'middle' }),
    text('True class', 0, 0, {
      'text-anchor': 'middle',
      transform: `translate(18 ${top + side / 2}) rotate(-90)`,
    }),
    ...classes.flatMap((name, k) => [
      text(name, left + CELL * (k + 0.5), top - 8, small),
      text(name, left - 8, top + CELL * (k + 0.5) + 4, { 'font-size': 12, 'text-anchor': 'end' }),
    ]),
    ...counts.flatMap((row, i) =>
      row.map((count, j) => cell(count, sum(row), left + CELL * j, top + CELL * i)),
    ),
    element('rect', { x: left, y: top, width: side, height: side, fill: 'none', stroke: INK }),
    notes(remarks, left, below),
  );
}

function cell(count: number, ofRow: number, x: number, y: number): string {
  const share = ofRow === 0 ? 0 : count / ofRow;
  const words = share > 0.5 ? 'white' : INK;
  const middle = { 'text-anchor': 'middle', fill: words };
  return [
    element('rect', { x, y, width: CELL, height: CELL, fill: '#0072b2', 'fill-opacity': share }),
    element('rect', { x, y, width: CELL, height: CELL, fill: 'none', stroke: '#d0d0d0' }),
    text(String(count), x + CELL / 2, y + CELL / 2, { ...middle, 'font-size': 12 }),
    ofRow === 0
      ? ''
      : text(`${(100 * share).toFixed(1)} %`, x + CELL / 2, y + CELL / 2 + 15, {
          ...middle,
          'font-size': 10,
        }),
  ].join('');
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
