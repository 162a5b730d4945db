import { completeRows } from '../../stats/completeRows';
import type { CsvTable } from '../../stats/csvTable';
import { subgroupEffect, subgroupForest } from '../../stats/subgroups';
import { lacks, rowsOfSets, usedRows, withColumn, type StudyCohort } from '../studyCohort';
import { absent, type StudyPart, type TidyCell } from '../studyParts';
import { centreNote, strataOf, survivalColumns, survivalOf } from './survivalModels';

/** Xu et al. 2021, "Evaluation of the stroma-immune score". */
const SUBGROUPS = ['age_group', 'sex', 'stage', 'site', 'msi', 'treatment'];
/** Years. Ours: the paper names no bound. */
const OLD = 60;

/** Hazard ratio of the high group in each subgroup (the paper's supplementary figures S2 to S4). */
export function subgroupPart(cohort: StudyCohort, sets: readonly string[]): StudyPart {
  const table = withAgeGroup(rowsOfSets(cohort, ...sets));
  const columns = SUBGROUPS.filter(column => lacks(table, column).length === 0);
  const [name, title] = ['Supplement 1', `High against low stroma-immune score in subgroups (${sets.join(' and ')})`]; // prettier-ignore
  if (columns.length === 0)
    return { name, title, panels: [absent(title, `the cohort has no column age, ${SUBGROUPS.slice(1).join(', ')}`)] }; // prettier-ignore
  const found = columns.map(column => {
    const { rows, missing } = usedRows(table, [...survivalColumns(table), 'stroma_immune_group', column]);
    const high = rows.words('stroma_immune_group').map(word => (word === 'high' ? 1 : 0));
    const covariate = { name: 'high against low score', values: high };
    const effect = subgroupEffect(survivalOf(rows), covariate, column, rows.words(column), strataOf(rows, table)); // prettier-ignore
    return { missing, effect };
  });
  const effects = found.map(({ effect }) => effect);
  return {
    name,
    title,
    panels: [
      {
        letter: '',
        title: '',
        content: {
          kind: 'figure',
          svg: subgroupForest('high against low score', effects),
          data: {
            columns: ['subgroup', 'value', 'n', 'events', 'hr', 'lower', 'upper', 'p', 'interaction_p'],
            rows: effects.flatMap(({ column, parts, interaction }) =>
              parts.map((part): TidyCell[] => {
                const ratio = part.hr === null ? [null, null, null, null] : [part.hr, part.lower, part.upper, part.p]; // prettier-ignore
                return [column, part.label, part.n, part.events, ...ratio, interaction];
              }),
            ),
          },
        },
        notes: [
          ...centreNote(table),
          ...effects.flatMap(({ column, parts }) =>
            parts.flatMap(part =>
              part.hr === null ? [`${column} ${part.label}: not evaluable, ${part.reason}.`] : [],
            ),
          ),
        ],
        missing: found.flatMap(({ missing }) => missing),
      },
    ],
  };
}

/** The column `age_group`, where there is an age. */
function withAgeGroup(table: CsvTable): CsvTable {
  if (lacks(table, 'age').length > 0) return table;
  const rows = completeRows(table, ['age']);
  const ages = rows.numbers('age');
  const words = (age: number) => (age < OLD ? `below ${OLD} years` : `${OLD} years or more`);
  return withColumn(table, 'age_group', new Map(rows.lines.map((line, k) => [line, words(ages[k] ?? NaN)])));
}
