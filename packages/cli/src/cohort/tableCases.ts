import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import {
  IMMUNE_MARKERS,
  MOST_DENSITY,
  type ImmuneMarker,
  type ImmunePlace,
  type PlaceDensities,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import type { CohortCase } from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import { readCsvTable, refused, type CsvTable } from '../stats/csvTable';

/** Columns of a table of densities, named as `timescope study stroma-immune` reads them. */
const COLUMN_OF: Readonly<Record<ImmunePlace, string>> = {
  stroma: 'stroma',
  tumour: 'epithelium',
  centre: 'centre',
  margin: 'margin',
};

const KNOWN = [
  ...['case', 'months', 'death'],
  ...IMMUNE_MARKERS.flatMap(marker => Object.values(COLUMN_OF).map(column => `${marker}_${column}`)),
];

export interface CasesOfTable {
  readonly cases: readonly CohortCase[];
  /** Columns that say nothing here. */
  readonly otherColumns: readonly string[];
}

/**
 * The patients of a table: columns case, cd3_stroma, cd8_stroma and, where they are known, cd3_epithelium ... cd8_margin
 * (positive cells per mm2), months and death (0 or 1). The names of the cases do not enter the cohort.
 * @throws TimescopeError NOT_FOUND, NOT_A_TABLE, CONFLICT for a case that is there twice
 */
export async function tableCases(file: string): Promise<CasesOfTable> {
  const table = await readCsvTable(file);
  for (const needed of ['case', 'cd3_stroma', 'cd8_stroma'])
    if (!table.columns.includes(needed)) throw refused(`The table ${table.name} has no column "${needed}".`);
  requireOnce(table);
  return {
    cases: table.rows.map(row => caseOf(table, row)),
    otherColumns: table.columns.filter(column => !KNOWN.includes(column)),
  };
}

function requireOnce({ name, columns, rows }: CsvTable): void {
  const lineOf = new Map<string, number>();
  for (const { line, cells } of rows) {
    const patient = cells[columns.indexOf('case')]?.trim() ?? '';
    const first = lineOf.get(patient);
    if (first !== undefined && patient !== '')
      throw new TimescopeError(
        'CONFLICT',
        `Lines ${first} and ${line} of ${name} are both of the case ${patient}; a patient counts once.`,
        { nextStep: 'Take one of the two lines out of the table.' },
      );
    lineOf.set(patient, line);
  }
}

function caseOf({ name, columns }: CsvTable, { line, cells }: CsvTable['rows'][number]): CohortCase {
  const textAt = (column: string) => cells[columns.indexOf(column)]?.trim() ?? '';
  const numberAt = (column: string): number | null => {
    const text = textAt(column);
    if (text === '') return null;
    const value = Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    throw refused(`Line ${line} of ${name} has "${text}" as ${column}; a number of at least 0 was expected.`);
  };
  const densitiesOf = (marker: ImmuneMarker): PlaceDensities => {
    const at = (place: ImmunePlace) => {
      const column = `${marker}_${COLUMN_OF[place]}`;
      const density = numberAt(column);
      if (density === null || density <= MOST_DENSITY) return density;
      throw refused(
        `Line ${line} of ${name} has ${density} as ${column}; at most ${MOST_DENSITY} cells fit into a square millimetre.`,
      );
    };
    return { stroma: at('stroma'), tumour: at('tumour'), centre: at('centre'), margin: at('margin') };
  };
  if (textAt('case') === '') throw refused(`Line ${line} of ${name} names no case.`);
  const [months, death] = [numberAt('months'), numberAt('death')];
  if (death !== null && death !== 0 && death !== 1)
    throw refused(`Line ${line} of ${name} has "${death}" as death; 0 (alive) or 1 (died) was expected.`);
  if ((months === null) !== (death === null))
    throw refused(`Line ${line} of ${name} has only one of months and death; both or neither was expected.`);
  return {
    key: sha256Hex(textAt('case')).slice(0, 16),
    densities: Object.fromEntries(IMMUNE_MARKERS.map(marker => [marker, densitiesOf(marker)])),
    ...(months !== null && death !== null && { followUp: { months, hasDied: death === 1 } }),
  };
}
