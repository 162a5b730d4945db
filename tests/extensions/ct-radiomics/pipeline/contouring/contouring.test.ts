import { grownRegion } from '@timescope/extension-ct-radiomics/pipeline/contouring/growRegion.kernel';
import {
  greatestIsland,
  withHolesFilled,
} from '@timescope/extension-ct-radiomics/pipeline/contouring/islands.kernel';
import { withMargin } from '@timescope/extension-ct-radiomics/pipeline/contouring/margin';
import {
  meanHu,
  measureSlice,
  sliceAxes,
} from '@timescope/extension-ct-radiomics/pipeline/contouring/roiMeasures';
import type { SliceMask } from '@timescope/extension-ct-radiomics/pipeline/contouring/sliceMask';
import { smoothed } from '@timescope/extension-ct-radiomics/pipeline/contouring/smooth.kernel';

const SQUARE = { x: 1, y: 1 };

test('a ring becomes a disc, a bay that opens to the rim stays', () => {
  expect(
    drawn(
      withHolesFilled(
        slice(`
          ......
          .###.#
          .#.###
          .###.#
          ......`),
      ),
      6,
    ),
  ).toBe(
    rows(`
    ......
    .###.#
    .#####
    .###.#
    ......`),
  );
});

test('of three islands the one of five pixels stays; corners do not join', () => {
  expect(
    drawn(
      greatestIsland(
        slice(`
          ##..#
          ##..#
          ..#.#
          ...##
          #....`),
      ),
      5,
    ),
  ).toBe(
    rows(`
    ....#
    ....#
    ....#
    ...##
    .....`),
  );
});

test('of two equal islands the first by rows stays, and an empty slice stays empty', () => {
  expect(drawn(greatestIsland(slice('#.#')), 3)).toBe('#..');
  expect(drawn(greatestIsland(slice('...')), 3)).toBe('...');
});

test('a pixel grown by 1 mm is a cross of five, by 1.5 mm a square of nine; shrunk again it is the pixel', () => {
  const one = slice(`
    .....
    .....
    ..#..
    .....
    .....`);
  const count = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0);
  expect(count(withMargin(one, 1, SQUARE))).toBe(5);
  const nine = withMargin(one, 1.5, SQUARE);
  expect(count(nine)).toBe(9);
  expect(withMargin({ ...one, values: nine }, -1, SQUARE)).toEqual(one.values);
});

test('on pixels of 2 x 1 mm a margin of 1 mm grows along the short side only', () => {
  const grown = withMargin(slice('...\n.#.\n...'), 1, { x: 2, y: 1 });
  expect(drawn(grown, 3)).toBe(rows('.#.\n.#.\n.#.'));
});

test('the rim of the slice does not shrink a region', () => {
  expect(drawn(withMargin(slice('###\n###\n###'), -1, SQUARE), 3)).toBe(rows('###\n###\n###'));
});

test('a spike one pixel wide goes, the block and its straight edges stay', () => {
  const smooth = smoothed(
    slice(`
      ..........
      ..######..
      ..######..
      ..########
      ..######..
      ..######..
      ..........`),
    2,
    SQUARE,
  );
  expect(drawn(smooth, 10)).toBe(
    rows(`
    ..........
    ...####...
    ..######..
    ..######..
    ..######..
    ...####...
    ..........`),
  );
});

describe('growing from a click', () => {
  /** A block of 40 HU of 3 x 3 x 3 in 0 HU, with an arm of 45 HU to the right on its middle slice. */
  const size = [9, 5, 5] as const;
  const hu = new Int16Array(9 * 5 * 5);
  for (let k = 1; k < 4; k++)
    for (let j = 1; j < 4; j++) for (let i = 1; i < 4; i++) hu[(k * 5 + j) * 9 + i] = 40;
  for (let i = 4; i < 9; i++) hu[(2 * 5 + 2) * 9 + i] = 45;
  const spacing = [1, 1, 2] as const;
  const limits = { lowHu: 30, highHu: 50, reachMm: 100, onOneSlice: false };

  test('27 voxels of the block and 5 of the arm; without the arm in range 27', () => {
    expect(grownRegion(hu, size, spacing, [2, 2, 2], limits)).toMatchObject({ voxels: 32, leaks: 0 });
    expect(grownRegion(hu, size, spacing, [2, 2, 2], { ...limits, highHu: 40 })).toMatchObject({
      voxels: 27,
      leaks: 0,
    });
  });

  test('a reach of 3 mm holds the arm at i = 5 and says that it goes on there', () => {
    const { values, voxels, leaks } = grownRegion(hu, size, spacing, [2, 2, 2], { ...limits, reachMm: 3 });
    expect(voxels).toBe(29);
    expect(leaks).toBe(1);
    expect(values[(2 * 5 + 2) * 9 + 6]).toBe(0);
  });

  test('on one slice: the nine voxels there', () => {
    expect(grownRegion(hu, size, spacing, [2, 2, 1], { ...limits, onOneSlice: true }).voxels).toBe(9);
  });

  test('a click on another tissue gives nothing', () => {
    expect(grownRegion(hu, size, spacing, [0, 0, 0], limits).voxels).toBe(0);
  });
});

test('a bar of 4 x 2 pixels of 1 x 2 mm: 4 x 4 mm, both axes its diagonals of 5.66 mm', () => {
  const axes = sliceAxes(slice('......\n.####.\n.####.'), { x: 1, y: 2 });
  expect(axes?.longMm).toBeCloseTo(Math.hypot(4, 4), 9);
  expect(axes?.shortMm).toBeCloseTo(Math.hypot(4, 4), 9);
});

test('one pixel has axes too, an empty slice has none', () => {
  expect(sliceAxes(slice('.#.'), SQUARE)?.longMm).toBeCloseTo(Math.SQRT2, 12);
  expect(sliceAxes(slice('...'), SQUARE)).toBeUndefined();
});

function slice(picture: string): SliceMask {
  const lines = rows(picture).split('\n');
  return {
    values: Uint8Array.from(lines.join(''), pixel => (pixel === '#' ? 1 : 0)),
    width: lines[0]?.length ?? 0,
    height: lines.length,
  };
}

function drawn(values: Uint8Array, width: number): string {
  const pixels = Array.from(values, value => (value ? '#' : '.')).join('');
  return pixels.match(new RegExp(`.{${String(width)}}`, 'g'))?.join('\n') ?? '';
}

const rows = (picture: string) =>
  picture
    .trim()
    .split('\n')
    .map(line => line.trim())
    .join('\n');

test('ten pixels of 2 x 1 mm with 0 and 10 HU: 20 mm2, mean 5, SD 5', () => {
  const drawnSlice = slice('##########');
  const hu = Int16Array.from({ length: 10 }, (_, at) => (at % 2) * 10);
  const measure = measureSlice({ ...drawnSlice, hu, spacingMm: { x: 2, y: 1 } });
  expect(measure).toMatchObject({ voxels: 10, areaMm2: 20 });
  expect(measure.longMm).toBeCloseTo(Math.hypot(20, 1), 9);
  expect(meanHu([measure])).toEqual({ mean: 5, sd: 5 });
  expect(meanHu([measure, { voxels: 10, sumHu: 150, sumSquaredHu: 2250 }]).mean).toBe(10);
});
