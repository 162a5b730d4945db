import { entropy, weighed, type Features } from './featureTable';

/** How often a grey level was seen with a second number: a run's length, a zone's size, a distance, a dependence. */
export interface PairCounts {
  readonly levels: Int32Array;
  readonly seconds: Int32Array;
  readonly counts: Float64Array;
}

/** From a matrix of `columns` columns: row 0 is level 1, column 0 is 1. */
export function pairCounts(matrix: Float64Array, columns: number): PairCounts {
  const places: number[] = [];
  matrix.forEach((count, at) => {
    if (count !== 0) places.push(at);
  });
  return {
    levels: Int32Array.from(places, at => Math.floor(at / columns) + 1),
    seconds: Int32Array.from(places, at => (at % columns) + 1),
    counts: Float64Array.from(places, at => matrix[at] ?? 0),
  };
}

/** From single observations; `counts` says how often each was seen (1 when absent). */
export function tally(
  levels: ArrayLike<number>,
  seconds: ArrayLike<number>,
  counts?: ArrayLike<number>,
): PairCounts {
  const seen = new Map<number, number>();
  for (let at = 0; at < levels.length; at++) {
    const key = (levels[at] ?? 0) * LEVEL + (seconds[at] ?? 0);
    seen.set(key, (seen.get(key) ?? 0) + (counts?.[at] ?? 1));
  }
  const keys = [...seen.keys()].sort((a, b) => a - b);
  return {
    levels: Int32Array.from(keys, key => Math.floor(key / LEVEL)),
    seconds: Int32Array.from(keys, key => key % LEVEL),
    counts: Float64Array.from(keys, key => seen.get(key) ?? 0),
  };
}

/** Above every second number: no region has more voxels. */
const LEVEL = 2 ** 32;

export function addPairCounts(all: readonly PairCounts[]): PairCounts {
  const joined = (part: (counts: PairCounts) => ArrayLike<number>) =>
    all.flatMap(one => Array.from(part(one)));
  return tally(
    joined(one => one.levels),
    joined(one => one.seconds),
    joined(one => one.counts),
  );
}

/**
 * The features that run lengths, zones, distance zones and dependences share (IBSI 3.7 to 3.9 and 3.11). `short` and
 * `long` stress small and large second numbers, `low` and `high` grey levels; `nu` is non-uniformity.
 * @param visits voxels that could each have been a run or zone of their own: the denominator of `perc`
 */
export function countFeatures(
  { levels, seconds, counts }: PairCounts,
  visits: number,
): Readonly<Record<CountFeature, number>> | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const p = counts.map(count => count / total);
  const [i, j] = [(at: number) => levels[at] ?? 0, (at: number) => seconds[at] ?? 0];
  const [byLevel, bySecond] = [marginal(levels, p), marginal(seconds, p)];
  const of = (f: (level: number, second: number) => number) => weighed(p, at => f(i(at) ** 2, j(at) ** 2));
  return {
    short: of((_, b) => 1 / b),
    long: of((_, b) => b),
    low: of(a => 1 / a),
    high: of(a => a),
    short_low: of((a, b) => 1 / (a * b)),
    short_high: of((a, b) => a / b),
    long_low: of((a, b) => b / a),
    long_high: of((a, b) => a * b),
    glnu: total * square(byLevel),
    glnu_norm: square(byLevel),
    nu: total * square(bySecond),
    nu_norm: square(bySecond),
    perc: total / visits,
    gl_var: variance(p, i),
    var: variance(p, j),
    entr: entropy(p),
    energy: square(p),
  };
}

export type CountFeature = (typeof ORDER)[number];

const ORDER = [
  'short',
  'long',
  'low',
  'high',
  'short_low',
  'short_high',
  'long_low',
  'long_high',
  'glnu',
  'glnu_norm',
  'nu',
  'nu_norm',
  'perc',
  'gl_var',
  'var',
  'entr',
  'energy',
] as const;

/** The features under a family's own names, in the order above; names left out at the end are left out. */
export function underNames(
  names: readonly string[],
): (counts: PairCounts, visits: number) => Features | undefined {
  return (counts, visits) => {
    const features = countFeatures(counts, visits);
    if (!features) return undefined;
    return Object.fromEntries(names.map((name, at) => [name, features[ORDER[at] ?? 'energy']]));
  };
}

function marginal(numbers: Int32Array, p: Float64Array): Float64Array {
  const sums = new Map<number, number>();
  numbers.forEach((number, at) => sums.set(number, (sums.get(number) ?? 0) + (p[at] ?? 0)));
  return Float64Array.from(sums.values());
}

const square = (p: Float64Array) => weighed(p, at => p[at] ?? 0);

function variance(p: Float64Array, of: (at: number) => number): number {
  const mean = weighed(p, of);
  return weighed(p, at => (of(at) - mean) ** 2);
}
