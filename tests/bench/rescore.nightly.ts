import type { GradeThresholds } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import { rescore, rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { cellDensities } from '@timescope/extension-ihc-scoring/pipeline/reading/densityHistogram.kernel';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { manyCells } from './manyCells';

const CELLS = 200_000;
const NOTHING = { edits: [], leftOut: [], pcms: undefined };
const moves: GradeThresholds[] = Array.from({ length: 30 }, (_, k) => [(k + 2) / 100, 0.4, 0.6]);

test('moving a threshold of 200,000 cells takes at most 100 ms of work, far less than detecting again', async () => {
  const { measured, detectingMs } = await manyCells(CELLS);
  const cells = measured.tables.reduce((sum, { count }) => sum + count, 0);
  const times = moves.map(thresholds => {
    const began = performance.now();
    const { tables } = rescore(measured, { ...NOTHING, thresholds });
    cellDensities(tables, 'nucleus');
    return performance.now() - began;
  });
  const sorted = times.slice().sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  const [first] = measured.tables;
  const edits: CellEdit[] = Array.from({ length: 100 }, (_, cell) => ({
    x: first?.centroids[2 * cell] ?? 0,
    y: first?.centroids[2 * cell + 1] ?? 0,
    grade: 3,
  }));
  const beganEdited = performance.now();
  rescore(measured, { ...NOTHING, edits, thresholds: moves[3] });
  const editedMs = performance.now() - beganEdited;
  const beganFull = performance.now();
  rescoredResult(measured, { ...NOTHING, thresholds: moves[5] });
  const fullMs = performance.now() - beganFull;
  process.stdout.write(
    `${String(cells)} cells: moving a threshold ${at(0.5).toFixed(1)} ms (p95 ${at(0.95).toFixed(1)}), with 100 edits ` +
      `${editedMs.toFixed(1)} ms, with the hash ${fullMs.toFixed(0)} ms, detecting again ${(detectingMs / 1000).toFixed(1)} s ` +
      `(${(detectingMs / at(0.5)).toFixed(0)} times)\n`,
  );
  expect(cells).toBeGreaterThanOrEqual(CELLS);
  expect(at(0.95)).toBeLessThan(100);
  expect(detectingMs / at(0.5)).toBeGreaterThan(100);
}, 180_000);
