import type { MatrixPoint } from '@timescope/core/frames';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { SelectionOverlay } from '../../overlays/SelectionOverlay';
import type { CellTable } from '../../pipeline/cellTable';
import { withChange, withoutEdits, type CellChange } from '../../pipeline/reading/cellEdits';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { goToCell } from '../goTo';
import { currentMeasurement, currentRun } from '../scoringState';
import { cellAt, cellNamed, cellsAround, cellsInRing } from './cellAt';
import { cellGrid, type CellGrid } from './cellGrid.kernel';
import { cellList, centreOf, isSameCells } from './cellList';
import { orderOf } from './cellOrder.kernel';
import type { Near } from './doubt';
import { initialCells, NO_CELL_LIST, type CellsState } from './cellsState';
import { lastOf } from './lastOf';
import { nextDoubtful } from './nextDoubtful';
import { columnValues, seenCell, type CellColumn, type SeenCell, type SeenCells } from './seenCells';
import { seenCellsOf } from './seenCellsOf';
import { placeOfWarning } from './placeOfWarning';
import { followPointer } from './slidePointer';
import { subsetOf } from './subsetOf';
import { visibleCorners } from './visibleCorners';

/** Selecting, judging and finding single cells of the slide on screen. */
export class CellsService implements BenchPart {
  readonly state = new ObservableState<CellsState>(initialCells);
  private readonly onSlide = new Subscriptions();
  private onScreen: SlideOnScreen | undefined;
  /** 1 for each cell that was brought to the reader or chosen by the reader. */
  private isChecked = new Uint8Array(0);
  /** Their places: another measurement that finds the same cells gives them other numbers. */
  private looked: MatrixPoint[] = [];
  private last = lastAnswers();

  constructor(private readonly bench: BenchParts) {}

  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
    const overlay = new SelectionOverlay(onScreen.map, this.mpp());
    const draw = () => {
      const { list, selected, current } = this.state.get();
      overlay.show({ list, selected, current, edits: this.bench.readings.get().edits });
    };
    const { scoring, readings, shown, mapTool } = this.bench;
    this.onSlide.add(() => overlay.remove());
    this.onSlide.add(shown.subscribe(() => this.follow()));
    this.onSlide.add(scoring.state.subscribe(() => this.follow()));
    this.onSlide.add(readings.state.subscribe(draw));
    this.onSlide.add(this.state.subscribe(draw));
    this.onSlide.add(
      followPointer(onScreen.viewer.container, onScreen.map, {
        isOn: () => mapTool.has('select') && this.state.get().list.count > 0,
        click: (point, isAdding) => this.click(point, isAdding),
        box: (corners, isAdding) => this.selectInside(corners, isAdding),
      }),
    );
    this.follow();
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.onScreen = undefined;
    this.looked = [];
    this.isChecked = new Uint8Array(0);
    this.last = lastAnswers();
    this.state.update(initialCells);
  }

  /** The measured cells with all that is thought of them; undefined without a measurement. */
  seen(): SeenCells | undefined {
    const { list } = this.state.get();
    const measurement = currentMeasurement(this.bench.scoring.state.get());
    if (!measurement || list.count === 0) return undefined;
    const { edits, thresholds } = this.bench.readings.get();
    return this.last.seenOf(list, measurement.tables, measurement.result, thresholds, edits);
  }

  cell(cell: number): SeenCell | undefined {
    const seen = this.seen();
    return seen && seenCell(seen, cell);
  }

  /** The cells in the order of the table. */
  rows(): Uint32Array {
    const seen = this.seen();
    const { sort, near } = this.state.get();
    return seen ? this.last.orderOf(this.last.valuesOf(seen, sort.column, near), sort.isDescending) : NO_ROWS;
  }

  sortBy(column: CellColumn): void {
    const { sort } = this.state.get();
    const isDescending = sort.column === column && !sort.isDescending;
    this.state.update({ sort: { column, isDescending } });
  }

  chooseNear(near: Near): void {
    this.state.update({ near, isAllChecked: false });
  }

  /** Selects these cells, the last one is shown; `isAdding` keeps those that are selected. */
  select(cells: readonly number[], isAdding = false): void {
    const before = isAdding ? this.state.get().selected : [];
    const selected = [...new Set([...before, ...cells])];
    this.state.update({ selected, current: cells.at(-1) ?? selected.at(-1) });
    const [only] = cells;
    if (cells.length === 1 && only !== undefined) this.check(only);
  }

  /** Selects one cell and brings it into the middle of the map. */
  goTo(cell: number): void {
    this.select([cell]);
    if (this.onScreen) goToCell(this.onScreen.map, centreOf(this.state.get().list, cell), this.mpp());
  }

  clear(): void {
    this.state.update({ selected: [], current: undefined });
  }

  /** One act on all selected cells, one step to undo. A signed reading refuses it and says so. */
  change(change: CellChange): void {
    const cells = this.state.get().selected.flatMap(cell => this.cell(cell)?.tool ?? []);
    if (cells.length === 0) return;
    this.bench.readings.change(reading => {
      const edits = withChange(reading.edits, cells, change);
      return edits === reading.edits ? reading : { ...reading, edits };
    });
  }

  /** Takes back all that was said of the selected cells. */
  unsay(): void {
    const { list, selected } = this.state.get();
    const cells = selected.map(cell => centreOf(list, cell));
    this.bench.readings.change(reading => {
      const edits = withoutEdits(reading.edits, cells);
      return edits === reading.edits ? reading : { ...reading, edits };
    });
  }

  /** Selects all cells whose centre is on screen. */
  selectInView(): void {
    if (this.onScreen) this.selectInside(visibleCorners(this.onScreen.map), false);
  }

  /** The nucleus' centroid of the cell at a place on the slide. */
  at(point: MatrixPoint): MatrixPoint | undefined {
    const { list } = this.state.get();
    const cell = cellAt(list, this.last.gridOf(list), point, this.mpp());
    return cell === undefined ? undefined : centreOf(list, cell);
  }

  /** The cells around some places, with the tool's codes: those that enclose the places are among them. */
  around(points: readonly { readonly x: number; readonly y: number }[]): CellTable {
    const { list } = this.state.get();
    const grid = this.last.gridOf(list);
    const cells = points.flatMap(point => cellsAround(grid, point, this.mpp()));
    return this.subset([...new Set(cells)].sort((a, b) => a - b));
  }

  /** The cells on screen with the tool's codes; undefined when there are none, or too many to look at. */
  inView(): CellTable | undefined {
    const { list } = this.state.get();
    if (!this.onScreen || list.count === 0) return undefined;
    const cells = cellsInRing(list, this.last.gridOf(list), visibleCorners(this.onScreen.map));
    return cells.length === 0 || cells.length > MOST_IN_VIEW ? undefined : this.subset(cells);
  }

  /** Goes to the cell nearest to a threshold that was not looked at yet. */
  goToNextDoubtful(): void {
    const seen = this.seen();
    if (!seen) return;
    const { list, near } = this.state.get();
    const distances = this.last.distancesOf(seen, near);
    const next = nextDoubtful(list, this.last.doubtOf(distances), distances, this.isChecked);
    if (next === undefined) this.state.update({ isAllChecked: true });
    else this.goTo(next);
  }

  /** Goes to the next warning: to its cell if it has one; the panel shows its sentence. */
  goToNextWarning(): void {
    const { result } = this.bench.shown.get();
    const warnings = result?.warnings ?? [];
    const index = ((this.state.get().warning?.index ?? -1) + 1) % Math.max(1, warnings.length);
    const warning = warnings[index];
    if (!warning) return;
    const seen = this.seen();
    const place =
      seen && placeOfWarning(warning.code, seen, this.last.gridOf(seen.list), this.bench.readings.get());
    if (place !== undefined) this.goTo(place);
    this.state.update({ warning: { index } });
  }

  private click(point: MatrixPoint, isAdding: boolean): void {
    const { list, selected } = this.state.get();
    const cell = cellAt(list, this.last.gridOf(list), point, this.mpp());
    if (cell === undefined) {
      if (!isAdding) this.clear();
    } else if (isAdding && selected.includes(cell)) {
      const left = selected.filter(each => each !== cell);
      this.state.update({ selected: left, current: left.at(-1) });
    } else this.select([cell], isAdding);
  }

  private selectInside(corners: readonly MatrixPoint[], isAdding: boolean): void {
    const { list } = this.state.get();
    const cells = cellsInRing(list, this.last.gridOf(list), corners);
    this.select(cells, isAdding);
  }

  /** The cells of a run in progress change with each tile: they are looked at when it is done. */
  private follow(): void {
    const { scoring, shown } = this.bench;
    const isRunning = currentRun(scoring.state.get()) !== undefined;
    const measurement = currentMeasurement(scoring.state.get());
    const { tables } = shown.get();
    const { list: before } = this.state.get();
    const isFinished = measurement && !isRunning && isSameCells(tables, measurement.tables);
    const list = isFinished ? (tables === before.tables ? before : cellList(tables, before)) : NO_CELL_LIST;
    if (list === before) return;
    if (isSameCells(list.tables, before.tables)) {
      this.state.update({ list });
      return;
    }
    const { sort, near } = this.state.get();
    this.state.update({ ...initialCells, sort, near, list, checked: this.findLooked(list) });
  }

  /** How many of the cells that were looked at are among these: the same centre is the same cell, as for an edit. */
  private findLooked(list: CellsState['list']): number {
    this.isChecked = new Uint8Array(list.count);
    if (list.count === 0) return 0;
    const grid = this.last.gridOf(list);
    for (const place of this.looked) {
      const cell = cellNamed(grid, place);
      if (cell !== undefined) this.isChecked[cell] = 1;
    }
    return this.isChecked.reduce((sum, isChecked) => sum + isChecked, 0);
  }

  private check(cell: number): void {
    if (this.isChecked[cell] === 1) return;
    this.isChecked[cell] = 1;
    this.looked.push(centreOf(this.state.get().list, cell));
    this.state.update({ checked: this.state.get().checked + 1 });
  }

  private subset(cells: readonly number[]): CellTable {
    const { list } = this.state.get();
    return subsetOf(list, this.seen()?.toolTables ?? list.tables, cells);
  }

  private mpp(): number {
    return this.onScreen?.slide.levels[0]?.mpp.x ?? NaN;
  }
}

/** More cells than this on screen are too small to look at one by one, as in the overlay. */
const MOST_IN_VIEW = 20_000;

const NO_ROWS = new Uint32Array(0);

/** What was computed last of the cells on screen. */
const lastAnswers = () => ({
  gridOf: lastOf((list: CellsState['list']): CellGrid => cellGrid(list)),
  seenOf: lastOf(seenCellsOf),
  valuesOf: lastOf(columnValues),
  distancesOf: lastOf((seen: SeenCells, near: Near) => columnValues(seen, 'distance', near)),
  orderOf: lastOf(orderOf),
  doubtOf: lastOf((distances: Float32Array) => orderOf(distances)),
});
