import { emptyCellTable, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { gradesOf } from '@timescope/extension-ihc-scoring/pipeline/grades.kernel';
import { measuredColumn } from '@timescope/extension-ihc-scoring/pipeline/measuredColumn';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';

const cell = (cellDab: number, membraneDabP10: number): CellTable => ({
  ...emptyCellTable(),
  count: 1,
  cellDab: Float32Array.of(cellDab),
  membraneDabP10: Float32Array.of(membraneDabP10),
});

const isPositive = (cellDab: number, membraneDabP10: number): boolean => {
  const { measured, gradeThresholds } = presets.cd8;
  return gradesOf(measuredColumn(cell(cellDab, membraneDabP10), measured), gradeThresholds)[0] !== 0;
};

test.each([
  ['brown all round', 0.1, 0.1, true],
  ['brown on the side of a brown neighbour', 0.14, 0.02, false],
  ['fused with a brown neighbour, and as dark as that', 0.151, 0.02, true],
  ['whose sides are hidden by half', 0.1, Number.NaN, true],
  ['pale all round', 0.09, 0.12, false],
])('a CD8 cell %s: mean %d, tenth of the border %d: positive is %p', (_, mean, tenth, expected) => {
  expect(isPositive(mean, tenth)).toBe(expected);
});

test('the cell as a whole knows no border', () => {
  expect(measuredColumn(cell(0.14, 0.02), 'cell')).toEqual(Float32Array.of(0.14));
});
