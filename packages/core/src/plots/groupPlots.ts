import { density } from '../statistics/density';
import { ascending, quantile } from '../statistics/quantile';
import { axisOver, dot, frame, notes } from './axes';
import { colour, element, line, path, picture, text, wordsWidth } from './svg';

export interface GroupValues {
  readonly group: string;
  readonly values: readonly number[];
  /** Patients behind values that are resamples of them. */
  readonly n?: number;
}

const LEAST_STEP = 120;

/** Violins with median and quartiles, and the values themselves where there are few. */
export function violinPlot(
  groups: readonly GroupValues[],
  label: string,
  remarks: readonly string[] = [],
): string {
  const step = Math.max(LEAST_STEP, ...groups.map(({ group }) => wordsWidth(group) + 14));
  const place = { left: 76, top: 22, width: step * groups.length, height: 340 };
  const up = axisOver(
    label,
    groups.flatMap(({ values }) => values),
    8,
  );
  const none = { label: '', least: 0, greatest: groups.length, marks: [] };
  const plot = frame(place, none, up);
  const bottom = place.top + place.height;
  return picture(
    Math.max(360, place.left + place.width + 26),
    bottom + 48 + 16 * remarks.length,
    'Violin plot',
    plot.drawn,
    ...groups.map(({ group, values, n = values.length }, k) => {
      const centre = plot.x(k + 0.5);
      return (
        violin(values, centre, plot.y, k) +
        text(group, centre, bottom + 20, { 'text-anchor': 'middle' }) +
        text(`n = ${n}`, centre, bottom + 36, { 'text-anchor': 'middle', 'font-size': 11 })
      );
    }),
    notes(remarks, place.left, bottom + 60),
  );
}

function violin(values: readonly number[], centre: number, y: (value: number) => number, k: number): string {
  const shape = density(values);
  const half = LEAST_STEP * 0.4;
  const highest = shape.kind === 'computed' ? Math.max(...shape.height) : 1;
  const outline =
    shape.kind === 'computed'
      ? [1, -1].flatMap(side => {
          const edge = shape.at.map(
            (value, at) => [centre + (side * half * (shape.height[at] ?? 0)) / highest, y(value)] as const,
          );
          return side === 1 ? edge : edge.reverse();
        })
      : [];
  const sorted = ascending(values);
  const [low, middle, high] = [0.25, 0.5, 0.75].map(p => y(quantile(sorted, p)));
  const few =
    values.length <= 60
      ? values.map((value, row) => dot(centre + jitter(row) * half, y(value), colour(k), 2.2))
      : [];
  return [
    path(outline, { fill: colour(k), 'fill-opacity': 0.2, stroke: colour(k), 'stroke-width': 1.3 }),
    ...few,
    element('rect', {
      x: centre - 5,
      y: high ?? 0,
      width: 10,
      height: (low ?? 0) - (high ?? 0),
      fill: 'white',
      stroke: colour(k),
      'stroke-width': 1.5,
    }),
    line(centre - 11, middle ?? 0, centre + 11, middle ?? 0, { 'stroke-width': 2.5 }),
  ].join('');
}

/** Sideways places that look scattered and are the same each time. */
const jitter = (row: number): number => (((row * 0.618034) % 1) - 0.5) * 0.7;

/** One line a patient from the earlier to the later value, coloured by direction, and the mean of both. */
export function changePlot(
  earlier: readonly number[],
  later: readonly number[],
  {
    labels,
    valueLabel,
    remarks = [],
  }: { labels: readonly [string, string]; valueLabel: string; remarks?: readonly string[] },
): string {
  const place = { left: 76, top: 22, width: 320, height: 340 };
  const up = axisOver(valueLabel, [...earlier, ...later], 8);
  const plot = frame(place, { label: '', least: 0, greatest: 1, marks: [] }, up);
  const [from, to] = [plot.x(0.18), plot.x(0.82)];
  const bottom = place.top + place.height;
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const direction = (change: number) => (change > 0 ? 1 : change < 0 ? 0 : 6);
  return picture(
    place.left + place.width + 90,
    bottom + 50 + 16 * remarks.length,
    'Change between two measurements',
    plot.drawn,
    ...earlier.map((value, row) => {
      const end = later[row] ?? NaN;
      const stroke = colour(direction(end - value));
      return (
        line(from, plot.y(value), to, plot.y(end), {
          stroke,
          'stroke-opacity': 0.55,
          'stroke-dasharray': end < value ? '5 3' : undefined,
        }) +
        dot(from, plot.y(value), stroke) +
        dot(to, plot.y(end), stroke)
      );
    }),
    line(from, plot.y(average(earlier)), to, plot.y(average(later)), { 'stroke-width': 3.5 }),
    text('mean', to + 8, plot.y(average(later)) + 4, { 'font-size': 12, 'font-weight': 'bold' }),
    text(labels[0], from, bottom + 20, { 'text-anchor': 'middle' }),
    text(labels[1], to, bottom + 20, { 'text-anchor': 'middle' }),
    notes(['Solid: rose; dashed: fell; black: the mean', ...remarks], place.left, bottom + 46),
  );
}
