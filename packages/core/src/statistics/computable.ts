/** Why there is no value: never NaN, never 0 in its place. */
export interface NotComputable {
  readonly kind: 'not computable';
  readonly reason: string;
}

/** A result with `kind: 'computed'`, or the reason why there is none. */
export type Computable<T> = ({ readonly kind: 'computed' } & T) | NotComputable;

export const notComputable = (reason: string): NotComputable => ({ kind: 'not computable', reason });

/** A value with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** The 97.5 % quantile of the normal distribution: the half width of a 95 % interval in standard errors. */
export const Z95 = 1.959963984540054;

/** The reason when a column holds what is no number, else undefined. */
export function notFinite(name: string, values: ArrayLike<number>): string | undefined {
  return Array.from(values).every(Number.isFinite) ? undefined : `${name} holds values that are no numbers`;
}

export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Sum with Kahan's correction, so that the order of many values does not move the last digits. */
export function sum(values: Iterable<number>): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const corrected = value - lost;
    const next = total + corrected;
    lost = next - total - corrected;
    total = next;
  }
  return total;
}

/** Sample variance (n - 1 in the denominator); two values at least. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return sum(values.map(value => (value - centre) ** 2)) / (values.length - 1);
}
