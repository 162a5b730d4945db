import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { cellsCsvOf, geoJsonOf } from '@timescope/extension-ihc-scoring/pipeline/exports/cellFiles';
import { cellsOfResult } from '@timescope/extension-ihc-scoring/pipeline/exports/cellsOfResult';
import { regionsCsv } from '@timescope/extension-ihc-scoring/pipeline/exports/regionsCsv';
import type { PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { CellEdit } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
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
  const edits = editsOf(cells.tables);
  const result = rescoredResult(cells, { thresholds: THRESHOLDS, edits, leftOut: [], pcms: undefined });
  const written = cellsOfResult(result, cells.tables);
  await writeFile(path.join(folder, 'cells.geojson'), [...geoJsonOf(written)].join(''));
  await writeFile(path.join(folder, 'cells.csv'), [...cellsCsvOf(written)].join(''));
  await writeFile(path.join(folder, 'regions.csv'), regionsCsv(result));
  return { result, written };
}

const MEASURED_NAMES: Readonly<Record<string, string>> = {
  nucleus: 'Nucleus: DAB OD mean',
  membrane: 'Membrane: DAB OD mean',
  cytoplasm: 'Cytoplasm: DAB OD mean',
  cell: 'Cell: DAB OD mean',
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

test('cells.geojson read back holds the same cells: shapes, measurements and the codes of tool and reader', async () => {
  const { written } = await exported('er', true);
  const back = readCells([...geoJsonOf(written)].join(''));
  const measuredCells = written.tables.flatMap(table => plainCells(table, written.seen(table)));
  expect(back).toEqual(measuredCells);
  expect(back.filter(({ reader }) => reader.isLeftOut).length).toBeGreaterThan(3);
}, 60_000);
