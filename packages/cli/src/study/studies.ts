import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import type { Evaluation } from './evaluation';
import { ctTimeStudy } from './ctTime/ctTimeStudy';
import { hScoreStudy } from './hScore/hScoreStudy';
import { stromaImmuneStudy } from './stromaImmune/stromaImmuneStudy';
import type { StudyCohort } from './studyCohort';
import type { Study } from './studyParts';

type Analysis = (cohort: StudyCohort, evaluation: Evaluation, plan: ResamplePlan) => Study | Promise<Study>;

/** The papers' analyses, by the names of the command line. */
export const studies = {
  'stroma-immune': stromaImmuneStudy,
  'ct-time': ctTimeStudy,
  'h-score': hScoreStudy,
} as const satisfies Readonly<Record<string, Analysis>>;

export type StudyName = keyof typeof studies;
