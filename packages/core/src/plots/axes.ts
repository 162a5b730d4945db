import { roundMarks } from '../statistics/diagnostics/nomogram';
import { element, GREY, INK, line, PALE, text } from './svg';

/** One axis: what it measures (with its unit), from where to where. */
export interface Axis {
  readonly label: string;
  readonly least: number;
  readonly greatest: number;
  readonly marks: readonly number[];
  readonly isLogarithmic?: boolean;
}

/** A rectangle in the picture, in pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  readonly place: Place;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Lines, marks and names of both axes. */
  readonly drawn: string;
}

/** An axis over the values with round marks; it reaches at least from the first to the last mark. */
export function axisOver(label: string, values: readonly number[], about = 6): Axis {
  const finite = values.filter(Number.isFinite);
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)];
  const marks = roundMarks(least, greatest === least ? least + 1 : greatest, about);
  return { label, least: marks[0] ?? 0, greatest: marks.at(-1) ?? 1, marks };
}

/** An axis of shares from 0 to 1. */
export const shareAxis = (label: string): Axis => ({
  label,
  least: 0,
  greatest: 1,
  marks: [0, 0.2, 0.4, 0.6, 0.8, 1],
});

/** A logarithmic axis for ratios with marks at 1, 2 and 5 times powers of ten. */
export function ratioAxis(label: string, values: readonly number[]): Axis {
  const finite = values.filter(value => Number.isFinite(value) && value > 0);
  const all = [-3, -2, -1, 0, 1, 2].flatMap(power => [1, 2, 5].map(digit => Number(`${digit}e${power}`)));
  const [least, greatest] = [Math.min(0.5, ...finite), Math.max(2, ...finite)];
  const first = all.findLast(mark => mark <= least) ?? 0.001;
  const last = all.find(mark => mark >= greatest) ?? 500;
  const marks = all.filter(mark => mark >= first && mark <= last);
  const shown =
    marks.length > 9 ? marks.filter(mark => /^0?\.?0*1/.test(String(mark)) || mark === first) : marks;
  return { label, least: first, greatest: last, marks: shown, isLogarithmic: true };
}

export function frame(place: Place, across: Axis, up: Axis, { hasGrid = true } = {}): Frame {
  const { left, top, width, height } = place;
  const [x, y] = [scale(across, left, left + width), scale(up, top + height, top)];
  const bottom = top + height;
  const drawn = [
    ...(hasGrid
      ? up.marks.map(mark => line(left, y(mark), left + width, y(mark), { stroke: '#ececec' }))
      : []),
    line(left, bottom, left + width, bottom),
    line(left, top, left, bottom),
    ...across.marks.flatMap(mark => [
      line(x(mark), bottom, x(mark), bottom + 5),
      text(shownMark(mark), x(mark), bottom + 19, { 'text-anchor': 'middle', 'font-size': 12 }),
    ]),
    ...up.marks.flatMap(mark => [
      line(left - 5, y(mark), left, y(mark)),
      text(shownMark(mark), left - 8, y(mark) + 4, { 'text-anchor': 'end', 'font-size': 12 }),
    ]),
    text(across.label, left + width / 2, bottom + 38, { 'text-anchor': 'middle' }),
    text(up.label, 0, 0, {
      'text-anchor': 'middle',
      transform: `translate(${left - 46} ${top + height / 2}) rotate(-90)`,
    }),
  ].join('');
  return { place, x, y, drawn };
}

function scale({ least, greatest, isLogarithmic = false }: Axis, from: number, to: number) {
  const place = isLogarithmic ? Math.log : (value: number) => value;
  const [low, high] = [place(least), place(greatest)];
  return (value: number) => from + ((place(value) - low) / (high - low)) * (to - from);
}

const shownMark = (mark: number): string => String(mark).replace('-', '\u2212');

/** One entry of a legend: a stroke or a point and its words. */
export interface LegendEntry {
  readonly words: string;
  readonly colour: string;
  readonly dash?: string | undefined;
}

/** Entries below each other on a white ground. @param at top left corner */
export function legend(entries: readonly LegendEntry[], at: { left: number; top: number }): string {
  return entries
    .map(({ words, colour, dash }, k) => {
      const y = at.top + 10 + 18 * k;
      return (
        line(at.left, y - 4, at.left + 24, y - 4, {
          stroke: colour,
          'stroke-width': 2.5,
          'stroke-dasharray': dash,
        }) + text(words, at.left + 31, y, { 'font-size': 12 })
      );
    })
    .join('');
}

/** Lines of small print. */
export const notes = (lines: readonly string[], left: number, top: number): string =>
  lines.map((words, k) => text(words, left, top + 16 * k, { 'font-size': 12, fill: GREY })).join('');

export const dot = (x: number, y: number, colour = INK, radius = 3): string =>
  element('circle', { cx: x, cy: y, r: radius, fill: colour, 'fill-opacity': 0.65, stroke: 'none' });

export const diagonal = ({ x, y }: Frame, least = 0, greatest = 1): string =>
  line(x(least), y(least), x(greatest), y(greatest), {
    stroke: PALE,
    'stroke-width': 1.5,
    'stroke-dasharray': '5 4',
  });
