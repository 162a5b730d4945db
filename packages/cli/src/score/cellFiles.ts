import { cellClassName, cellClassRgb } from '@timescope/extension-ihc-scoring/pipeline/cellClasses';
import { ringOf, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { Grade } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';

/** QuPath's GeoJSON of cells, a feature at a time so that a slide's text need not be held whole. */
export function* cellsGeoJson(cells: CellTable, preset: Preset): Generator<string> {
  yield '{"type":"FeatureCollection","features":[\n';
  for (let cell = 0; cell < cells.count; cell++) {
    yield `${cell === 0 ? '' : ',\n'}${JSON.stringify(featureOf(cells, cell, preset))}`;
  }
  yield '\n]}\n';
}

/** One row a cell; positions in matrix pixels, areas in square micrometres. */
export function* cellsCsv(cells: CellTable, preset: Preset): Generator<string> {
  yield 'cell,x_px,y_px,class,grade,nucleus_dab_od_mean,nucleus_haematoxylin_od_mean,nucleus_area_um2\n';
  for (let cell = 0; cell < cells.count; cell++) {
    const grade = gradeAt(cells, cell);
    const row = [
      cell + 1,
      rounded(cells.centroids[2 * cell], 2),
      rounded(cells.centroids[2 * cell + 1], 2),
      cellClassName(grade, preset),
      grade,
      rounded(cells.nucleusDab[cell], 4),
      rounded(cells.nucleusHaematoxylin[cell], 4),
      rounded(cells.nucleusAreaUm2[cell], 2),
    ];
    yield `${row.join(',')}\n`;
  }
}

function featureOf(cells: CellTable, cell: number, preset: Preset) {
  const grade = gradeAt(cells, cell);
  return {
    type: 'Feature',
    geometry: polygonOf(ringOf(cells.cells, cell)),
    nucleusGeometry: polygonOf(ringOf(cells.nuclei, cell)),
    properties: {
      objectType: 'cell',
      classification: { name: cellClassName(grade, preset), color: cellClassRgb(grade, preset) },
      measurements: {
        'Nucleus: DAB OD mean': rounded(cells.nucleusDab[cell], 4),
        'Nucleus: Hematoxylin OD mean': rounded(cells.nucleusHaematoxylin[cell], 4),
        'Nucleus: Area µm^2': rounded(cells.nucleusAreaUm2[cell], 2),
        'DAB grade': grade,
      },
    },
  };
}

/** GeoJSON repeats the first point at the end. */
function polygonOf(ring: Float32Array) {
  const points = Array.from({ length: ring.length / 2 }, (_, k) => [
    rounded(ring[2 * k], 2),
    rounded(ring[2 * k + 1], 2),
  ]);
  const [first] = points;
  return { type: 'Polygon', coordinates: [first ? [...points, first] : points] };
}

const gradeAt = (cells: CellTable, cell: number): Grade => (cells.grade[cell] ?? 0) as Grade;

const rounded = (value: number | undefined, digits: number): number => Number((value ?? 0).toFixed(digits));
