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

/** 25 x 20 mm of glass, in working pixels and in blocks of 32 of them. */
const GLASS = { width: 50_000, height: 40_000 };
const BLOCK = 32;
/** 14 x 12 mm of tissue: tumour and stroma in turn, in strips of 1 mm. */
const TISSUE = { columns: 875, rows: 750, strip: 62.5 };
const TUMOUR = 1;
const STROMA = 2;

/** The same cells on a whole slide with tumour and stroma, as an expert's map or a trained model names them. */
export function onTumourAndStroma({ basis, tables }: MeasuredCells): MeasuredCells {
  const frame = { ...basis.frame, ...GLASS };
  const [width, height] = [Math.ceil(GLASS.width / BLOCK), GLASS.height / BLOCK];
  const edge = { x: BLOCK * frame.matrixStep.x, y: BLOCK * frame.matrixStep.y };
  const compartmentAt = (column: number) => (Math.floor(column / TISSUE.strip) % 2 === 0 ? TUMOUR : STROMA);
  const values = new Uint8Array(width * height);
  for (let row = 0; row < TISSUE.rows; row++)
    for (let column = 0; column < TISSUE.columns; column++)
      values[row * width + column] = 1 + compartmentAt(column);
  return {
    basis: { ...basis, frame, classes: { width, height, blockMatrix: edge, values } },
    tables: tables.map(table => ({
      ...table,
      compartment: table.compartment.map((_, cell) =>
        compartmentAt((table.centroids[2 * cell] ?? 0) / edge.x),
      ),
    })),
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
