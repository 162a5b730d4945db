/** A cell as found or as true: centre in um, and its grade where one is known. */
export interface GradedCell {
  readonly x: number;
  readonly y: number;
  /** 0, 1+, 2+, 3+. */
  readonly grade: number;
}

/** How well cells found fit the true ones, over one image or more; sums, so that images add up. */
export interface Agreement {
  readonly found: number;
  readonly labelled: number;
  /** Pairs of one found and one true cell. */
  readonly pairs: number;
  /** Pairs whose cells are both positive or both negative. */
  readonly sameClass: number;
  readonly bothPositive: number;
  readonly foundPositive: number;
  readonly truePositive: number;
  readonly foundGrades: number;
  readonly trueGrades: number;
}

/** A cell is found when one lies within this distance of its centre; one to one, nearest first. */
export const REACH_UM = 4;

export function agreementOf(found: readonly GradedCell[], truth: readonly GradedCell[]): Agreement {
  const pairs = pairsOf(found, truth);
  const isPositive = ({ grade }: GradedCell) => grade > 0;
  const grades = (cells: readonly GradedCell[]) => cells.reduce((sum, { grade }) => sum + grade, 0);
  return {
    found: found.length,
    labelled: truth.length,
    pairs: pairs.length,
    sameClass: pairs.filter(([one, other]) => isPositive(one) === isPositive(other)).length,
    bothPositive: pairs.filter(([one, other]) => isPositive(one) && isPositive(other)).length,
    foundPositive: found.filter(isPositive).length,
    truePositive: truth.filter(isPositive).length,
    foundGrades: grades(found),
    trueGrades: grades(truth),
  };
}

type Pair = readonly [found: GradedCell, truth: GradedCell];

function pairsOf(found: readonly GradedCell[], truth: readonly GradedCell[]): Pair[] {
  const near = candidates(found, truth).sort((a, b) => a.um - b.um);
  const taken = new Set<GradedCell>();
  return near.flatMap(({ cell, label }): Pair[] => {
    if (taken.has(cell) || taken.has(label)) return [];
    taken.add(cell).add(label);
    return [[cell, label]];
  });
}

interface Candidate {
  readonly cell: GradedCell;
  readonly label: GradedCell;
  readonly um: number;
}

function candidates(found: readonly GradedCell[], truth: readonly GradedCell[]): Candidate[] {
  const rows = [...truth].sort((a, b) => a.y - b.y);
  return found.flatMap(cell => {
    const near: Candidate[] = [];
    for (let at = firstBelow(rows, cell.y - REACH_UM); at < rows.length; at++) {
      const label = rows[at];
      if (!label || label.y > cell.y + REACH_UM) break;
      const um = Math.hypot(label.x - cell.x, label.y - cell.y);
      if (um <= REACH_UM) near.push({ cell, label, um });
    }
    return near;
  });
}

function firstBelow(rows: readonly GradedCell[], y: number): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rows[middle]?.y ?? 0) < y) from = middle + 1;
    else to = middle;
  }
  return from;
}

const NONE: Agreement = agreementOf([], []);

export function together(parts: readonly Agreement[]): Agreement {
  const sum = (key: keyof Agreement) => parts.reduce((total, part) => total + part[key], 0);
  const keys = Object.keys(NONE) as (keyof Agreement)[];
  return Object.fromEntries(keys.map(key => [key, sum(key)])) as unknown as Agreement;
}

export const f1 = ({ pairs, found, labelled }: Agreement): number => (2 * pairs) / (found + labelled);

export const positiveF1 = ({ bothPositive, foundPositive, truePositive }: Agreement): number =>
  (2 * bothPositive) / (foundPositive + truePositive);

/** Share of pairs of the same class, 0 to 1. */
export const classAgreement = ({ sameClass, pairs }: Agreement): number => sameClass / pairs;

/** Percent positive found less true, points. */
export const percentPositiveError = (a: Agreement): number =>
  (100 * a.foundPositive) / a.found - (100 * a.truePositive) / a.labelled;

/** H-score found less true, points of 300. */
export const hScoreError = (a: Agreement): number =>
  (100 * a.foundGrades) / a.found - (100 * a.trueGrades) / a.labelled;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
