import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import {
  cellDensities,
  densityHistogram,
  histogramEnds,
  populationsIn,
} from '@timescope/extension-ihc-scoring/pipeline/reading/densityHistogram.kernel';
import { cellsOf } from '../scores/handMade';

/** Densities of nuclei; compartments other, tumour, stroma, and types other, tumour, immune in turn. */
function nuclei(densities: readonly number[]): CellTable {
  const letters = densities.map((_, k) => `${'ots'[k % 3] ?? 'o'}${'oti'[k % 3] ?? 'o'}0`);
  return { ...cellsOf(letters), nucleusDab: Float32Array.from(densities) };
}

const ends = { from: 0, to: 0.6 };

test('each cell is in the bar that its density begins, a density on an edge in the upper one', () => {
  const { counts, binWidth, cells } = densityHistogram(
    cellDensities([nuclei([0.1, 0.1049, 0.11, 0.5])], 'nucleus'),
    'all',
    ends,
  );
  expect(binWidth).toBe(0.01);
  expect(cells).toBe(4);
  expect(counts[10]).toBe(2);
  expect(counts[11]).toBe(1);
  expect(counts[50]).toBe(1);
});

test('cells beyond the ends are counted in the outer bars', () => {
  const { counts } = densityHistogram(cellDensities([nuclei([-2, -0.2, 0.9, 5])], 'nucleus'), 'all', ends);
  expect([counts[0], counts.at(-1)]).toEqual([2, 2]);
});

test('compartments and types are counted apart; what has no cells is not offered', () => {
  const densities = cellDensities([nuclei([0.2, 0.2, 0.3, 0.4])], 'nucleus');
  expect(populationsIn(densities)).toEqual(['all', 'tumour', 'stroma', 'tumourCells', 'immuneCells']);
  expect(densityHistogram(densities, 'tumour', ends).cells).toBe(1);
  expect(populationsIn(cellDensities([nuclei([0.2])], 'nucleus'))).toEqual(['all']);
});

test('cells that are not evaluable or left out are in no bar', () => {
  const table = { ...nuclei([0.2, 0.2, Number.NaN, 0.2]), inclusion: Uint8Array.of(1, 0, 1, 2) };
  expect(densityHistogram(cellDensities([table], 'nucleus'), 'all', ends).cells).toBe(1);
});

test('the ends hold almost all cells and every threshold', () => {
  const densities = cellDensities([nuclei([-0.12, 0.3, 0.71])], 'nucleus');
  expect(histogramEnds(densities, [0.1, 0.3, 0.5])).toEqual({ from: -0.2, to: 0.8 });
  expect(histogramEnds(densities, [0.1, 0.3, 1.2]).to).toBeGreaterThanOrEqual(1.3);
  expect(histogramEnds(cellDensities([], 'nucleus'), [0.1, 0.2, 0.3])).toEqual({ from: 0, to: 0.4 });
});
