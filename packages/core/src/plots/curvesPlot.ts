import { axisOver, frame, legend } from './axes';
import { colour, dash, path, picture, wordsWidth } from './svg';

/** One line through its points. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Lines over a common axis, as of a training: loss by iteration. */
export function curvesPlot(curves: readonly Curve[], labelX: string, labelY: string): string {
  const place = { left: 76, top: 22, width: 500, height: 320 };
  const all = curves.flatMap(({ points }) => points);
  const [across, up] = [
    axisOver(labelX, [0, ...all.map(([x]) => x)]),
    axisOver(labelY, [0, ...all.map(([, y]) => y)]),
  ];
  const plot = frame(place, across, up);
  const names = Math.max(...curves.map(({ name }) => wordsWidth(name, 12)));
  return picture(
    place.left + place.width + 62 + names,
    place.top + place.height + 52,
    labelY,
    plot.drawn,
    ...curves.map(({ points }, k) =>
      path(
        points.map(([x, y]) => [plot.x(x), plot.y(y)] as const),
        { stroke: colour(k), 'stroke-width': 1.8, 'stroke-dasharray': dash(k) },
      ),
    ),
    legend(
      curves.map(({ name }, k) => ({ words: name, colour: colour(k), dash: dash(k) })),
      { left: place.left + place.width + 16, top: place.top + 4 },
    ),
  );
}
