import { Facts, type Fact } from '@timescope/ohif/controls';
import { cellMeasurements, type CellMeasurement } from '../../services/cells/cellMeasurements';
import { placeOf } from '../../services/cells/cellList';
import type { CellsService } from '../../services/cells/CellsService';
import type { CellsState } from '../../services/cells/cellsState';
import { nearestThreshold } from '../../services/cells/doubt';
import type { SeenCell, SeenCells } from '../../services/cells/seenCells';
import { strings } from '../../strings';

/** All that was measured of the cell that is shown. */
export function CellMeasured({ cells, state: { current } }: { cells: CellsService; state: CellsState }) {
  const seen = cells.seen();
  const cell = current === undefined ? undefined : cells.cell(current);
  if (!seen || !cell || current === undefined) return null;
  return (
    <div className="ts-small ts-cell-measured">
      <Facts facts={[...distanceFact(seen, cell), ...measurementFacts(seen, current)]} />
    </div>
  );
}

function distanceFact({ thresholds }: SeenCells, { od }: SeenCell): Fact[] {
  if (Number.isNaN(od)) return [];
  const { grade, distance } = nearestThreshold(od, thresholds);
  return [
    {
      name: strings.nearestThreshold,
      value: strings.distanceTo(grade, distance),
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
  name: strings.measurementName(name),
  value: Number.isNaN(value)
    ? strings.gradeUnknown
    : unit === 'od'
      ? strings.odUnit(value)
      : strings.areaUnit(value),
  testId: name,
});
