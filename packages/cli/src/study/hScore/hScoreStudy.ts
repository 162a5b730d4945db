import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { completeRows } from '../../stats/completeRows';
import { refused } from '../../stats/csvTable';
import type { Evaluation } from '../evaluation';
import { DEVELOPMENT, requireNumbers, setsWith, type StudyCohort } from '../studyCohort';
import { lettered, type Study } from '../studyParts';
import { correlationTable, errorTable } from './agreementTables';
import { patchErrorPart, segmentationPart } from './evaluationParts';
import { her2Part } from './her2Classes';
import { MEAN, methodsOf, pathologistsOf, withMean } from './readers';
import { changesPart, scoresPart } from './scoreFigures';

const MOST = 300;

/** Table 1 and Figures 3 to 6 of Yin et al.; slides marked development are in none of them. */
export async function hScoreStudy(
  plain: StudyCohort,
  evaluation: Evaluation,
  plan: ResamplePlan,
): Promise<Study> {
  requireScores(plain);
  const cohort = { ...plain, table: withMean(plain.table) };
  const sets = cohort.sets.filter(set => set !== DEVELOPMENT);
  const scored = setsWith(cohort, sets, MEAN);
  const her2 = her2Part(cohort, sets);
  return {
    title: 'H-scores of whole slides',
    after: 'Yin et al., Technology in Cancer Research & Treatment, doi 10.1177/15330338251407734',
    development: her2.development,
    parts: [
      {
        name: 'Table 1',
        title: 'Agreement of H-scores',
        panels: [correlationTable(cohort, scored, plan)],
      },
      await segmentationPart(evaluation, plan),
      patchErrorPart(evaluation, plan),
      scoresPart(cohort, scored),
      changesPart(cohort, scored),
      {
        name: 'Supplement 1',
        title: 'Errors of the methods',
        panels: lettered([errorTable(cohort, scored, plan)]),
      },
      her2.part,
    ],
    cases: casesOf(cohort),
  };
}

function requireScores({ table, sets }: StudyCohort): void {
  const columns = [...methodsOf(table), ...pathologistsOf(table)];
  if (methodsOf(table).length === 0 || pathologistsOf(table).length === 0)
    throw refused(
      `${table.name} has no H-scores of a method and of a pathologist: columns framework (and rival), pathologist1 (and pathologist2) are expected.`,
    );
  if (!sets.some(set => set !== DEVELOPMENT))
    throw refused(`Every row of ${table.name} is marked development.`);
  requireNumbers(table, columns, { least: 0, most: MOST }, `an H-score from 0 to ${MOST} is expected`);
}

function casesOf({ table }: StudyCohort): Study['cases'] {
  const rows = completeRows(table, ['case', 'set', MEAN]);
  const columns = ['case', 'set', MEAN];
  const cells = columns.map(rows.words);
  return { columns, rows: rows.lines.map((_, row) => cells.map(own => own[row] ?? '')) };
}
