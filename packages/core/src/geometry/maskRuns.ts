/** The marked pixels of one slice as pairs (first index, length) in row-major order: small to keep and to compare. */
export type MaskRuns = Uint32Array;

/** What a typed array offers; `indexOf` is native there, which makes empty slices almost free. */
interface Labels {
  readonly length: number;
  readonly [index: number]: number;
  indexOf(label: number, from: number): number;
}

/** Runs of the pixels that equal `label`. */
export function runsOf(values: Labels, label: number): MaskRuns {
  const runs: number[] = [];
  for (let index = values.indexOf(label, 0); index >= 0; index = values.indexOf(label, index)) {
    const first = index;
    while (values[index] === label) index++;
    runs.push(first, index - first);
  }
  return Uint32Array.from(runs);
}

/** Sets the pixels of the runs to `label` and leaves the others as they are. */
export function paintRuns(
  runs: MaskRuns,
  target: { fill(v: number, a: number, b: number): unknown },
  label: number,
) {
  for (const { first, end } of rangesOf(runs)) target.fill(label, first, end);
}

export function pixelCount(runs: MaskRuns): number {
  return rangesOf(runs).reduce((sum, { first, end }) => sum + end - first, 0);
}

export function equalRuns(a: MaskRuns, b: MaskRuns): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** The pixels of `a` that are not in `b`. */
export function runsWithout(a: MaskRuns, b: MaskRuns): MaskRuns {
  const cuts = rangesOf(b);
  const left: number[] = [];
  let next = 0;
  for (const { first, end } of rangesOf(a)) {
    let from = first;
    while ((cuts[next]?.end ?? Infinity) <= first) next++;
    for (const cut of cutsUpTo(cuts, next, end)) {
      if (cut.first > from) left.push(from, cut.first - from);
      from = Math.max(from, cut.end);
    }
    if (from < end) left.push(from, end - from);
  }
  return Uint32Array.from(left);
}

interface Range {
  readonly first: number;
  readonly end: number;
}

function* cutsUpTo(cuts: readonly Range[], from: number, end: number): Generator<Range> {
  for (let at = from; at < cuts.length; at++) {
    const cut = cuts[at];
    if (!cut || cut.first >= end) return;
    yield cut;
  }
}

function rangesOf(runs: MaskRuns): Range[] {
  return Array.from({ length: runs.length >> 1 }, (_, pair) => {
    const first = runs[2 * pair] ?? 0;
    return { first, end: first + (runs[2 * pair + 1] ?? 0) };
  });
}
