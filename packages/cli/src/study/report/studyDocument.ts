import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { VERSION } from '@timescope/core/version';
import { completeRows } from '../../stats/completeRows';
import type { CsvTable } from '../../stats/csvTable';
import type { StudyCohort } from '../studyCohort';
import type { Study } from '../studyParts';
import { leftOutCases } from './missingRows';
import { filesOf } from './studyFiles';

/** What was analysed, with what, and what came out: the content of study.json and the head of the report. */
export function studyDocument(
  study: Study,
  cohort: StudyCohort,
  evaluationFiles: readonly CsvTable[],
  plan: ResamplePlan,
) {
  const setOf = completeRows(cohort.table, ['set']).words('set');
  const source = ({ name, sha256, rows }: CsvTable) => ({ name, sha256, rows: rows.length });
  return {
    researchUse: RESEARCH_USE,
    study: study.title,
    after: study.after,
    sets: cohort.sets.map(set => ({ set, rows: setOf.filter(own => own === set).length })),
    development: study.development,
    leftOut: leftOutCases(study.parts, cohort.table.columns),
    parts: study.parts.map(({ name, title, panels }) => ({
      name,
      title,
      panels: panels.map(panel => ({
        ...(panel.letter !== '' && { letter: panel.letter }),
        title: panel.title,
        ...(panel.content.kind === 'absent' ? { notEvaluable: panel.content.reason } : {}),
        files: filesOf(name, panel).map(({ path }) => path),
        notes: panel.notes,
      })),
    })),
    provenance: {
      software: 'TIMEscope',
      version: VERSION,
      cohort: source(cohort.table),
      evaluation: evaluationFiles.map(source),
      bootstrap: plan,
    },
  };
}

export type StudyDocument = ReturnType<typeof studyDocument>;
