import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import type { TwoGroups } from './immuneGroups';

/** 0 no lymphocytes, 1 few and scattered, 2 moderate, 3 so many that the tumour is no longer continuous. */
export const TIL_GRADES = [0, 1, 2, 3] as const;
export type TilGrade = (typeof TIL_GRADES)[number];

export interface JudgedTils {
  readonly grade: TilGrade;
  readonly group: TwoGroups;
  /** What each blinded reader said. */
  readonly readers: readonly TilGrade[];
}

/**
 * The grade that one or two readers gave. CT radiomics paper, "TIL infiltration determination": 2 and 3 are high. Where two
 * readers differ they must agree first: a mean of grades is no grade.
 */
export function judgedTils(readers: readonly TilGrade[]): Computable<JudgedTils> {
  const [grade, other = grade] = readers;
  if (grade === undefined || other === undefined)
    return notComputable('No reader has given a grade of the tumour-infiltrating lymphocytes.');
  if (grade !== other)
    return notComputable(
      `The two readers gave the lymphocytes grades ${grade} and ${other}; they must agree on one.`,
    );
  return { kind: 'computed', grade, group: grade >= 2 ? 'high' : 'low', readers };
}
