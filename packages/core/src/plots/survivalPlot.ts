import { numberAtRisk, type SurvivalStep } from '../statistics/survival/kaplanMeier';
import { axisOver, frame, legend, notes, shareAxis, type Frame } from './axes';
import { colour, dash, element, line, path, picture, text, wordsWidth } from './svg';

export interface SurvivalCurve {
  readonly group: string;
  readonly steps: readonly SurvivalStep[];
  /** The one that the picture is about: drawn strongly, the others step back. */
  readonly isHighlighted?: boolean;
}

/**
 * Kaplan-Meier curves with their intervals, ticks where patients were censored, and the numbers at risk below.
 * @param timeLabel with its unit. @param remarks small print in the picture, like the log-rank test
 */
export function survivalPlot(
  curves: readonly SurvivalCurve[],
  { timeLabel, remarks = [] }: { timeLabel: string; remarks?: readonly string[] },
): string {
  const axis = axisOver(timeLabel, [0, ...curves.flatMap(({ steps }) => steps.map(({ time }) => time))], 7);
  const names = Math.max(...curves.map(({ group }) => wordsWidth(group, 12)), wordsWidth('At risk', 12));
  const left = Math.min(240, Math.max(70, names + 46));
  const place = { left, top: 24, width: 520, height: 320 };
  const plot = frame(place, axis, shareAxis('Survival'));
  const tableTop = place.top + place.height + 66;
  const height = tableTop + 20 * curves.length + 14;
  const key = legend(
    curves.map(({ group }, k) => ({ words: group, colour: colour(k), dash: dash(k) })),
    { left: left + place.width + 16, top: place.top },
  );
  const width =
    left +
    place.width +
    56 +
    (curves.length > 1 ? Math.max(...curves.map(({ group }) => wordsWidth(group, 12))) : 0);
  return picture(
    width,
    height,
    'Kaplan-Meier survival curves',
    plot.drawn,
    ...curves.map((each, k) => curve(plot, each, k, hasHighlight(curves) && each.isHighlighted !== true)),
    curves.length > 1 ? key : '',
    notes(remarks, left + 12, place.top + place.height - 10 - 16 * (remarks.length - 1)),
    riskTable(curves, axis.marks, plot, tableTop),
  );
}

const hasHighlight = (curves: readonly SurvivalCurve[]): boolean =>
  curves.some(({ isHighlighted }) => isHighlighted === true);

function curve(
  { x, y }: Frame,
  { steps, isHighlighted }: SurvivalCurve,
  k: number,
  isBehind: boolean,
): string {
  const stairs = (height: (step: SurvivalStep) => number) => {
    let before = 1;
    const points: [number, number][] = [[x(0), y(1)]];
    for (const step of steps) {
      points.push([x(step.time), y(before)]);
      before = height(step);
      points.push([x(step.time), y(before)]);
    }
    return points;
  };
  const bounded = steps.filter(({ lower, upper }) => lower !== undefined && upper !== undefined);
  const band = (of: readonly SurvivalStep[], bound: 'lower' | 'upper') => {
    let before = 1;
    return of.flatMap((step): [number, number][] => {
      const from = before;
      before = step[bound] ?? before;
      return [
        [x(step.time), y(from)],
        [x(step.time), y(before)],
      ];
    });
  };
  const area = [...band(bounded, 'upper'), ...band(bounded, 'lower').reverse()];
  const censored = steps.filter(({ nCensor }) => nCensor > 0);
  return [
    path(area, { fill: colour(k), 'fill-opacity': isBehind ? 0.06 : 0.13 }),
    path(
      stairs(({ surv }) => surv),
      {
        stroke: colour(k),
        'stroke-width': isHighlighted === true ? 4 : 2,
        'stroke-dasharray': dash(k),
        'stroke-opacity': isBehind ? 0.55 : undefined,
      },
    ),
    ...censored.map(({ time, surv }) =>
      line(x(time), y(surv) - 5, x(time), y(surv) + 5, { stroke: colour(k), 'stroke-width': 1.2 }),
    ),
  ].join('');
}

/** Behind the numbers of the group that the picture is about; black and all colours stand out on it. */
const MARKED = '#f0f0f0';

function riskTable(
  curves: readonly SurvivalCurve[],
  times: readonly number[],
  { x, place }: Frame,
  top: number,
): string {
  const small = { 'font-size': 12 };
  return [
    text('At risk', place.left - 24, top, { ...small, 'text-anchor': 'end', 'font-weight': 'bold' }),
    ...curves.flatMap(({ group, steps, isHighlighted }, k) => {
      const y = top + 20 * (k + 1);
      const words = curves.length > 1 ? group : 'All';
      return [
        isHighlighted === true
          ? element('rect', {
              x: 4,
              y: y - 14,
              width: place.left + place.width + 12,
              height: 19,
              fill: MARKED,
            })
          : '',
        text(words, place.left - 24, y, {
          ...small,
          'text-anchor': 'end',
          fill: colour(k),
          'font-weight': 'bold',
        }),
        ...times.map(time =>
          text(String(numberAtRisk(steps, time)), x(time), y, { ...small, 'text-anchor': 'middle' }),
        ),
      ];
    }),
  ].join('');
}
