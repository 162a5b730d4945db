import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { cellsCsvOf, geoJsonOf } from '@timescope/extension-ihc-scoring/pipeline/exports/cellFiles';
import { cellsOfResult } from '@timescope/extension-ihc-scoring/pipeline/exports/cellsOfResult';
import { densityCsvOf } from '@timescope/extension-ihc-scoring/pipeline/exports/densityFile';
import { regionsCsv } from '@timescope/extension-ihc-scoring/pipeline/exports/regionsCsv';
import type { PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import {
  rescoredResult,
  type MeasuredCells,
} from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { learnedTypes, measured, requestFor } from '../reading/stainedField';
import { recomputed, requireEqual } from '../scores/recompute';
import { plainCells, readCells } from './readCells';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-page-export-'))));
afterAll(() => rm(folder, { recursive: true }));

const THRESHOLDS = [0.09, 0.21, 0.35] as const;

/** Every seventh cell gets a grade, every eleventh a type, every thirteenth is left out. */
function editsOf(tables: readonly CellTable[]): CellEdit[] {
  const places = tables.flatMap(({ count, centroids }) =>
    Array.from({ length: count }, (_, cell) => ({
      x: centroids[2 * cell] ?? 0,
      y: centroids[2 * cell + 1] ?? 0,
    })),
  );
  return places.flatMap((place, cell) => {
    const said = {
      ...(cell % 7 === 0 && { grade: ((cell / 7) % 4) as 0 | 1 | 2 | 3 }),
      ...(cell % 11 === 0 && { type: (cell % 3) as 0 | 1 | 2 }),
      ...(cell % 13 === 0 && { isIncluded: false }),
    };
    return Object.keys(said).length === 0 ? [] : [{ ...place, ...said }];
  });
}

/** What the page exports after a reader moved thresholds and judged cells. */
async function exported(preset: PresetName, isTyped: boolean) {
  const more = isTyped ? { cellTypes: await learnedTypes() } : {};
  const { cells } = await measured(requestFor(preset, more));
  return exportedOf(cells);
}

async function exportedOf(cells: MeasuredCells) {
  const edits = editsOf(cells.tables);
  const result = rescoredResult(cells, { thresholds: THRESHOLDS, edits, leftOut: [], pcms: undefined });
  const written = cellsOfResult(result, cells.tables);
  await writeFile(path.join(folder, 'cells.geojson'), [...geoJsonOf(written)].join(''));
  await writeFile(path.join(folder, 'cells.csv'), [...cellsCsvOf(written)].join(''));
  await writeFile(path.join(folder, 'regions.csv'), regionsCsv(result));
  await writeFile(path.join(folder, 'density.csv'), [...densityCsvOf(result, cells)].join(''));
  return { result, written };
}

const MEASURED_NAMES: Readonly<Record<string, string>> = {
  nucleus: 'Nucleus: DAB OD mean',
  membrane: 'Membrane: DAB OD mean',
  cytoplasm: 'Cytoplasm: DAB OD mean',
  cell: 'Cell: DAB OD mean',
  'cell-all-round': 'cell-all-round',
};

test.each([
  ['ki67', false],
  ['er', true],
  ['her2', false],
  ['pdl1-cps', true],
  ['cd8', false],
  ['h-score-cytoplasm', false],
] as const)(
  'every printed score of %s with moved thresholds and edited cells comes out again from its files alone',
  async (preset, isTyped) => {
    const { result } = await exported(preset, isTyped);
    expect(result.edits?.count).toBeGreaterThan(10);
    const oracle = recomputed(folder, isTyped, preset, undefined, [
      ...[
        '--thresholds',
        THRESHOLDS.join(','),
        '--measured',
        MEASURED_NAMES[result.provenance.measured] ?? '',
      ],
      ...['--table', path.join(folder, 'cells.csv'), '--slide', '440,440', '--mpp', '0.5'],
      ...['--density', path.join(folder, 'density.csv')],
    ]);
    expect(requireEqual(result, oracle)).toBeGreaterThanOrEqual(17);
    expect(oracle).toMatchObject({ wronglyGraded: 0, otherInTable: 0 });
    expect(fieldsOf(result.hotspots)).toEqual(fieldsOf(oracle.hotspots ?? []));
  },
  60_000,
);

const fieldsOf = (
  hotspots: readonly Pick<ScoreResult['hotspots'][number], 'by' | 'of' | 'cells' | 'positive'>[],
) => hotspots.map(({ by, of, cells, positive }) => `${by} of ${of}: ${positive} of ${cells}`).sort();

/** 2 x 1 mm: copies of the field, four of them in a full square of tumour, two in a strip of it of 0.1536 mm2. */
async function severalFields(): Promise<MeasuredCells> {
  const { cells } = await measured(requestFor('ki67'));
  const { frame, request, classes } = cells.basis;
  const [width, height] = [125, 63];
  const values = new Uint8Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      values[row * width + column] = column < 62 ? 2 : column < 70 ? 0 : column < 82 && row < 50 ? 2 : 3;
  const places = [0, 440, 880, 1320].map(y => [100, y]).concat([0, 440].map(y => [2600, y]));
  const blockMatrix = classes?.blockMatrix ?? { x: 32, y: 32 };
  return {
    basis: {
      ...cells.basis,
      request: { ...request, annotations: [] },
      frame: { ...frame, width: 4000, height: 2000 },
      classes: { width, height, blockMatrix, values },
    },
    tables: places.flatMap(([x = 0, y = 0]) => cells.tables.map(table => moved(table, x, y))),
  };
}

function moved(table: CellTable, x: number, y: number): CellTable {
  const shifted = (xy: Float32Array) => xy.map((value, at) => value + (at % 2 === 0 ? x : y));
  return {
    ...table,
    compartment: table.compartment.map((_, cell) => (cell % 5 === 0 ? 2 : 1)),
    centroids: shifted(table.centroids),
    nuclei: { ...table.nuclei, xy: shifted(table.nuclei.xy) },
    cells: { ...table.cells, xy: shifted(table.cells.xy) },
  };
}

test('of a slide of several fields the hotspots come out again from the cells and the tissue of the squares', async () => {
  const { result } = await exportedOf(await severalFields());
  const oracle = recomputed(folder, false, 'ki67', undefined, [
    ...['--table', path.join(folder, 'cells.csv'), '--slide', '4000,2000', '--mpp', '0.5'],
    ...['--density', path.join(folder, 'density.csv')],
  ]);
  expect(fieldsOf(result.hotspots)).toEqual(fieldsOf(oracle.hotspots ?? []));
  expect(tissueOf(result.hotspots)).toEqual(tissueOf(oracle.hotspots ?? []));
  const [whole, tumour] = ['whole', 'tumour'].map(of => result.hotspots.find(each => each.of === of));
  // The most cells lie in the full square, the densest tumour in the strip.
  expect(whole?.x).toBeLessThan(1000);
  expect(tumour?.x).toBeGreaterThan(400);
  expect(tumour?.cells).toBeLessThan(whole?.cells ?? 0);
}, 60_000);

const tissueOf = (hotspots: readonly { by: string; of: string; tissueMm2?: number | null }[]) =>
  hotspots.map(({ by, of, tissueMm2 }) => `${by} of ${of}: ${tissueMm2?.toFixed(6) ?? ''}`).sort();

test('cells.geojson read back holds the same cells: shapes, measurements and the codes of tool and reader', async () => {
  const { written } = await exported('er', true);
  const back = readCells([...geoJsonOf(written)].join(''));
  const measuredCells = written.tables.flatMap(table => plainCells(table, written.seen(table)));
  expect(back).toEqual(measuredCells);
  expect(back.filter(({ reader }) => reader.isLeftOut).length).toBeGreaterThan(3);
}, 60_000);
