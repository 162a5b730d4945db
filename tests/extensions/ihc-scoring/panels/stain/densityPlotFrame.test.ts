import {
  plotRange,
  rayEnd,
  ticksOf,
  xOf,
  yOf,
} from '../../../../../extensions/ihc-scoring/src/panels/stain/densityPlotFrame';
import { leftOutShares } from '../../../../../extensions/ihc-scoring/src/panels/stain/leftOutShares';

const frame = { left: 40, top: 10, width: 240, height: 120 };

test('both axes end at the same round density, whatever one speck of dirt reads', () => {
  const dab = new Float32Array(1000).fill(0.5);
  dab[7] = 2.3;
  expect(plotRange({ haematoxylin: new Float32Array(1000).fill(0.93), dab })).toEqual({
    least: -0.2,
    most: 1,
  });
  expect(plotRange({ haematoxylin: new Float32Array(0), dab: new Float32Array(0) })).toEqual({
    least: -0.2,
    most: 0.8,
  });
});

test('the origin and the end of the axes lie where they should', () => {
  const range = { least: -0.2, most: 1 };
  expect([xOf(0, range, frame), xOf(1, range, frame)]).toEqual([80, 280]);
  expect([yOf(0, range, frame), yOf(1, range, frame)]).toEqual([110, 10]);
  expect(ticksOf(range)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});

test('a ray ends at the border of the plot, also one towards negative amounts', () => {
  const range = { least: -0.2, most: 1 };
  expect(rayEnd({ haematoxylin: 2, dab: 1 }, range)).toEqual({ haematoxylin: 1, dab: 0.5 });
  const end = rayEnd({ haematoxylin: 1, dab: -0.5 }, range);
  expect([end?.haematoxylin, end?.dab]).toEqual([0.4, -0.2]);
  expect(rayEnd({ haematoxylin: 0, dab: 0 }, range)).toBeUndefined();
});

test('inks of all colours are one share; what the reader takes out is named only where there is any', () => {
  const percent = { penRed: 1, penBlue: 2, fold: 0.5, blank: 60, excluded: 0 };
  expect(leftOutShares(percent).map(({ kind, percent: share }) => [kind, share])).toEqual([
    ['pen', 3],
    ['fold', 0.5],
    ['blank', 60],
  ]);
  expect(leftOutShares({ ...percent, excluded: 4 }).at(-1)).toMatchObject({ kind: 'excluded', percent: 4 });
});
