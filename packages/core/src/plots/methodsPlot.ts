import { axisOver, frame, type Axis, type Frame } from './axes';
import { marker, markerKey } from './marker';
import { colour, element, line, PALE, picture, text, wordsWidth } from './svg';

/** What one method gave for each case, in the order of the cases; undefined where it gave nothing. */
export interface MethodValues {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

const small = (words: string, x: number, y: number): string => text(words, x, y, { 'font-size': 12 });

/** Values of several methods for the same cases, which stand beside each other in the order given. */
export function methodsPlot(methods: readonly MethodValues[], labelX: string, labelY: string): string {
  const count = Math.max(1, ...methods.map(({ values }) => values.length));
  const place = { left: 76, top: 44, width: Math.max(460, Math.min(900, 9 * count)), height: 320 };
  const up = axisOver(labelY, [0, ...methods.flatMap(({ values }) => values.filter(isThere))], 7);
  const names = methods.map(({ name }) => name);
  const plot = frame(place, axisOver(labelX, [0, count], 8), up);
  return picture(
    place.left + place.width + 24,
    place.top + place.height + 52,
    labelY,
    plot.drawn,
    markerKey(names, { left: place.left, top: 24 }),
    ...methods.flatMap(({ values }, k) =>
      values.map((value, at) => (isThere(value) ? marker(k, plot.x(at + 1), plot.y(value)) : '')),
    ),
  );
}

const isThere = (value: number | undefined): value is number => value !== undefined;

/** Earlier and later value of each patient by two methods, and both changes. */
export interface PatientChange {
  readonly patient: string;
  /** Earlier and later. */
  readonly first: readonly [number, number];
  readonly second: readonly [number, number];
}

const ROW = 13;
const PANEL = 230;
const GAP = 34;

/** Three panels with one line a patient: the first method, the second, and the changes of both. */
export function changesPlot(
  patients: readonly PatientChange[],
  names: readonly [string, string],
  times: readonly [string, string],
  valueLabel: string,
): string {
  const left = 24 + Math.max(...patients.map(({ patient }) => wordsWidth(patient, 10)));
  const values = axisOver(
    valueLabel,
    [0, ...patients.flatMap(({ first, second }) => [...first, ...second])],
    6,
  );
  const changes = axisOver(`Change (${times[1]} \u2212 ${times[0]})`, [
    0,
    ...patients.flatMap(({ first, second }) => [first, second].map(([from, to]) => to - from)),
  ]);
  const panel = (k: number, axis: Axis) =>
    frame(
      { left: left + k * (PANEL + GAP), top: 62, width: PANEL, height: ROW * patients.length },
      axis,
      { label: '', least: patients.length, greatest: 0, marks: [] },
      { hasGrid: false },
    );
  const [one, two, three] = [panel(0, values), panel(1, values), panel(2, changes)];
  const bottom = one.place.top + one.place.height;
  return picture(
    left + 3 * (PANEL + GAP),
    bottom + 58,
    'Change between two times by two methods',
    one.drawn,
    two.drawn,
    three.drawn,
    heading(names[0], one),
    heading(names[1], two),
    heading('Change', three),
    timesKey(times, left),
    markerKey(names, { left: three.place.left, top: 22 }),
    ...patients.map(({ patient }, k) =>
      text(patient, left - 8, one.y(k + 0.5) + 3, { 'font-size': 10, 'text-anchor': 'end' }),
    ),
    ...patients.map(({ first }, k) => pair(first, one, k, 0)),
    ...patients.map(({ second }, k) => pair(second, two, k, 1)),
    line(three.x(0), three.place.top, three.x(0), bottom, { stroke: PALE, 'stroke-width': 1.5 }),
    ...patients.flatMap(({ first, second }, k) =>
      [first, second].map(([from, to], method) => marker(method, three.x(to - from), three.y(k + 0.5))),
    ),
  );
}

const heading = (words: string, { place }: Frame): string =>
  text(words, place.left + place.width / 2, 52, { 'text-anchor': 'middle', 'font-weight': 'bold' });

function timesKey(times: readonly [string, string], left: number): string {
  return times
    .map((words, k) => ring(left + 6 + 110 * k, 18, 0, k === 1) + small(words, left + 16 + 110 * k, 22))
    .join('');
}

function pair([from, to]: readonly [number, number], { x, y }: Frame, k: number, method: number): string {
  const at = y(k + 0.5);
  const stroke = colour(method);
  return (
    line(x(from), at, x(to), at, { stroke, 'stroke-opacity': 0.5 }) +
    ring(x(from), at, method, false) +
    ring(x(to), at, method, true)
  );
}

/** Open for the earlier time, filled for the later one. */
const ring = (cx: number, cy: number, method: number, isLater: boolean): string =>
  element('circle', { cx, cy, r: 3.6, fill: isLater ? colour(method) : 'white', stroke: colour(method) });
