import type { Estimate } from '../statistics/computable';
import { frame, notes, shareAxis } from './axes';
import { marker, markerKey, markerKeyWidth } from './marker';
import { colour, line, picture, text } from './svg';

/** One measure (of one class) for each model, in the order of the models; undefined where there is none. */
export interface MeasureGroup {
  readonly label: string;
  readonly estimates: readonly (Estimate | undefined)[];
}

const SPACING = 15;

/** Shares of several models side by side with their intervals, one group a measure. */
export function measuresPlot(
  models: readonly string[],
  groups: readonly MeasureGroup[],
  remarks: readonly string[],
): string {
  const step = Math.max(92, SPACING * (models.length + 2));
  const place = { left: 66, top: 22, width: step * groups.length, height: 300 };
  const none = { label: '', least: 0, greatest: groups.length, marks: [] };
  const plot = frame(place, none, shareAxis('Value'));
  const bottom = place.top + place.height;
  return picture(
    Math.max(place.left + place.width + 24, place.left + markerKeyWidth(models)),
    bottom + 62 + 16 * remarks.length,
    'Measures of models',
    plot.drawn,
    ...groups.flatMap(({ label, estimates }, at) => [
      text(label, plot.x(at + 0.5), bottom + 20, { 'text-anchor': 'middle', 'font-size': 12 }),
      ...estimates.map((estimate, k) => {
        if (!estimate) return '';
        const x = plot.x(at + 0.5) + SPACING * (k - (models.length - 1) / 2);
        const bar = line(x, plot.y(estimate.lower), x, plot.y(estimate.upper), {
          stroke: colour(k),
          'stroke-width': 1.6,
        });
        return bar + marker(k, x, plot.y(estimate.value));
      }),
    ]),
    markerKey(models, { left: place.left, top: bottom + 46 }),
    notes(remarks, place.left, bottom + 68),
  );
}
