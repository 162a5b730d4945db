import { frame } from './axes';
import { colour, dash, element, line, picture, text } from './svg';

/** What was measured twice, in the unit of the axis. */
export interface MeasuredTwice {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Fits a column of a page: the words stay 12 px at 380 px width. */
const PLACE = { left: 64, top: 14, width: 176, height: 150 };
/** Names at the right that would lie on each other are moved apart. */
const LINE_PX = 14;

/** A line for each measure from the first to the second time, told apart by dashes, marks and names. */
export function changePlot(
  measures: readonly MeasuredTwice[],
  {
    title,
    label,
    times,
    range: [least, greatest],
    write,
  }: {
    title: string;
    label: string;
    times: readonly [string, string];
    range: readonly [number, number];
    write: (value: number) => string;
  },
): string {
  const marks = [least, (least + greatest) / 3, ((least + greatest) * 2) / 3, greatest];
  const across = { label: '', least: 0, greatest: 1, marks: [] };
  const plot = frame(PLACE, across, { label, least, greatest, marks });
  const [start, end] = [plot.x(0.14), plot.x(0.86)];
  const bottom = PLACE.top + PLACE.height;
  const places = apart(measures.map(({ to }) => plot.y(to)));
  return picture(
    380,
    bottom + 26,
    title,
    plot.drawn,
    ...times.map((time, at) =>
      text(time, at === 0 ? start : end, bottom + 19, { 'text-anchor': 'middle', 'font-size': 12 }),
    ),
    ...measures.map(({ name, from, to }, k) => {
      const look = { stroke: colour(k), 'stroke-width': 2, 'stroke-dasharray': dash(k) };
      return [
        line(start, plot.y(from), end, plot.y(to), look),
        ...[
          [start, plot.y(from)],
          [end, plot.y(to)],
        ].map(([cx, cy]) => element('circle', { cx, cy, r: 3.5, fill: colour(k) })),
        text(
          `${name} ${write(from)} \u2192 ${write(to)}`,
          PLACE.left + PLACE.width + 6,
          (places[k] ?? 0) + 4,
          {
            'font-size': 12,
          },
        ),
      ].join('');
    }),
  );
}

/** In the same order, each at least a line of words from the next, the lowest not below the axis. */
function apart(heights: readonly number[]): readonly number[] {
  const places = [...heights];
  const order = heights.map((_, k) => k).sort((a, b) => (heights[b] ?? 0) - (heights[a] ?? 0));
  let room = PLACE.top + PLACE.height;
  for (const k of order) {
    places[k] = Math.min(places[k] ?? 0, room);
    room = (places[k] ?? 0) - LINE_PX;
  }
  return places;
}
