/** One patient a row: follow-up in any unit of time (one unit for all), and whether it ended with the event. */
export interface SurvivalTimes {
  readonly time: readonly number[];
  readonly hasEvent: readonly boolean[];
}

/** Why these rows cannot be analysed, else undefined. */
export function survivalProblem({ time, hasEvent }: SurvivalTimes): string | undefined {
  if (time.length !== hasEvent.length) return 'every time needs its event status';
  if (time.length === 0) return 'there are no rows';
  if (!time.every(value => Number.isFinite(value) && value >= 0))
    return 'every time must be a number of at least 0';
  return undefined;
}

export const eventCount = ({ hasEvent }: SurvivalTimes): number => hasEvent.filter(Boolean).length;

/** The rows with these indices. */
export const rowsOf = <T>(values: readonly T[], indices: ArrayLike<number>): T[] =>
  Array.from(indices, index => values[index]).filter((value): value is T => value !== undefined);

/** Row indices of each group, in ascending order of the labels. */
export function byLabel(labels: readonly string[]): [label: string, rows: number[]][] {
  const groups = new Map<string, number[]>();
  labels.forEach((label, row) => {
    const rows = groups.get(label);
    if (rows) rows.push(row);
    else groups.set(label, [row]);
  });
  return [...groups].sort(([a], [b]) => labelOrder(a, b));
}

/** Numbers by value, before words by their code points: the same order on every machine. */
export function labelOrder(a: string, b: string): number {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== undefined && y !== undefined && x !== y) return x - y;
  if ((x === undefined) !== (y === undefined)) return x === undefined ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const asNumber = (text: string): number | undefined =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
