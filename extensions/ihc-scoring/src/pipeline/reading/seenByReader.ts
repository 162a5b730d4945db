import type { CellEdits } from '@timescope/core/result/scoreResult';
import type { Annotation } from '../annotations';
import { isInside, sameEdges } from '../annotations/ringEdges';
import type { CellTable } from '../cellTable';
import type { Measured } from '../presets/preset';
import type { ScoreRequest } from '../scoreRequest';
import { measuredColumn } from '../measuredColumn';
import { COUNTED, inclusionAt, LEFT_OUT, UNMEASURED } from '../scores/slideSums';
import type { CellEdit } from './reading';

/** Judges tables one by one and counts what it changed in all of them. */
export interface ReaderOfCells {
  /**
   * The table with the reader's grades, types and inclusions; shapes and measurements are shared, not copied. A table
   * without a cell that the reader changed is the tool's own.
   */
  see(tool: CellTable): CellTable;
  /** Of the tables seen so far. */
  edits(): CellEdits;
}

/** The reader whose edits and areas the request holds; undefined when there is nothing that a reader changed. */
export function readerOf(
  { edits = [], leftOut = [] }: Pick<ScoreRequest, 'edits' | 'leftOut'>,
  measured: Measured,
): ReaderOfCells | undefined {
  if (edits.length === 0 && leftOut.length === 0) return undefined;
  const editAt = editsByPlace(edits);
  const counts = newCounts();
  const used = new Set<CellEdit>();
  return {
    see: tool => {
      const column = measuredColumn(tool, measured);
      const isOutAt = leftOut.length > 0 ? sameCellsInside(tool, leftOut) : undefined;
      let codes: Codes | undefined;
      for (let cell = 0; cell < tool.count; cell++) {
        const x = tool.centroids[2 * cell] ?? Number.NaN;
        const y = tool.centroids[2 * cell + 1] ?? Number.NaN;
        const isOut = isOutAt?.[cell] === 1;
        const edit = editAt(x, y);
        if (!edit && !isOut) continue;
        codes ??= codesOf(tool, column);
        if (isOut) leaveOut(codes, cell, counts);
        if (!edit) continue;
        used.add(edit);
        judge(codes, cell, edit, inclusionAt(tool, column, cell) !== UNMEASURED, counts);
      }
      return codes ? { ...tool, ...codes } : tool;
    },
    edits: () => ({ ...counts, unknown: edits.length - used.size }),
  };
}

type Counts = { -readonly [Name in keyof Omit<CellEdits, 'unknown'>]: number };
type Codes = Required<Pick<CellTable, 'grade' | 'type' | 'inclusion'>>;

const newCounts = (): Counts => ({
  count: 0,
  excluded: 0,
  included: 0,
  regraded: 0,
  retyped: 0,
  leftOut: 0,
});

/** Copies: the tool's own codes stay. */
const codesOf = (tool: CellTable, column: Float32Array): Codes => ({
  grade: tool.grade.slice(),
  type: tool.type.slice(),
  inclusion: Uint8Array.from(column, (_, cell) => inclusionAt(tool, column, cell)),
});

function leaveOut({ inclusion }: Codes, cell: number, counts: Counts): void {
  inclusion[cell] = LEFT_OUT;
  counts.leftOut++;
}

/** A grade makes a cell count that could not be measured; being left out goes before any grade. */
function judge(codes: Codes, cell: number, edit: CellEdit, isMeasured: boolean, counts: Counts): void {
  const before = { grade: codes.grade[cell], type: codes.type[cell], inclusion: codes.inclusion[cell] };
  const { grade = before.grade ?? 0, type = before.type ?? 0 } = edit;
  const isOut = edit.isIncluded === undefined ? before.inclusion === LEFT_OUT : !edit.isIncluded;
  const inclusion = isOut ? LEFT_OUT : isMeasured || edit.grade !== undefined ? COUNTED : UNMEASURED;
  codes.inclusion[cell] = inclusion;
  codes.grade[cell] = grade;
  codes.type[cell] = type;
  const isNew = inclusion !== before.inclusion;
  const changes = {
    excluded: isNew && inclusion === LEFT_OUT,
    included: isNew && inclusion === COUNTED,
    regraded: grade !== before.grade,
    retyped: type !== before.type,
  };
  for (const name of ['excluded', 'included', 'regraded', 'retyped'] as const)
    if (changes[name]) counts[name]++;
  if (Object.values(changes).some(Boolean)) counts.count++;
}

/** Slots that tell at once that a place has no edit. */
const SLOTS = 4096;
const slotOf = (x: number, y: number): number => (Math.floor(x) * 31 + Math.floor(y)) & (SLOTS - 1);

/** By the numbers themselves, most places by their slot alone: 200,000 cells are asked about at each move of a line. */
function editsByPlace(edits: readonly CellEdit[]): (x: number, y: number) => CellEdit | undefined {
  const byX = new Map<number, Map<number, CellEdit>>();
  const isTaken = new Uint8Array(SLOTS);
  for (const edit of edits) {
    const inColumn = byX.get(edit.x) ?? new Map<number, CellEdit>();
    byX.set(edit.x, inColumn.set(edit.y, edit));
    isTaken[slotOf(edit.x, edit.y)] = 1;
  }
  return (x, y) => (isTaken[slotOf(x, y)] === 1 ? byX.get(x)?.get(y) : undefined);
}

/** 1 for cells in one of the areas. Neither moves with a threshold: what was found last for the same ones is given again. */
function sameCellsInside({ count, centroids }: CellTable, areas: readonly Annotation[]): Uint8Array {
  const last = found.get(centroids);
  if (last?.rings.length === areas.length && areas.every(({ rings }, at) => rings === last.rings[at]))
    return last.inside;
  const rings = areas.map(area => area.rings);
  const edges = rings.map(each => sameEdges(each));
  const inside = Uint8Array.from({ length: count }, (_, cell) => {
    const [x, y] = [centroids[2 * cell] ?? Number.NaN, centroids[2 * cell + 1] ?? Number.NaN];
    return edges.some(each => isInside(each, x, y)) ? 1 : 0;
  });
  found.set(centroids, { rings, inside });
  return inside;
}

const found = new WeakMap<
  CellTable['centroids'],
  { readonly rings: readonly Annotation['rings'][]; readonly inside: Uint8Array }
>();
