import { confusionPlot } from '@timescope/core/plots/confusionPlot';
import { cohenKappa } from '@timescope/core/statistics/agreement/cohenKappa';
import { proportion } from '@timescope/core/statistics/diagnostics/confusion';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import type { CompleteRows } from '../../stats/completeRows';
import { refused } from '../../stats/csvTable';
import { estimateWords } from '../shownNumbers';
import {
  columnsMissing,
  DEVELOPMENT,
  rowsOfSets,
  setsWith,
  setTitle,
  usedRows,
  type StudyCohort,
} from '../studyCohort';
import { absent, lettered, type DevelopmentValue, type Panel, type StudyPart } from '../studyParts';

const CLASSES = ['0', '1+', '2+', '3+'] as const;
const TITLE = 'HER2 classes from the H-score';

/**
 * HER2 classes by three cut-offs of the framework's H-score, each with the greatest sensitivity + specificity on the
 * development rows. Ours: the paper also used the share of cells with complete membrane staining, and does not say how.
 */
export function her2Part(
  cohort: StudyCohort,
  sets: readonly string[],
): { part: StudyPart; development: readonly DevelopmentValue[] } {
  const name = 'Supplement 2';
  const reason =
    columnsMissing(cohort.table, 'her2') ??
    (cohort.sets.includes(DEVELOPMENT)
      ? undefined
      : 'no row is marked development, on which its cut-offs are found');
  const said = reason === undefined ? cutoffs(cohort) : { kind: 'not computable' as const, reason };
  if (said.kind !== 'found')
    return { part: { name, title: TITLE, panels: [absent(TITLE, said.reason)] }, development: [] };
  const panels = setsWith(cohort, sets, 'her2').map(set => classPanel(cohort, set, said.cuts));
  return {
    part: { name, title: TITLE, panels: lettered(panels) },
    development: said.cuts.map((value, k) => ({
      name: `HER2 ${CLASSES[k + 1] ?? ''} from an H-score of`,
      value,
      source: 'greatest sensitivity + specificity (Youden) on the development rows',
    })),
  };
}

function cutoffs(cohort: StudyCohort) {
  const { rows } = usedRows(rowsOfSets(cohort, DEVELOPMENT), ['her2', 'framework']);
  const [truth, scores] = [gradesOf(rows), rows.numbers('framework')];
  const cuts: number[] = [];
  for (const grade of [1, 2, 3]) {
    const said = roc(
      scores,
      truth.map(own => own >= grade),
    );
    if (said.kind !== 'computed')
      return {
        kind: 'not computable' as const,
        reason: `class ${CLASSES[grade] ?? ''} of the development rows: ${said.reason}`,
      };
    cuts.push(said.youden.find(({ threshold }) => Number.isFinite(threshold))?.threshold ?? Infinity);
  }
  // A higher class never begins below a lower one.
  const rising = cuts.map((_, k) => Math.max(...cuts.slice(0, k + 1)));
  return { kind: 'found' as const, cuts: rising };
}

/** "2" and "2+" are grade 2. @throws TimescopeError at another word */
function gradesOf(rows: CompleteRows): number[] {
  return rows.words('her2').map((word, row) => {
    const [, grade] = /^([0-3])\+?$/.exec(word) ?? [];
    if (grade !== undefined) return Number(grade);
    throw refused(`Line ${rows.lines[row] ?? ''} has the her2 "${word}", where 0, 1+, 2+ or 3+ is expected.`);
  });
}

function classPanel(cohort: StudyCohort, set: string, cuts: readonly number[]): Panel {
  const title = setTitle(set);
  const { rows, missing } = usedRows(rowsOfSets(cohort, set), ['her2', 'framework']);
  const truth = gradesOf(rows);
  const called = rows.numbers('framework').map(score => cuts.filter(cut => score >= cut).length);
  const words = (grades: readonly number[]) => grades.map(grade => CLASSES[grade] ?? '');
  const said = cohenKappa(words(truth), words(called), CLASSES);
  if (said.kind !== 'computed') return { ...absent(title, said.reason), missing };
  const right = truth.filter((grade, k) => grade === called[k]).length;
  const accuracy = proportion(right, truth.length);
  return {
    letter: '',
    title,
    content: {
      kind: 'figure',
      svg: confusionPlot(CLASSES, said.counts, [
        accuracy ? `Accuracy ${estimateWords(accuracy)}, exact 95 % interval` : '',
        `Kappa ${estimateWords(said.plain)}, quadratic ${estimateWords(said.quadratic)}`,
      ]),
      data: {
        columns: ['truth', 'predicted', 'count'],
        rows: said.counts.flatMap((row, i) =>
          row.map((count, j) => [CLASSES[i] ?? '', CLASSES[j] ?? '', count] as const),
        ),
      },
    },
    notes: [],
    missing,
  };
}
