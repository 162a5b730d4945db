/**
 * Quantile between the order statistics, the seventh of Hyndman and Fan (The American Statistician 1996;50:361): R's and
 * the spreadsheets' default. @param sorted ascending, not empty. @param p 0 to 1.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const [low, high] = [sorted[below] ?? NaN, sorted[below + 1] ?? NaN];
  return position === below ? low : low + (position - below) * (high - low);
}

export const ascending = (values: Iterable<number>): number[] => Array.from(values).sort((a, b) => a - b);

export const median = (values: readonly number[]): number => quantile(ascending(values), 0.5);
