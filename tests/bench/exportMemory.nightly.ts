import { cellsCsvOf, geoJsonOf } from '@timescope/extension-ihc-scoring/pipeline/exports/cellFiles';
import { cellsOfResult } from '@timescope/extension-ihc-scoring/pipeline/exports/cellsOfResult';
import { writeLines } from '../../extensions/ihc-scoring/src/services/exports/writeLines';
import { squareCells } from '../extensions/ihc-scoring/pipeline/exports/squareCells';
import { resultOf } from '../extensions/ihc-scoring/pipeline/scores/handMade';

const CELLS_A_TILE = 10_000;

/** A tile again and again: only what the export itself takes grows, if anything does. */
function slideOf(cells: number) {
  const tile = squareCells(
    Array.from({ length: CELLS_A_TILE }, (_, k) => ({
      x: 10 * (k % 100),
      y: 10 * Math.floor(k / 100),
      dab: k / 1e4,
    })),
  );
  const tables = Array.from({ length: cells / CELLS_A_TILE }, () => tile);
  return cellsOfResult(resultOf({ preset: 'h-score', cells: [] }), tables);
}

/** The largest heap while the lines are written, above what there was before, in megabytes. */
async function written(lines: Iterable<string>) {
  const before = process.memoryUsage().heapUsed;
  let most = before;
  let bytes = 0;
  const began = performance.now();
  await writeLines(lines, {
    write: piece => {
      bytes += piece.length;
      most = Math.max(most, process.memoryUsage().heapUsed);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  });
  return {
    megabytes: bytes / 1e6,
    heapMb: (most - before) / 1e6,
    seconds: (performance.now() - began) / 1000,
  };
}

test('a file of a million cells takes no more memory than one of a hundred thousand', async () => {
  const report: Record<string, unknown> = {};
  for (const [name, lines] of [
    ['geojson', geoJsonOf],
    ['csv', cellsCsvOf],
  ] as const) {
    await written(lines(slideOf(100_000)));
    const small = await written(lines(slideOf(100_000)));
    const large = await written(lines(slideOf(1_000_000)));
    report[name] = { small, large };
    expect(large.megabytes / small.megabytes).toBeGreaterThan(9);
    // Young garbage of either run is up to some tens of megabytes; the file is hundreds.
    expect(large.heapMb).toBeLessThan(small.heapMb + 120);
  }
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}, 600_000);
