import type { Nomogram } from '../statistics/diagnostics/nomogram';
import { roundMarks } from '../statistics/diagnostics/nomogram';
import { line, picture, text, wordsWidth } from './svg';

const ROW = 52;
const WIDTH = 560;

/** Scales below each other: points, one a covariate, their sum, and the probability that belongs to it. */
export function nomogramPlot({ scales, most, probabilities }: Nomogram, outcome: string): string {
  const total = roundMarks(0, most, 8);
  const end = total.at(-1) ?? most;
  const sum = (value: number) => (value / end) * 100;
  const hundred = Array.from({ length: 11 }, (_, k) => ({ label: String(10 * k), points: 10 * k }));
  const rows = [
    { name: 'Points', marks: hundred },
    ...scales.map(({ covariate, marks }) => ({ name: covariate, marks })),
    { name: 'Total points', marks: total.map(value => ({ label: String(value), points: sum(value) })) },
    {
      name: `Probability of ${outcome}`,
      marks: probabilities.map(({ probability, points }) => ({
        label: String(probability),
        points: sum(points),
      })),
    },
  ];
  const left = 24 + Math.max(...rows.map(({ name }) => wordsWidth(name)));
  return picture(
    left + WIDTH + 30,
    ROW * rows.length + 12,
    `Nomogram for ${outcome}`,
    ...rows.map(({ name, marks }, k) => scaleRow(name, marks, left, 22 + ROW * k)),
  );
}

function scaleRow(
  name: string,
  marks: readonly { readonly label: string; readonly points: number }[],
  left: number,
  y: number,
): string {
  const x = (points: number) => left + (points / 100) * WIDTH;
  const places = marks.map(({ points }) => points);
  const [from, to] = [Math.min(...places), Math.max(...places)];
  return [
    text(name, 12, y + 4),
    marks.length === 0 ? '' : line(x(from), y, x(to), y, { 'stroke-width': 1.3 }),
    ...spaced(marks, x).map(
      ({ label, points, isAbove }) =>
        line(x(points), y, x(points), isAbove ? y - 6 : y + 6) +
        text(label, x(points), isAbove ? y - 9 : y + 19, { 'text-anchor': 'middle', 'font-size': 11 }),
    ),
  ].join('');
}

/** Words that would touch their neighbour go above the line; what would touch there too keeps only its place. */
function spaced(
  marks: readonly { readonly label: string; readonly points: number }[],
  x: (points: number) => number,
) {
  let [below, above] = [-Infinity, -Infinity];
  return marks
    .toSorted((a, b) => a.points - b.points)
    .map(({ label, points }) => {
      const [start, end] = [x(points) - wordsWidth(label, 11) / 2, x(points) + wordsWidth(label, 11) / 2 + 3];
      if (start >= below) {
        below = end;
        return { label, points, isAbove: false };
      }
      const fits = start >= above;
      if (fits) above = end;
      return { label: fits ? label : '', points, isAbove: true };
    });
}
