import { notComputable, notFinite, variance, type Computable } from './computable';
import { ascending, quantile } from './quantile';

export interface Density {
  readonly bandwidth: number;
  /** Places and heights; the area is 1, of which a part lies beyond the least and the greatest value. */
  readonly at: readonly number[];
  readonly height: readonly number[];
}

/**
 * Density of values by normal kernels, as a violin plot draws it; bandwidth by Silverman's rule (1986, eq. 3.31: R's
 * bw.nrd0), from the least to the greatest value.
 */
export function density(values: readonly number[], places = 128): Computable<Density> {
  const reason = notFinite('the values', values);
  if (reason !== undefined) return notComputable(reason);
  if (values.length < 2) return notComputable('at least two values are needed');
  const sorted = ascending(values);
  const [least, greatest] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  if (least === greatest) return notComputable('all values are equal');
  const bandwidth = silverman(sorted);
  const at = Array.from({ length: places }, (_, k) => least + ((greatest - least) * k) / (places - 1));
  const scale = 1 / (values.length * bandwidth * Math.sqrt(2 * Math.PI));
  const height = at.map(
    x => scale * sorted.reduce((sum, value) => sum + Math.exp(-(((x - value) / bandwidth) ** 2) / 2), 0),
  );
  return { kind: 'computed', bandwidth, at, height };
}

function silverman(sorted: readonly number[]): number {
  const deviation = Math.sqrt(variance(sorted));
  const quartiles = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34;
  const spread = quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
  return 0.9 * spread * sorted.length ** -0.2;
}
