import type { Calibration } from '../statistics/diagnostics/calibration';
import type { DecisionPoint } from '../statistics/diagnostics/decisionCurve';
import type { Roc, RocPoint } from '../statistics/diagnostics/roc';
import { axisOver, diagonal, frame, legend, notes, shareAxis } from './axes';
import { colour, dash, element, GREY, line, path, picture, wordsWidth } from './svg';

const SQUARE = { left: 66, top: 22, width: 400, height: 400 };

export interface NamedRoc {
  readonly name: string;
  readonly roc: Roc;
  /** The point of a threshold that was found elsewhere; a ring marks it in the place of Youden's. */
  readonly applied?: Pick<RocPoint, 'sensitivity' | 'specificity'> | undefined;
}

/** ROC curves with the area and its interval in the legend. @param ring what the ring on each curve marks, in words */
export function rocPlot(
  curves: readonly NamedRoc[],
  ring = 'the greatest sensitivity + specificity',
): string {
  const plot = frame(SQUARE, shareAxis('1 \u2212 specificity'), shareAxis('Sensitivity'));
  const entries = curves.map(({ name, roc: { auc, positives, negatives } }, k) => ({
    words: `${name}: AUC ${auc.value.toFixed(3)} (${auc.lower.toFixed(3)} to ${auc.upper.toFixed(3)}), n = ${positives + negatives}`,
    colour: colour(k),
    dash: dash(k),
  }));
  const lines = entries.length + 1;
  const below = SQUARE.top + SQUARE.height + 56;
  const widest = Math.max(...entries.map(({ words }) => wordsWidth(words, 12)));
  return picture(
    SQUARE.left + Math.max(SQUARE.width, widest + 40) + 24,
    below + 18 * lines + 8,
    'ROC curve',
    plot.drawn,
    diagonal(plot),
    ...curves.map(({ roc: { points, youden }, applied }, k) => {
      const at = ({ sensitivity, specificity }: Pick<RocPoint, 'sensitivity' | 'specificity'>) =>
        [plot.x(1 - specificity), plot.y(sensitivity)] as const;
      const rings = (applied ? [applied] : youden).map(point => {
        const [cx, cy] = at(point);
        return element('circle', { cx, cy, r: 5, fill: 'white', stroke: colour(k), 'stroke-width': 2 });
      });
      return (
        path(points.map(at), { stroke: colour(k), 'stroke-width': 2, 'stroke-dasharray': dash(k) }) +
        rings.join('')
      );
    }),
    legend(entries, { left: SQUARE.left, top: below }),
    notes([`Ring: ${ring}`], SQUARE.left, below + 18 * entries.length + 10),
  );
}

/** Observed share against predicted probability by tenths of risk, with exact intervals and, below, how many there are. */
export function calibrationPlot(
  { bins, brier, intercept, slope }: Calibration,
  label = 'Predicted probability',
): string {
  const plot = frame(SQUARE, shareAxis(label), shareAxis('Observed share'));
  const { x, y } = plot;
  const points = bins.map(({ meanPredicted, observed }) => [x(meanPredicted), y(observed.value)] as const);
  const bars = bins.map(({ meanPredicted, observed: { lower, upper } }) =>
    line(x(meanPredicted), y(lower), x(meanPredicted), y(upper), { stroke: colour(0), 'stroke-width': 1.5 }),
  );
  const dots = points.map(([cx, cy]) => element('circle', { cx, cy, r: 4.5, fill: colour(0) }));
  const number = (value: number | undefined) => (value === undefined ? 'not evaluable' : value.toFixed(2));
  const remarks = [
    `Brier score ${brier.toFixed(3)}`,
    `Intercept ${number(intercept?.value)}, slope ${number(slope?.value)} (0 and 1 are perfect)`,
    `${bins.length} groups of risk, of ${sizes(bins.map(({ n }) => n))} patients; bars: exact 95 % intervals`,
  ];
  const below = SQUARE.top + SQUARE.height + 62;
  return picture(
    SQUARE.left + SQUARE.width + 24,
    below + 16 * remarks.length + 2,
    'Calibration',
    plot.drawn,
    diagonal(plot),
    path(points, { stroke: colour(0), 'stroke-opacity': 0.4, 'stroke-width': 1.5 }),
    ...bars,
    ...dots,
    notes(remarks, SQUARE.left, below),
  );
}

function sizes(of: readonly number[]): string {
  const [least, most] = [Math.min(...of), Math.max(...of)];
  return least === most ? String(least) : `${least} to ${most}`;
}

export interface NamedDecisionCurve {
  readonly name: string;
  /** Patients. */
  readonly n: number;
  readonly points: readonly DecisionPoint[];
}

/** Net benefit over threshold probabilities, with "treat all" and "treat none". */
export function decisionPlot(curves: readonly NamedDecisionCurve[]): string {
  const place = { left: 74, top: 22, width: 500, height: 340 };
  const [all = []] = curves.map(({ points }) => points);
  const highest = Math.max(
    0.05,
    ...curves.flatMap(({ points }) => points.map(p => Math.max(p.netBenefit, p.treatAll))),
  );
  // Far below 0 nothing is to be read: the curves end there.
  const lowest = -highest / 4;
  const up = axisOver('Net benefit', [lowest, highest], 6);
  const plot = frame(place, shareAxis('Threshold probability'), up);
  const within = (points: readonly DecisionPoint[], height: (p: DecisionPoint) => number) =>
    points.filter(p => height(p) >= up.least).map(p => [plot.x(p.threshold), plot.y(height(p))] as const);
  const entries = [
    ...curves.map(({ name, n }, k) => ({ words: `${name}, n = ${n}`, colour: colour(k), dash: dash(k) })),
    { words: 'Treat all', colour: GREY, dash: '3 3' },
    { words: 'Treat none', colour: GREY },
  ];
  const widest = Math.max(...entries.map(({ words }) => wordsWidth(words, 12)));
  return picture(
    place.left + place.width + 60 + widest,
    place.top + place.height + 54,
    'Decision curve',
    plot.drawn,
    line(plot.x(0), plot.y(0), plot.x(1), plot.y(0), { stroke: GREY, 'stroke-width': 2 }),
    path(
      within(all, p => p.treatAll),
      { stroke: GREY, 'stroke-width': 2, 'stroke-dasharray': '3 3' },
    ),
    ...curves.map(({ points }, k) =>
      path(
        within(points, p => p.netBenefit),
        { stroke: colour(k), 'stroke-width': 2.2, 'stroke-dasharray': dash(k) },
      ),
    ),
    legend(entries, { left: place.left + place.width + 14, top: place.top + 4 }),
  );
}
