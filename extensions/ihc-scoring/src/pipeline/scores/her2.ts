import type { GradeCounts, Her2 } from '@timescope/core/result/scoreResult';
import { totalOf } from './formulas';

/** Tumour cells by grade of their membrane, with and without a complete border. */
export interface MembraneCounts {
  readonly complete: GradeCounts;
  readonly incomplete: GradeCounts;
}

/** Share of tumour cells that a pattern must exceed (ASCO/CAP 2018). */
const CUT_PERCENT = 10;
/** Less than this is taken for none: single wrongly graded cells must not class a slide. Ours. */
const NONE_PERCENT = 1;

const RULE =
  '3+ intense complete membrane in > 10 % of tumour cells; 2+ weak to moderate complete in > 10 %, or intense complete ' +
  'in 1 to 10 %; 1+ any staining in > 10 %; else 0 (ASCO/CAP 2018). Ours: a border is complete where 90 % of the ' +
  'directions from the nucleus reach 1.5 times the 1+ threshold, intense is 3+, and less than 1 % of the cells counts as none.';

const ENTERED_RULE =
  ' The entered percentage of complete membranes is given to the most intense cells first (ours).';

/**
 * The HER2 class by the pattern of the membranes: never from the H-score. Undefined without tumour cells.
 * @param pcms Percentage of cells with complete membrane staining as a reader entered it; else it is measured.
 */
export function her2(counts: MembraneCounts, pcms?: number): Her2 | undefined {
  const total = totalOf(counts.complete) + totalOf(counts.incomplete);
  if (total === 0) return undefined;
  const pattern = pcms === undefined ? measuredPattern(counts, total) : enteredPattern(counts, total, pcms);
  const splitClass = classOf(pattern);
  return {
    class: splitClass === '3+' || splitClass === '2+' || splitClass === '1+' ? splitClass : '0',
    splitClass,
    percentIntenseComplete: pattern.intense,
    percentWeakToModerateComplete: pattern.weakToModerate,
    percentIncomplete: pattern.incomplete,
    pcms: pattern.intense + pattern.weakToModerate,
    pcmsSource: pcms === undefined ? 'measured' : 'entered',
    rule: pcms === undefined ? RULE : RULE + ENTERED_RULE,
  };
}

interface Pattern {
  readonly intense: number;
  readonly weakToModerate: number;
  readonly incomplete: number;
}

/** A cell whose mean is negative is unstained, whatever its border. */
function measuredPattern({ complete, incomplete }: MembraneCounts, total: number): Pattern {
  const percent = (count: number) => (100 * count) / total;
  return {
    intense: percent(complete[3]),
    weakToModerate: percent(complete[1] + complete[2]),
    incomplete: percent(incomplete[1] + incomplete[2] + incomplete[3]),
  };
}

function enteredPattern({ complete, incomplete }: MembraneCounts, total: number, pcms: number): Pattern {
  const percentOf = (grade: 1 | 2 | 3) => (100 * (complete[grade] + incomplete[grade])) / total;
  const stained = percentOf(1) + percentOf(2) + percentOf(3);
  const intense = Math.min(pcms, percentOf(3));
  return { intense, weakToModerate: pcms - intense, incomplete: Math.max(0, stained - pcms) };
}

function classOf({ intense, weakToModerate, incomplete }: Pattern): Her2['splitClass'] {
  if (intense > CUT_PERCENT) return '3+';
  if (weakToModerate > CUT_PERCENT || intense >= NONE_PERCENT) return '2+';
  const stained = intense + weakToModerate + incomplete;
  if (stained > CUT_PERCENT) return '1+';
  return stained < NONE_PERCENT ? '0 (no staining)' : '0 (faint, at most 10 %)';
}
