import { Button } from '@timescope/ohif/controls';
import type { CellsService } from '../../services/cells/CellsService';
import type { CellsState } from '../../services/cells/cellsState';
import type { SeenCell } from '../../services/cells/seenCells';
import { strings } from '../../strings';
import { GradeLine } from '../GradeLine';

/** Which cells are selected, and what tool and reader say of the one that is shown. */
export function CellJudgement({ cells, state }: { cells: CellsService; state: CellsState }) {
  const { selected, current } = state;
  const cell = current === undefined ? undefined : cells.cell(current);
  const isOne = selected.length === 1 && current !== undefined;
  return (
    <div data-cy="cell-facts">
      <div className="ts-row">
        <strong className="ts-grow" aria-live="polite">
          {isOne ? strings.cellNumber(current) : strings.cellsSelected(selected.length)}
        </strong>
        <Button text={strings.clearSelection} testId="cells-clear" onPress={() => cells.clear()} />
      </div>
      {!isOne && current !== undefined && <div className="ts-dim ts-small">{strings.shownCell(current)}</div>}
      {cell && <Judgement cell={cell} />}
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
