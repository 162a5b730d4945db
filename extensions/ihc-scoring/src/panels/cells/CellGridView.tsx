import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { NEAR, type Near } from '../../services/cells/doubt';
import type { CellsService } from '../../services/cells/CellsService';
import type { CellsState } from '../../services/cells/cellsState';
import { CELL_COLUMNS, type CellColumn, type SeenCells } from '../../services/cells/seenCells';
import { rowAfterKey, rowsInView } from '../../services/cells/rowsInView';
import { strings } from '../../strings';
import { CellRow } from './CellRow';
import { ROW_PX, TABLE_PX } from './cellsCss';

/** The table of all cells: only the rows in view are there. The row of a cell and the cell on the slide select each other. */
export function CellGridView({ cells, state }: { cells: CellsService; state: CellsState }) {
  const grid = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const seen = cells.seen();
  const rows = cells.rows();
  const currentRow = state.current === undefined ? -1 : rows.indexOf(state.current);
  useEffect(() => scrollTo(grid.current, currentRow), [currentRow]);
  if (!seen) return null;
  const { first, last } = rowsInView(scrolled, TABLE_PX, ROW_PX, rows.length);
  const selected = new Set(state.selected);
  return (
    <div>
      <NearChoice
        seen={seen}
        near={state.near}
        count={rows.length}
        onChoose={near => cells.chooseNear(near)}
      />
      <div
        ref={grid}
        className="ts-cells-grid"
        role="grid"
        aria-label={strings.cellTable}
        aria-rowcount={rows.length + 1}
        aria-colcount={CELL_COLUMNS.length}
        aria-multiselectable
        aria-activedescendant={currentRow >= first && currentRow < last ? rowId(currentRow) : undefined}
        tabIndex={0}
        data-cy="cell-table"
        onScroll={event => setScrolled(event.currentTarget.scrollTop)}
        onKeyDown={event => onKey(event, cells, rows, currentRow)}
      >
        <Header state={state} onSort={column => cells.sortBy(column)} />
        <div
          className="ts-cells-body"
          role="rowgroup"
          style={{ position: 'relative', height: rows.length * ROW_PX }}
        >
          {Array.from(rows.subarray(first, last), (cell, k) => (
            <CellRow
              key={cell}
              id={rowId(first + k)}
              seen={seen}
              near={state.near}
              cell={cell}
              row={first + k}
              isSelected={selected.has(cell)}
              isCurrent={cell === state.current}
              onPress={event => press(event, cells, cell)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const rowId = (row: number): string => `ts-cell-row-${row}`;

function press(event: MouseEvent, cells: CellsService, cell: number): void {
  if (event.ctrlKey || event.metaKey) cells.select([cell], true);
  else cells.goTo(cell);
}

/** Arrows, page and end keys move along the rows; shift adds. The host must not take them for its own. */
function onKey(event: KeyboardEvent, cells: CellsService, rows: Uint32Array, currentRow: number): void {
  const row = rowAfterKey(event.key, currentRow, rows.length);
  const cell = row === undefined ? undefined : rows[row];
  if (cell === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey) cells.select([cell], true);
  else cells.goTo(cell);
}

/** The header covers the first row's height of the view. */
function scrollTo(grid: HTMLDivElement | null, row: number): void {
  if (!grid || row < 0) return;
  const top = row * ROW_PX;
  const room = TABLE_PX - 2 * ROW_PX;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top > grid.scrollTop + room) grid.scrollTop = top - room;
}

function Header({ state, onSort }: { state: CellsState; onSort: (column: CellColumn) => void }) {
  const { sort } = state;
  const sortOf = (column: CellColumn) =>
    sort.column !== column ? 'none' : sort.isDescending ? 'descending' : 'ascending';
  return (
    <div role="rowgroup" className="ts-cells-head">
      <div role="row" aria-rowindex={1} className="ts-cells-row">
        {CELL_COLUMNS.map(column => (
          <div key={column} role="columnheader" aria-sort={sortOf(column)}>
            <button
              type="button"
              title={strings.cellColumnHints[column]}
              data-cy={`sort-${column}`}
              onClick={() => onSort(column)}
            >
              {strings.cellColumns[column]}
              {sort.column === column && <span aria-hidden>{sort.isDescending ? ' ▾' : ' ▴'}</span>}
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}

function NearChoice(props: { seen: SeenCells; near: Near; count: number; onChoose: (near: Near) => void }) {
  return (
    <label className="ts-row ts-small" style={{ marginBottom: 4 }}>
      <span className="ts-dim">{strings.nearTo}</span>
      <select
        data-cy="cells-near"
        value={String(props.near)}
        onChange={event => props.onChoose(NEAR.find(near => String(near) === event.target.value) ?? 'any')}
      >
        {NEAR.map(near => (
          <option key={near} value={String(near)}>
            {near === 'any' && !props.seen.isGraded ? strings.positiveOrNot : strings.nearOptions[near]}
          </option>
        ))}
      </select>
      <span className="ts-dim">{strings.cellRows(props.count)}</span>
    </label>
  );
}
