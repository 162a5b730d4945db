import { survivalPlot } from '@timescope/core/plots/survivalPlot';
import { readableP } from '@timescope/core/plots/svg';
import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { kaplanMeier } from '@timescope/core/statistics/survival/kaplanMeier';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { groupOfScore, type ImmuneGroup } from './immuneGroups';
import { cohortScores } from './makeReferenceCohort';
import type { CohortCase, FollowUp, ReferenceCohort } from './referenceCohort';

const GROUPS = ['low', 'intermediate', 'high'] as const;

interface Followed {
  readonly group: ImmuneGroup;
  readonly followUp: FollowUp;
}

/**
 * Kaplan-Meier curves of the cohort's own patients by group with the numbers at risk, this patient's group drawn strongly
 * and named. They speak of the cohort, not of the patient. @param own this patient's group
 */
export function cohortSurvivalPlot(
  cohort: ReferenceCohort,
  place: 'stroma' | 'tumour',
  own: ImmuneGroup,
): Computable<{ readonly svg: string }> {
  const followed = followedCases(cohort, place);
  if (followed.length === 0) return notComputable(`The cohort "${cohort.name}" carries no follow-up.`);
  const curves = GROUPS.flatMap(group => {
    const found = kaplanMeier(timesOf(followed.filter(each => each.group === group)));
    if (found.kind !== 'computed') return [];
    const isHighlighted = group === own;
    return [{ group: isHighlighted ? `${group}: this patient` : group, steps: found.steps, isHighlighted }];
  });
  const labels = followed.map(({ group }) => group);
  const test = logRank(timesOf(followed), labels);
  const said =
    test.kind === 'computed' ? `Log-rank ${readableP(test.p)}` : `Log-rank not evaluable: ${test.reason}`;
  const isFollowed = labels.includes(own);
  const remarks = [
    `Cohort: ${cohort.name}, n = ${followed.length}`,
    ...(isFollowed ? [] : [`No patient of this patient's group (${own}) was followed.`]),
    said,
  ];
  return { kind: 'computed', svg: survivalPlot(curves, { timeLabel: 'Time (months)', remarks }) };
}

function followedCases(cohort: ReferenceCohort, place: 'stroma' | 'tumour'): Followed[] {
  const scored = cohort.cases.filter(each => hasBoth(each, place));
  const scores = cohortScores(cohort, place);
  return scored.flatMap(({ followUp }, row) => {
    const score = scores[row];
    if (followUp === undefined || score === undefined) return [];
    return [{ group: groupOfScore(score, cohort.cutoffs[place]), followUp }];
  });
}

/** Those that the scores are of, in the same order. */
const hasBoth = ({ densities }: CohortCase, place: 'stroma' | 'tumour'): boolean =>
  (densities.cd3?.[place] ?? null) !== null && (densities.cd8?.[place] ?? null) !== null;

const timesOf = (followed: readonly Followed[]) => ({
  time: followed.map(({ followUp }) => followUp.months),
  hasEvent: followed.map(({ followUp }) => followUp.hasDied),
});
