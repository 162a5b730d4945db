import { ObservableState } from '@timescope/ohif/ObservableState';
import type { CellTable } from '../../../../../extensions/ihc-scoring/src/pipeline/cellTable';
import type { BenchParts, SlideOnScreen } from '../../../../../extensions/ihc-scoring/src/services/benchPart';
import { CellsService } from '../../../../../extensions/ihc-scoring/src/services/cells/CellsService';
import { ReadingStore } from '../../../../../extensions/ihc-scoring/src/services/ReadingStore';
import {
  initialState,
  type Measurement,
  type Run,
} from '../../../../../extensions/ihc-scoring/src/services/scoringState';
import { NOTHING_SHOWN, type Shown } from '../../../../../extensions/ihc-scoring/src/services/shown';
import { fakeWindow } from '../../../../harness/fakeWindow';
import { memoryDrafts } from '../../../../harness/memoryDrafts';
import { signedByHand } from '../byHand';
import { handTable, latticeTable } from './handCells';

const KEY = 'slide A';
const THRESHOLDS = [0.1, 0.3, 0.5] as const;

/** Five cells: distances to the nearest threshold 0.05, 0.02, 0.01, 0.3, 0.005. */
const five = (): CellTable =>
  handTable([0.05, 0.28, 0.31, 0.8, 0.105].map((dab, k) => ({ x: 20 * k + 10, y: 10, dab })));

beforeAll(() => void fakeWindow());

/** The service on a slide whose measurement is the table, with what a map is asked for. */
async function onSlide(table: CellTable) {
  const readings = new ReadingStore(memoryDrafts());
  await readings.open(KEY);
  const scoring = { state: new ObservableState(initialState) };
  const shown = new ObservableState<Shown>(NOTHING_SHOWN);
  const parts = { scoring, readings, shown, mapTool: { has: () => true } } as unknown as BenchParts;
  const centres: (readonly number[])[] = [];
  const view = { getResolution: () => 0.1, setCenter: (centre: readonly number[]) => centres.push(centre) };
  const map = { getLayers: () => ({ getArray: () => [] }), getView: () => view };
  const slide = { levels: [{ mpp: { x: 0.5, y: 0.5 } }] };
  const cells = new CellsService(parts);
  cells.attach({ slide, viewer: { container: new EventTarget() }, map } as unknown as SlideOnScreen);
  const measure = (tables: readonly CellTable[]) => {
    const provenance = { measured: 'nucleus', preset: 'h-score', thresholds: { positiveDab: THRESHOLDS } };
    const measurement = { result: { provenance, warnings: [] }, tables } as unknown as Measurement;
    scoring.state.update({ key: KEY, measurements: new Map([[KEY, measurement]]) });
    shown.update({ tables, result: measurement.result, toolResult: measurement.result });
  };
  measure([table]);
  return { cells, readings, scoring, shown, measure, centres };
}

test('the keys for doubtful cells visit them from the nearest to a threshold, each once', async () => {
  const { cells, centres } = await onSlide(five());
  const visited = Array.from({ length: 5 }, () => {
    cells.goToNextDoubtful();
    return cells.state.get().current;
  });
  expect(visited).toEqual([4, 2, 1, 0, 3]);
  expect(centres[0]).toEqual([90, -11]);
  cells.goToNextDoubtful();
  expect(cells.state.get()).toMatchObject({ checked: 5, isAllChecked: true });
});

test('another measurement that finds the same cells knows which were looked at', async () => {
  const { cells, measure } = await onSlide(five());
  cells.goToNextDoubtful();
  cells.goToNextDoubtful();
  measure([]);
  expect(cells.state.get().checked).toBe(0);
  // The cell of before stands second now, and one of the two is no longer found.
  measure([handTable([0.02, 0.105].map((dab, k) => ({ x: k === 0 ? 300 : 90, y: 10, dab })))]);
  expect(cells.state.get().checked).toBe(1);
  cells.goToNextDoubtful();
  expect(cells.state.get()).toMatchObject({ current: 0, checked: 2 });
});

test('one act on three cells is one step to undo', async () => {
  const { cells, readings } = await onSlide(five());
  cells.select([0, 1, 3]);
  cells.change({ grade: 2 });
  expect(readings.get().edits.map(({ grade }) => grade)).toEqual([2, 2, 2]);
  readings.undo();
  expect(readings.get().edits).toEqual([]);
});

test('the same grade as the tool gives is no step', async () => {
  const { cells, readings } = await onSlide(five());
  cells.select([3]);
  cells.change({ grade: 3 });
  expect(readings.state.get().canUndo).toBe(false);
});

test('a signed reading refuses every act and says so', async () => {
  const { cells, readings } = await onSlide(five());
  readings.addSigned(signedByHand());
  cells.select([0]);
  cells.change({ grade: 2 });
  cells.unsay();
  expect(readings.get().edits).toEqual([]);
  expect(readings.state.get().wasRefused).toBe(true);
});

test('new grades keep the selection; other cells drop it', async () => {
  const { cells, shown, measure } = await onSlide(five());
  const [table] = shown.get().tables;
  if (!table) throw new Error('no cells');
  cells.select([1, 2]);
  shown.update({ tables: [{ ...table, grade: Uint8Array.of(3, 3, 3, 3, 3) }] });
  expect(cells.state.get().selected).toEqual([1, 2]);
  expect([...(cells.state.get().list.tables[0]?.grade ?? [])]).toEqual([3, 3, 3, 3, 3]);
  measure([five()]);
  expect(cells.state.get()).toMatchObject({ selected: [], current: undefined });
});

test('while a run goes on there are no cells to select', async () => {
  const { cells, scoring } = await onSlide(five());
  scoring.state.update({ runs: new Map([[KEY, {} as Run]]) });
  expect(cells.state.get().list.count).toBe(0);
  scoring.state.update({ runs: new Map() });
  expect(cells.state.get().list.count).toBe(5);
});

test('200,000 cells are sorted by their distance within 100 ms of work', async () => {
  const { cells } = await onSlide(latticeTable(200_000));
  const times = (['area', 'distance', 'od', 'distance', 'grade'] as const).map(column => {
    cells.sortBy(column);
    const began = performance.now();
    expect(cells.rows()).toHaveLength(200_000);
    return performance.now() - began;
  });
  // The quickest: the others measure what else the computer does.
  expect(Math.min(...times)).toBeLessThan(100);
});
