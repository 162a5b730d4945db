import type { Her2, ScoreSums } from '@timescope/core/result/scoreResult';
import type { MarkerScore } from '../presets/preset';
import { countsOf, cps, percentPositive, totalOf } from './formulas';
import { her2 } from './her2';
import type { Populations } from './populations';
import type { Reasons } from './reasons';
import { NO_TUMOUR, NO_TUMOUR_CELLS, NO_TYPES, otherMarker } from './sentences';
import { gradeCountsOf } from './slideSums';

export interface Indices {
  readonly ki67Index: number | null;
  readonly tps: number | null;
  readonly cps: number | null;
  readonly her2: Her2 | null;
  /** Tumour cells / all cells. */
  readonly tumourCellularity: number | null;
}

/** The scores that are defined over tumour cells: null, with what to do, where these are not known. */
export function indicesOf(
  groups: Populations,
  sums: ScoreSums,
  scores: readonly MarkerScore[],
  pcms: number | undefined,
  reasons: Reasons,
): Indices {
  const { tumourCells, immuneCells, tumourChoice } = groups;
  const noTumour = tumourCells ? NO_TUMOUR_CELLS : NO_TUMOUR;
  const give = <Value>(score: MarkerScore, value: () => Value | undefined, reason = noTumour) =>
    scores.includes(score)
      ? reasons.give(score, value(), reason)
      : reasons.always<Value>(score, undefined, otherMarker(score));
  const share = () => tumourCells && percentPositive(countsOf(tumourCells));
  const membranes = () =>
    tumourChoice &&
    her2(
      {
        complete: gradeCountsOf(sums, { ...tumourChoice, isComplete: true }),
        incomplete: gradeCountsOf(sums, { ...tumourChoice, isComplete: false }),
      },
      pcms,
    );
  const combined = () => tumourCells && immuneCells && cps(countsOf(tumourCells), countsOf(immuneCells));
  const all = totalOf(groups.whole);
  return {
    ki67Index: give('ki67Index', share),
    tps: give('tps', share),
    cps: give('cps', combined, immuneCells ? noTumour : NO_TYPES),
    her2: give('her2', membranes),
    tumourCellularity: reasons.give(
      'tumourCellularity',
      tumourCells && all > 0 ? totalOf(tumourCells) / all : undefined,
      NO_TUMOUR,
    ),
  };
}
