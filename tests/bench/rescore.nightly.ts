import { matrixPoint } from '@timescope/core/frames';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import type { GradeThresholds } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import {
  rescore,
  rescoredResult,
  type MeasuredCells,
  type ReaderChanges,
} from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { cellDensities } from '@timescope/extension-ihc-scoring/pipeline/reading/densityHistogram.kernel';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { manyCells, onTumourAndStroma } from './manyCells';

const CELLS = 200_000;
const NO_CHANGES: ReaderChanges = { thresholds: undefined, edits: [], leftOut: [], pcms: undefined };
const moves: GradeThresholds[] = Array.from({ length: 30 }, (_, k) => [(k + 2) / 100, 0.4, 0.6]);

let made: ReturnType<typeof manyCells> | undefined;
const cellsOnce = () => (made ??= manyCells(CELLS));

test('moving a threshold of 200,000 cells takes at most 100 ms of work, far less than detecting again', async () => {
  const { measured, detectingMs } = await cellsOnce();
  const cells = measured.tables.reduce((sum, { count }) => sum + count, 0);
  const [first] = measured.tables;
  const edits: CellEdit[] = Array.from({ length: 100 }, (_, cell) => ({
    x: first?.centroids[2 * cell] ?? 0,
    y: first?.centroids[2 * cell + 1] ?? 0,
    grade: 3,
  }));
  const plain = sortedTimes(measured, {});
  const edited = sortedTimes(measured, { edits });
  const beganFull = performance.now();
  rescoredResult(measured, { ...NO_CHANGES, thresholds: moves[5] });
  const fullMs = performance.now() - beganFull;
  process.stdout.write(
    `${String(cells)} cells: moving a threshold ${at(plain, 0.5).toFixed(1)} ms (p95 ${at(plain, 0.95).toFixed(1)}), with 100 edits ` +
      `${at(edited, 0.5).toFixed(1)} ms (p95 ${at(edited, 0.95).toFixed(1)}), with the hash ${fullMs.toFixed(0)} ms, detecting again ${(detectingMs / 1000).toFixed(1)} s ` +
      `(${(detectingMs / at(plain, 0.5)).toFixed(0)} times)\n`,
  );
  expect(cells).toBeGreaterThanOrEqual(CELLS);
  expect(at(plain, 0.95)).toBeLessThan(100);
  expect(at(edited, 0.95)).toBeLessThan(100);
  expect(detectingMs / at(plain, 0.5)).toBeGreaterThan(100);
}, 180_000);

test('on 25 x 20 mm with tumour, stroma and an area left out afterwards the middle move takes less than the 200 ms of a task', async () => {
  const measured = onTumourAndStroma((await cellsOnce()).measured);
  const plain = sortedTimes(measured, {});
  const excluded = sortedTimes(measured, { leftOut: [discOf3mm()] });
  process.stdout.write(
    `${String(CELLS)} cells in tumour and stroma: moving a threshold ${at(plain, 0.5).toFixed(1)} ms (p95 ${at(plain, 0.95).toFixed(1)}), ` +
      `with an exclude of 3 mm ${at(excluded, 0.5).toFixed(1)} ms (p95 ${at(excluded, 0.95).toFixed(1)})\n`,
  );
  expect(rescore(measured, NO_CHANGES).result.hotspots.map(({ of }) => of)).toContain('stroma');
  // The first move after an area was drawn looks which cells lie in it.
  expect(at(plain, 0.5)).toBeLessThan(100);
  expect(at(excluded, 0.5)).toBeLessThan(200);
}, 180_000);

/** Drawn by hand: many points. Radius 3 mm, where most of the cells lie. */
function discOf3mm(): Annotation {
  const ring = Array.from({ length: 400 }, (_, point) => {
    const angle = (2 * Math.PI * point) / 400;
    return matrixPoint(7000 + 6000 * Math.cos(angle), 7000 + 6000 * Math.sin(angle));
  });
  return { name: 'Exclude', role: 'exclude', rings: [ring] };
}

/** Milliseconds of processor time of one move each, so that a busy machine does not count: grades, counts, scores, and the histogram. */
function sortedTimes(measured: MeasuredCells, changes: Partial<ReaderChanges>): number[] {
  return moves
    .map(thresholds => {
      const began = process.cpuUsage();
      const { tables } = rescore(measured, { ...NO_CHANGES, ...changes, thresholds });
      cellDensities(tables, 'nucleus');
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    })
    .sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
