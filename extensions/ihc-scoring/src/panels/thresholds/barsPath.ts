/**
 * The bars as one path in a square of side 1, the highest one full. Heights go with the square root of the counts: most
 * slides have a peak of negative cells beside which the positive ones would not be seen.
 */
export function barsPath(counts: readonly number[]): string {
  const highest = Math.max(1, ...counts);
  const width = 1 / Math.max(1, counts.length);
  return counts
    .flatMap((count, bar) => {
      if (count === 0) return [];
      const height = Math.sqrt(count / highest);
      return [`M${digits(bar * width)} 1V${digits(1 - height)}H${digits((bar + 1) * width)}V1Z`];
    })
    .join('');
}

const digits = (value: number): string => value.toFixed(4);
