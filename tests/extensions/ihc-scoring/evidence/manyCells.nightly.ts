import { readSlideObjects } from '@timescope/extension-ihc-scoring/evidence/readSlideObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { typedSlide } from '../../../harness/measuredSlide';

const CELLS = 300_000;

test('300,000 cells are written and read back in seconds, no object has 60 MB', async () => {
  const small = await typedSlide();
  const { tables } = small.measurement;
  const found = tables.reduce((sum, { count }) => sum + count, 0);
  const copies = Math.ceil(CELLS / found);
  const many = Array.from({ length: copies }, (_, at) => tables.map(table => moved(table, at))).flat();
  const measurement = { ...small.measurement, tables: many };
  const unchanged = { thresholds: undefined, edits: [], leftOut: [], pcms: undefined };
  const result = rescoredResult(measurement, unchanged);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const { objects } = slideObjects({ ...small, result, measurement });
  const written = performance.now();
  const back = readSlideObjects(objects.map(({ bytes }) => bytes));
  const seconds = { write: (written - begun) / 1000, read: (performance.now() - written) / 1000 };
  const processorSeconds = process.cpuUsage(cpu).user / 1e6;
  const megabytes = objects.map(({ name, bytes }) => [name, Math.round(bytes.length / 1e5) / 10]);
  process.stdout.write(
    `${JSON.stringify({ cells: copies * found, ...seconds, processorSeconds, megabytes })}\n`,
  );
  for (const { bytes } of objects) expect(bytes.length).toBeLessThan(60e6);
  expect(seconds.write + seconds.read).toBeLessThan(120);
  expect(back.result).toEqual(result);
  const different = back.measurement.tables.filter((table, at) => !sameFloats(table, many[at]));
  expect(different).toHaveLength(0);
}, 300_000);

/** The same cells elsewhere, one row of copies below the other. */
function moved(table: CellTable, copy: number): CellTable {
  const shift = { x: 1000 * (copy % 40), y: 1000 * Math.floor(copy / 40) };
  const shifted = (xy: Float32Array) => xy.map((value, at) => value + (at % 2 === 0 ? shift.x : shift.y));
  return {
    ...table,
    centroids: Float32Array.from(shifted(table.centroids)),
    nuclei: { ...table.nuclei, xy: Float32Array.from(shifted(table.nuclei.xy)) },
    cells: { ...table.cells, xy: Float32Array.from(shifted(table.cells.xy)) },
  };
}

/** Jest compares millions of numbers one by one. */
function sameFloats(a: CellTable, b: CellTable | undefined): boolean {
  if (!b) return false;
  const columns = ({ centroids, nuclei, cells, nucleusDab, membraneDab, grade, type }: CellTable) =>
    [centroids, nuclei.xy, nuclei.offsets, cells.xy, cells.offsets, nucleusDab, membraneDab, grade, type].map(
      ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength),
    );
  const others = columns(b);
  return columns(a).every((bytes, at) => others[at]?.equals(bytes) === true);
}
