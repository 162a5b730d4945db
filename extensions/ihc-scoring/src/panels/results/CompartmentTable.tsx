import type { ByCompartment, CompartmentScores } from '@timescope/core/result/scoreResult';
import { strings } from '../../strings';
import type { AnyResult } from './scoreLines';

type Key = keyof ByCompartment<unknown>;

const KEYS: readonly Key[] = ['whole', 'tumour', 'stroma'];

interface Row {
  readonly name: keyof typeof strings.compartmentRows;
  readonly path: keyof CompartmentScores;
  readonly digits: number;
  readonly of: (result: AnyResult, key: Key) => number | null | undefined;
}

const ROWS: readonly Row[] = [
  { name: 'cells', path: 'cells', digits: 0, of: (result, key) => cellsOf(result, key) },
  {
    name: 'percentPositive',
    path: 'percentPositive',
    digits: 1,
    of: (result, key) => percentOf(result, key),
  },
  { name: 'hScore', path: 'hScore', digits: 0, of: ({ hScore }, key) => hScore[key] },
  { name: 'hScorePixels', path: 'hScorePixels', digits: 0, of: ({ hScorePixels }, key) => hScorePixels[key] },
  {
    name: 'positiveAreaPercent',
    path: 'positiveAreaPercent',
    digits: 1,
    of: ({ positiveAreaPercent }, key) => positiveAreaPercent[key],
  },
  {
    name: 'density',
    path: 'densityPerMm2',
    digits: 0,
    of: ({ densityPerMm2 }, key) => densityPerMm2[key]?.cells,
  },
  {
    name: 'positiveDensity',
    path: 'densityPerMm2',
    digits: 0,
    of: ({ densityPerMm2 }, key) => densityPerMm2[key]?.positive,
  },
  { name: 'areaMm2', path: 'areaMm2', digits: 3, of: ({ areaMm2 }, key) => areaMm2[key] },
];

/** The scores of the whole area, the tumour and the stroma beside each other, and why some are missing. */
export function CompartmentTable({ result }: { result: AnyResult }) {
  const reasons = new Set(ROWS.flatMap(row => KEYS.flatMap(key => reasonOf(result, row, key) ?? [])));
  return (
    <>
      <table className="ts-small" style={TABLE} data-cy="compartments">
        <thead>
          <tr>
            <td />
            {KEYS.map(key => (
              <th key={key} scope="col" style={NUMBER}>
                {strings.compartmentNames[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map(row => (
            <tr key={row.name}>
              <th scope="row" style={{ textAlign: 'left', fontWeight: 400 }} className="ts-dim">
                {strings.compartmentRows[row.name]}
              </th>
              {KEYS.map(key => (
                <td key={key} style={NUMBER} title={titleOf(result, row, key)} data-cy={`${row.name}-${key}`}>
                  {textOf(row.of(result, key), row.digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {[...reasons].map(reason => (
        <div key={reason} className="ts-dim ts-small" data-cy="compartment-reason">
          {strings.missing} {strings.notEvaluable}: {reason}
        </div>
      ))}
    </>
  );
}

const TABLE = { width: '100%', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' } as const;
const NUMBER = { textAlign: 'right', padding: '1px 0 1px 6px' } as const;

const textOf = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? strings.missing : strings.rounded(value, digits);

function reasonOf(result: AnyResult, row: Row, key: Key): string | undefined {
  const value = row.of(result, key);
  return value === null || value === undefined ? result.notEvaluable[pathOf(row, key)] : undefined;
}

const titleOf = (result: AnyResult, row: Row, key: Key): string | undefined =>
  reasonOf(result, row, key) ?? result.denominators[pathOf(row, key)];

/** Where the value stands in the document: cells and percentages have another place than the rest. */
function pathOf({ path }: Row, key: Key): string {
  if (path !== 'cells' && path !== 'percentPositive') return `${path}.${key}`;
  return key === 'whole' ? path : `compartments.${key}.${path}`;
}

const cellsOf = (result: AnyResult, key: Key): number | undefined =>
  key === 'whole' ? result.cells.total : result.compartments[key].cells?.total;

const percentOf = (result: AnyResult, key: Key): number | null =>
  key === 'whole' ? result.percentPositive : result.compartments[key].percentPositive;
