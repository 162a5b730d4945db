import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { pearson } from '@timescope/core/statistics/correlation';
import { completeRows } from '../../stats/completeRows';
import type { CsvTable } from '../../stats/csvTable';
import { characteristicsTable } from '../characteristics';
import { correlationPanel } from '../correlationPanel';
import type { Evaluation } from '../evaluation';
import {
  columnsMissing,
  DEVELOPMENT,
  lacks,
  requireDevelopment,
  requireNumbers,
  rowsOfSets,
  setTitle,
  usedRows,
  type StudyCohort,
} from '../studyCohort';
import { absent, lettered, type Panel, type Study, type StudyPart } from '../studyParts';
import { tileMatrices } from '../tileMatrices';
import { densityPanel } from './densityPanel';
import { discrimination } from './discrimination';
import { hazardTable } from './hazardTable';
import { CLASSES, immuneScores } from './immuneScore';
import { stromaRatioPart } from './stromaRatio';
import { subgroupPart } from './subgroups';
import { STROMA, survivalColumns, TIME } from './survivalModels';
import { survivalPanel } from './survivalPanels';

/** Columns of Table 1, as Xu et al. have them; more of them may be absent. */
const CHARACTERISTICS = ['age', 'sex', 't_category', 'n_category', 'stage', 'site', 'msi', 'treatment'];
const EPITHELIUM = ['cd3_epithelium', 'cd8_epithelium'] as const;
const GROUPS = ['low', 'high'] as const;

/** Tables 1 to 3 and Figures 2 to 5 of Xu et al., Cancer Cell International 2021;21:585. */
export function stromaImmuneStudy(plain: StudyCohort, evaluation: Evaluation, plan: ResamplePlan): Study {
  requireDevelopment(plain);
  requirePossible(plain.table);
  const scored = immuneScores(plain, 'stroma_immune', STROMA);
  const cohort = { ...plain, table: scored.table };
  // Cohort 1 of the paper: the patients of one hospital.
  const first = cohort.sets.filter(set => set === DEVELOPMENT || set === 'internal');
  const compared = discrimination(cohort, plan);
  return {
    title: 'Stroma-immune score and overall survival',
    after: 'Xu et al., Cancer Cell International 2021;21:585',
    development: [...scored.development, ...compared.development],
    parts: [
      characteristicsTable('Table 1', cohort, characteristics(cohort.table), 'rank sum'),
      hazardTable('Table 2', 'Overall survival by the score in three classes', cohort, 'stroma_immune_class', CLASSES), // prettier-ignore
      hazardTable('Table 3', 'Overall survival by the score in two classes', cohort, 'stroma_immune_group', GROUPS), // prettier-ignore
      densities(cohort.table, evaluation),
      survivalPart(cohort),
      stromaRatioPart(cohort, first),
      compared.part,
      subgroupPart(cohort, first),
      intraepithelial(plain, first),
    ],
    cases: casesOf(cohort.table),
  };
}

/** @throws TimescopeError where a needed column is absent, or a density, a follow-up or a ratio cannot be one: a share in percent would be high in every row */
function requirePossible(table: CsvTable): void {
  // Later the table has columns of ours too, and the words of an error would list them.
  usedRows(table, survivalColumns(table));
  requireNumbers(table, [...STROMA, ...EPITHELIUM], { least: 0 }, 'a density of at least 0 is expected');
  requireNumbers(table, [TIME], { least: 0 }, 'a follow-up of at least 0 is expected');
  requireNumbers(table, ['tsr'], { least: 0, most: 1 }, 'a share from 0 to 1 is expected');
}

const characteristics = (table: CsvTable): string[] =>
  CHARACTERISTICS.filter(column => lacks(table, column).length === 0);

function densities(table: CsvTable, evaluation: Evaluation): StudyPart {
  const label = (marker: string) => `${marker} in the stroma (cells/mm\u00b2)`;
  const scatter = correlationPanel(
    'CD3+ against CD8+',
    table,
    [
      { column: STROMA[0], label: label('CD3+') },
      { column: STROMA[1], label: label('CD8+') },
    ],
    'r',
    pearson,
  );
  return {
    name: 'Figure 2',
    title: 'Classification of tissue and T-cell densities in the stroma',
    panels: lettered([...tileMatrices(evaluation), densityPanel(table), scatter]),
  };
}

function survivalPart(cohort: StudyCohort): StudyPart {
  const panels = cohort.sets.flatMap((set): Panel[] => {
    const table = rowsOfSets(cohort, set);
    return [
      survivalPanel(`${setTitle(set)}, three classes`, table, 'stroma_immune_class', CLASSES),
      survivalPanel(`${setTitle(set)}, two classes`, table, 'stroma_immune_group', GROUPS),
    ];
  });
  return { name: 'Figure 3', title: 'Overall survival by the stroma-immune score', panels: lettered(panels) };
}

/** The score of the epithelium, made in the same way, against that of the stroma (the paper's supplement). */
function intraepithelial(cohort: StudyCohort, sets: readonly string[]): StudyPart {
  const [name, title] = ['Supplement 2', `Stroma-immune and intraepithelial score (${sets.join(' and ')})`];
  const reason = columnsMissing(cohort.table, ...EPITHELIUM);
  if (reason !== undefined) return { name, title, panels: [absent(title, reason)] };
  const stroma = immuneScores(cohort, 'stroma_immune', STROMA);
  const both = immuneScores({ ...cohort, table: stroma.table }, 'intraepithelial', EPITHELIUM);
  const panel = correlationPanel(
    title,
    rowsOfSets({ ...cohort, table: both.table }, ...sets),
    [
      { column: 'stroma_immune_score', label: 'Stroma-immune score (percentile)' },
      { column: 'intraepithelial_score', label: 'Intraepithelial-immune score (percentile)' },
    ],
    'r',
    pearson,
  );
  const cuts = both.development.map(({ value }) => value.toFixed(1)).join(' and ');
  const notes = [`Cut-offs of the intraepithelial score, found on the development rows: ${cuts}.`];
  return { name, title, panels: [{ ...panel, notes }] };
}

function casesOf(table: CsvTable): Study['cases'] {
  const columns = ['case', 'set', ...STROMA.map(name => `${name}_percentile`), 'stroma_immune_score', 'stroma_immune_class', 'stroma_immune_group']; // prettier-ignore
  const rows = completeRows(table, columns);
  const cells = columns.map(rows.words);
  return { columns, rows: rows.lines.map((_, row) => cells.map(own => own[row] ?? '')) };
}
