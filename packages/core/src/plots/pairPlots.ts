import type { BlandAltman } from '../statistics/agreement/blandAltman';
import type { Correlation } from '../statistics/correlation';
import { axisOver, dot, frame, notes } from './axes';
import { colour, element, GREY, INK, line, picture, readable, readableP, text } from './svg';

const PLACE = { left: 76, top: 22, width: 460, height: 340 };

/** Differences against means with bias and limits of agreement, each with its 95 % interval as a band. */
export function blandAltmanPlot(
  a: readonly number[],
  b: readonly number[],
  { bias, lowerLimit, upperLimit, n }: BlandAltman,
  { nameA, nameB, unit }: { nameA: string; nameB: string; unit?: string | undefined },
): string {
  const means = a.map((value, k) => (value + (b[k] ?? NaN)) / 2);
  const differences = a.map((value, k) => value - (b[k] ?? NaN));
  const inUnit = unit === undefined ? '' : ` (${unit})`;
  const across = axisOver(`Mean of ${nameA} and ${nameB}${inUnit}`, means);
  const up = axisOver(`${nameA} \u2212 ${nameB}${inUnit}`, [
    ...differences,
    lowerLimit.lower,
    upperLimit.upper,
    0,
  ]);
  const plot = frame(PLACE, across, up, { hasGrid: false });
  const right = PLACE.left + PLACE.width;
  const level = ({ value, lower, upper }: BlandAltman['bias'], words: string, dashes?: string) =>
    element('rect', {
      x: PLACE.left,
      y: plot.y(upper),
      width: PLACE.width,
      height: plot.y(lower) - plot.y(upper),
      fill: colour(1),
      'fill-opacity': 0.12,
    }) +
    line(PLACE.left, plot.y(value), right, plot.y(value), {
      stroke: colour(1),
      'stroke-width': 1.6,
      'stroke-dasharray': dashes,
    }) +
    text(words, right + 8, plot.y(value) - 2, { 'font-size': 12 }) +
    text(readable(value), right + 8, plot.y(value) + 12, { 'font-size': 12 });
  return picture(
    right + 112,
    PLACE.top + PLACE.height + 76,
    'Bland-Altman plot',
    plot.drawn,
    level(bias, 'Bias'),
    level(upperLimit, '+1.96 SD', '6 4'),
    level(lowerLimit, '\u22121.96 SD', '6 4'),
    line(PLACE.left, plot.y(0), right, plot.y(0), { stroke: GREY, 'stroke-width': 1 }),
    ...means.map((value, k) => dot(plot.x(value), plot.y(differences[k] ?? NaN), colour(0))),
    notes([`n = ${n}; bands: 95 % intervals of bias and limits`], PLACE.left, PLACE.top + PLACE.height + 64),
  );
}

/** Points with the correlation in words; the line of equal values where both axes have one unit. */
export function scatterPlot(
  x: readonly number[],
  y: readonly number[],
  { value, lower, upper, p, n }: Correlation,
  {
    labelX,
    labelY,
    symbol,
    isSameUnit,
  }: { labelX: string; labelY: string; symbol: string; isSameUnit: boolean },
): string {
  const shared = isSameUnit ? [...x, ...y] : undefined;
  const [across, up] = [axisOver(labelX, shared ?? x), axisOver(labelY, shared ?? y)];
  const plot = frame(PLACE, across, up);
  const equal = isSameUnit
    ? line(plot.x(across.least), plot.y(across.least), plot.x(across.greatest), plot.y(across.greatest), {
        stroke: GREY,
        'stroke-dasharray': '5 4',
      })
    : '';
  const said = `${symbol} = ${value.toFixed(2)} (95 % interval ${lower.toFixed(2)} to ${upper.toFixed(2)}), ${readableP(p)}, n = ${n}`;
  return picture(
    PLACE.left + PLACE.width + 26,
    PLACE.top + PLACE.height + 74,
    'Scatter plot',
    plot.drawn,
    equal,
    ...x.map((at, k) => dot(plot.x(at), plot.y(y[k] ?? NaN), colour(0), x.length > 500 ? 2 : 3)),
    text(said, PLACE.left, PLACE.top + PLACE.height + 62, { 'font-size': 12, fill: INK }),
  );
}
