import { Button, Facts, type Fact } from '@timescope/ohif/controls';
import { cellMeasurements, type CellMeasurement } from '../../services/cells/cellMeasurements';
import { placeOf } from '../../services/cells/cellList';
import type { CellsService } from '../../services/cells/CellsService';
import type { CellsState } from '../../services/cells/cellsState';
import type { SeenCell, SeenCells } from '../../services/cells/seenCells';
import { strings } from '../../strings';
import { GradeLine } from '../GradeLine';

/** What was measured of the selected cell, and what tool and reader say of it. */
export function CellFacts({ cells, state }: { cells: CellsService; state: CellsState }) {
  const { selected, current } = state;
  const seen = cells.seen();
  const cell = current === undefined ? undefined : cells.cell(current);
  const title =
    selected.length === 1 && current !== undefined
      ? strings.cellNumber(current)
      : strings.cellsSelected(selected.length);
  return (
    <div data-cy="cell-facts" style={{ display: 'flex', flexDirection: 'column', gap: 6 }}>
      <div className="ts-row">
        <strong className="ts-grow" aria-live="polite">
          {title}
        </strong>
        <Button text={strings.clearSelection} testId="cells-clear" onPress={() => cells.clear()} />
      </div>
      {seen && cell && current !== undefined && (
        <>
          <Judgement cell={cell} />
          <Facts facts={[...nearestThreshold(seen, cell), ...measurementFacts(seen, current)]} />
        </>
      )}
    </div>
  );
}

/** Two columns: the tool's value stays beside the reader's. */
function Judgement({ cell }: { cell: SeenCell }) {
  const { tool } = cell;
  const rows = [
    {
      name: strings.cellGrade,
      reader: <GradeText grade={cell.grade} />,
      tool: <GradeText grade={tool.grade} />,
    },
    { name: strings.cellType, reader: strings.cellTypes[cell.type], tool: strings.cellTypes[tool.type] },
    {
      name: strings.counts,
      reader: strings.isCounted[cell.isIncluded ? 1 : 0],
      tool: strings.isCounted[tool.isIncluded ? 1 : 0],
    },
  ];
  return (
    <table
      className="ts-small"
      style={{ width: '100%', borderCollapse: 'collapse' }}
      data-cy="cell-judgement"
    >
      <thead>
        <tr className="ts-dim" style={{ textAlign: 'left' }}>
          <td />
          <th scope="col">{strings.readerSays}</th>
          <th scope="col">{strings.toolSays}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, reader, tool: own }) => (
          <tr key={name}>
            <th scope="row" className="ts-dim" style={{ textAlign: 'left', fontWeight: 400 }}>
              {name}
            </th>
            <td>{reader}</td>
            <td className="ts-dim">{own}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function GradeText({ grade }: { grade: SeenCell['grade'] }) {
  return grade === undefined ? (
    strings.gradeUnknown
  ) : (
    <>
      <GradeLine grade={grade} />
      {strings.grades[grade]}
    </>
  );
}

function nearestThreshold({ thresholds, isGraded }: SeenCells, { od }: SeenCell): Fact[] {
  if (Number.isNaN(od)) return [];
  const distances = (isGraded ? thresholds : thresholds.slice(0, 1)).map(threshold =>
    Math.abs(od - threshold),
  );
  const distance = Math.min(...distances);
  return [
    {
      name: strings.nearestThreshold,
      value: strings.distanceTo(distances.indexOf(distance), distance),
      testId: 'cell-distance',
    },
  ];
}

function measurementFacts({ list }: SeenCells, cell: number): Fact[] {
  const place = placeOf(list, cell);
  if (!place) return [];
  const compartment = place.table.compartment[place.index] ?? 0;
  return [
    ...cellMeasurements(place.table, place.index).map(factOf),
    { name: strings.cellCompartment, value: strings.compartments[compartment] },
  ];
}

const factOf = ({ name, unit, value }: CellMeasurement): Fact => ({
  name,
  value: Number.isNaN(value)
    ? strings.gradeUnknown
    : unit === 'od'
      ? strings.odUnit(value)
      : strings.areaUnit(value),
  testId: name,
});
