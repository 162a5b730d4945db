import { forestPlot, type ForestRow } from '@timescope/core/plots/forestPlot';
import { designColumns } from '@timescope/core/statistics/design';
import { chiSquareAbove } from '@timescope/core/statistics/distributions';
import { coxModel } from '@timescope/core/statistics/survival/coxModel';
import {
  byLabel,
  eventCount,
  rowsOf,
  type SurvivalTimes,
} from '@timescope/core/statistics/survival/survivalTimes';
import { pWords } from './options';

export type SubgroupRatio = { readonly label: string; readonly n: number; readonly events: number } & (
  | { readonly hr: number; readonly lower: number; readonly upper: number; readonly p: number }
  | { readonly hr: null; readonly reason: string }
);

export interface SubgroupEffect {
  readonly column: string;
  readonly parts: readonly SubgroupRatio[];
  /** p of a different effect in each subgroup, by likelihood ratio; null where a model cannot be fitted. */
  readonly interaction: number | null;
}

/**
 * The hazard ratio of a covariate within each group of rows, and whether it differs between them.
 * @param strata each with a baseline hazard of its own
 */
export function subgroupEffect(
  survival: SurvivalTimes,
  covariate: { readonly name: string; readonly values: readonly number[] },
  column: string,
  labels: readonly string[],
  strata?: readonly string[],
): SubgroupEffect {
  const { name, values } = covariate;
  const parts = byLabel(labels).map(([label, indices]): SubgroupRatio => {
    const part = { time: rowsOf(survival.time, indices), hasEvent: rowsOf(survival.hasEvent, indices) };
    const own = [{ term: name, covariate: name, values: rowsOf(values, indices) }];
    const fit = coxModel(part, own, strata && rowsOf(strata, indices));
    const [term] = fit.kind === 'computed' ? fit.terms : [];
    const counts = { label, n: indices.length, events: eventCount(part) };
    return fit.kind === 'computed' && term
      ? { ...counts, hr: term.hr, lower: term.lower, upper: term.upper, p: term.p }
      : { ...counts, hr: null, reason: fit.kind === 'computed' ? '' : fit.reason };
  });
  return { column, parts, interaction: interaction(survival, values, labels, strata) };
}

export const subgroupCounts = ({ n, events }: SubgroupRatio): string => `${events} / ${n}`;

export function subgroupForest(name: string, effects: readonly SubgroupEffect[]): string {
  const rows = effects.flatMap(({ column, parts, interaction: p }): ForestRow[] => [
    { label: column, isHeading: true, ...(p !== null && { remark: `interaction ${pWords(p)}` }) },
    ...parts.map((part): ForestRow => ({
      label: part.label,
      counts: subgroupCounts(part),
      ...(part.hr === null
        ? { remark: 'not evaluable' }
        : { ratio: { value: part.hr, lower: part.lower, upper: part.upper, p: part.p } }),
    })),
  ]);
  return forestPlot(rows, `Hazard ratio of ${name}`, 'Events / n');
}

function interaction(
  survival: SurvivalTimes,
  values: readonly number[],
  labels: readonly string[],
  strata: readonly string[] | undefined,
): number | null {
  const groups = designColumns([{ kind: 'categories', name: 'group', values: labels }]);
  const own = { term: 'x', covariate: 'x', values };
  const products = groups.map(({ term, values: isIn }) => ({
    term: `x:${term}`,
    covariate: 'product',
    values: isIn.map((one, k) => one * (values[k] ?? 0)),
  }));
  const [without, withAll] = [
    coxModel(survival, [own, ...groups], strata),
    coxModel(survival, [own, ...groups, ...products], strata),
  ];
  if (without.kind !== 'computed' || withAll.kind !== 'computed') return null;
  const df = withAll.terms.length - without.terms.length;
  return df > 0 ? chiSquareAbove(Math.max(0, 2 * (withAll.logLik.model - without.logLik.model)), df) : null;
}
