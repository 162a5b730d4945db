import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { MeasuredCells } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { drawnSlide, randomDiscs } from '../extensions/ihc-scoring/pipeline/drawnSlide';

const EDGE = 1400;

/** A field that was detected, its cells repeated side by side until there are `cells`, and the processor time of detecting them. */
export async function manyCells(cells: number): Promise<{ measured: MeasuredCells; detectingMs: number }> {
  const source = plainImageSource(
    drawnSlide(EDGE, EDGE, randomDiscs(EDGE, EDGE, 4000, 7)),
    micrometresPerPixel(0.5),
  );
  const tables: CellTable[] = [];
  const began = process.cpuUsage();
  const { basis } = await scoreSlide(
    source,
    { preset: 'h-score', slide: { description: 'drawn', digest: 'none' } },
    { onCells: table => void tables.push(table) },
  );
  const { user, system } = process.cpuUsage(began);
  const ms = (user + system) / 1000;
  const found = tables.reduce((sum, { count }) => sum + count, 0);
  const copies = Math.ceil(cells / found);
  const across = Math.ceil(Math.sqrt(copies));
  const frame = { ...basis.frame, width: EDGE * across, height: EDGE * across };
  return {
    measured: {
      basis: { ...basis, frame },
      tables: Array.from({ length: copies }, (_, k) =>
        tables.map(table => moved(table, EDGE * (k % across), EDGE * Math.floor(k / across))),
      ).flat(),
    },
    detectingMs: ms * copies,
  };
}

function moved(table: CellTable, x: number, y: number): CellTable {
  const shifted = (xy: Float32Array) => xy.map((value, at) => value + (at % 2 === 0 ? x : y));
  return {
    ...table,
    centroids: shifted(table.centroids),
    nuclei: { ...table.nuclei, xy: shifted(table.nuclei.xy) },
    cells: { ...table.cells, xy: shifted(table.cells.xy) },
  };
}
