import type { MouseEvent } from 'react';
import { gradeStyles } from '../../overlays/gradeStyles';
import { placeOf } from '../../services/cells/cellList';
import type { Near } from '../../services/cells/doubt';
import { distanceOf, seenCell, type SeenCell, type SeenCells } from '../../services/cells/seenCells';
import { strings } from '../../strings';
import { number } from '../../strings/number';
import { ROW_PX } from './cellsCss';

/** One cell in the table. */
export function CellRow(props: {
  id: string;
  seen: SeenCells;
  near: Near;
  cell: number;
  row: number;
  isSelected: boolean;
  isCurrent: boolean;
  onPress: (event: MouseEvent) => void;
}) {
  const { seen, cell, row } = props;
  const place = placeOf(seen.list, cell);
  const judged = seenCell(seen, cell);
  if (!place || !judged) return null;
  const { table, index } = place;
  const values = [
    number(cell + 1),
    <GradeCell key="grade" cell={judged} />,
    od(judged.od),
    od(distanceOf(seen, judged.od, props.near)),
    strings.shortCompartments[table.compartment[index] ?? 0],
    strings.shortTypes[judged.type],
    number(table.nucleusAreaUm2[index] ?? NaN),
  ];
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={props.isSelected}
      className={`ts-cells-row${props.isCurrent ? ' ts-current' : ''}`}
      style={{ top: row * ROW_PX }}
      data-cy="cell-row"
      data-cell={cell}
      onClick={props.onPress}
    >
      {values.map((value, k) => (
        <div key={k} role="gridcell">
          {value}
        </div>
      ))}
    </div>
  );
}

function GradeCell({ cell }: { cell: SeenCell }) {
  const { grade, edit, isIncluded } = cell;
  const mark = edit ? strings.editedMark : '';
  if (!isIncluded) return <span title={strings.isCounted[0]}>{`${strings.leftOutShort}${mark}`}</span>;
  if (grade === undefined) return <span title={strings.gradeUnknown}>?</span>;
  return (
    <>
      <span className="ts-cells-swatch" style={{ background: gradeStyles[grade].colour }} aria-hidden />
      {`${strings.gradeButtons[grade]}${mark}`}
    </>
  );
}

const od = (value: number): string => (Number.isNaN(value) ? '-' : number(value, 3));
