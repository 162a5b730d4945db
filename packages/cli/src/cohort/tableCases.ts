import { sha256Hex } from '@timescope/core/sha256';
import {
  IMMUNE_MARKERS,
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

/**
 * The patients of a table: columns case, cd3_stroma, cd8_stroma and, where they are known, cd3_epithelium ... cd8_margin
 * (positive cells per mm2), months and death (0 or 1). The names of the cases do not enter the cohort.
 * @throws TimescopeError NOT_FOUND, NOT_A_TABLE
 */
export async function tableCases(file: string): Promise<readonly CohortCase[]> {
  const table = await readCsvTable(file);
  for (const needed of ['case', 'cd3_stroma', 'cd8_stroma'])
    if (!table.columns.includes(needed)) throw refused(`The table ${table.name} has no column "${needed}".`);
  return table.rows.map(row => caseOf(table, row));
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
    const at = (place: ImmunePlace) => numberAt(`${marker}_${COLUMN_OF[place]}`);
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
