import { frame, ratioAxis } from './axes';
import { colour, element, GREY, line, picture, readableP, text, wordsWidth } from './svg';

/** One line of a forest: a ratio with its interval, or words in its place. */
export interface ForestRow {
  readonly label: string;
  readonly isHeading?: boolean;
  readonly ratio?: {
    readonly value: number;
    readonly lower: number;
    readonly upper: number;
    readonly p?: number;
  };
  /** Beside the label, like "42 / 120" events and patients. */
  readonly counts?: string;
  /** Instead of a ratio: why there is none. */
  readonly remark?: string;
}

const ROW = 24;

/** Ratios (hazard or odds) on a logarithmic axis, with numbers on the right; left of 1 favours a lower risk. */
export function forestPlot(rows: readonly ForestRow[], ratioName: string, countsName?: string): string {
  const labels = Math.max(60, ...rows.map(({ label }) => wordsWidth(label) + 12));
  const counts =
    countsName === undefined
      ? 0
      : Math.max(wordsWidth(countsName), ...rows.map(row => wordsWidth(row.counts ?? ''))) + 16;
  const left = 16 + labels + counts;
  const place = { left, top: 40, width: 300, height: ROW * rows.length };
  const axis = ratioAxis(
    `${ratioName} (logarithmic)`,
    rows.flatMap(({ ratio }) => (ratio ? [ratio.lower, ratio.upper] : [])),
  );
  const none = { label: '', least: 0, greatest: 1, marks: [] };
  const { x, drawn } = frame(place, axis, none, { hasGrid: false });
  const bottom = place.top + place.height;
  const right = left + place.width + 16;
  const head = { 'font-weight': 'bold', 'font-size': 12 };
  return picture(
    right + Math.max(240, wordsWidth(`${ratioName} (95 % interval)`) + 8),
    bottom + 52,
    `Forest plot of ${ratioName.toLowerCase()}s`,
    drawn,
    line(x(1), place.top, x(1), bottom, { stroke: GREY, 'stroke-dasharray': '4 3' }),
    countsName === undefined ? '' : text(countsName, 16 + labels, 28, head),
    text(`${ratioName} (95 % interval)`, right, 28, head),
    ...rows.map((row, k) => forestRow(row, place.top + ROW * (k + 0.5), { x, axis, labels, right })),
  );
}

function forestRow(
  { label, isHeading, ratio, counts, remark }: ForestRow,
  y: number,
  {
    x,
    axis,
    labels,
    right,
  }: {
    x: (value: number) => number;
    axis: { least: number; greatest: number };
    labels: number;
    right: number;
  },
): string {
  const within = (value: number) => Math.min(axis.greatest, Math.max(axis.least, value));
  const weight = isHeading === true ? 'bold' : undefined;
  const words = ratio
    ? `${ratio.value.toFixed(2)} (${ratio.lower.toFixed(2)} to ${ratio.upper.toFixed(2)})${ratio.p === undefined ? '' : `, ${readableP(ratio.p)}`}`
    : (remark ?? '');
  return [
    text(label, isHeading === true ? 8 : 16, y + 4, { 'font-weight': weight }),
    counts === undefined ? '' : text(counts, 16 + labels, y + 4, { 'font-size': 12 }),
    ratio
      ? line(x(within(ratio.lower)), y, x(within(ratio.upper)), y, { stroke: colour(0), 'stroke-width': 2 }) +
        element('rect', { x: x(within(ratio.value)) - 4.5, y: y - 4.5, width: 9, height: 9, fill: colour(0) })
      : '',
    text(words, right, y + 4, { 'font-size': 12 }),
  ].join('');
}
