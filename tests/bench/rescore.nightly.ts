import type { GradeThresholds } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import {
  rescore,
  rescoredResult,
  type MeasuredCells,
} from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { cellDensities } from '@timescope/extension-ihc-scoring/pipeline/reading/densityHistogram.kernel';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { manyCells } from './manyCells';

const CELLS = 200_000;
const NOTHING = { edits: [], leftOut: [], pcms: undefined };
const moves: GradeThresholds[] = Array.from({ length: 30 }, (_, k) => [(k + 2) / 100, 0.4, 0.6]);

test('moving a threshold of 200,000 cells takes at most 100 ms of work, far less than detecting again', async () => {
  const { measured, detectingMs } = await manyCells(CELLS);
  const cells = measured.tables.reduce((sum, { count }) => sum + count, 0);
  const [first] = measured.tables;
  const edits: CellEdit[] = Array.from({ length: 100 }, (_, cell) => ({
    x: first?.centroids[2 * cell] ?? 0,
    y: first?.centroids[2 * cell + 1] ?? 0,
    grade: 3,
  }));
  const plain = sortedTimes(measured, []);
  const edited = sortedTimes(measured, edits);
  const beganFull = performance.now();
  rescoredResult(measured, { ...NOTHING, thresholds: moves[5] });
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

/** Milliseconds of processor time of one move each, so that a busy machine does not count: grades, counts, scores, and the histogram. */
function sortedTimes(measured: MeasuredCells, edits: readonly CellEdit[]): number[] {
  return moves
    .map(thresholds => {
      const began = process.cpuUsage();
      const { tables } = rescore(measured, { ...NOTHING, edits, thresholds });
      cellDensities(tables, 'nucleus');
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    })
    .sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
