import { newRgbRaster } from '@timescope/core/raster';
import { drawIsolines, drawOutline } from '@timescope/core/report/pictures/outline';

/** A letter a pixel: # black, o white, . as it was. */
function lettersOf({ width, height, values }: ReturnType<typeof newRgbRaster>): string[] {
  const letter = (grey: number | undefined) => (grey === 0 ? '#' : grey === 255 ? 'o' : '.');
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => letter(values[3 * (y * width + x)])).join(''),
  );
}

const maskOf = (rows: readonly string[]) => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  values: Uint8Array.from(rows.join(''), letter => (letter === 'x' ? 1 : 0)),
});

test('around two marked pixels run two white and two black ones, and the marked pixels stay as they were', () => {
  const image = newRgbRaster(12, 9, 100);
  drawOutline(
    image,
    maskOf([
      '............',
      '............',
      '............',
      '............',
      '.....xx.....',
      '............',
      '............',
      '............',
      '............',
    ]),
  );
  expect(lettersOf(image)).toEqual([
    '.....##.....',
    '...######...',
    '..###oo###..',
    '..##oooo##..',
    '.##oo..oo##.',
    '..##oooo##..',
    '..###oo###..',
    '...######...',
    '.....##.....',
  ]);
});

test('at the edge of the picture the outline is cut, and a hole is outlined on its inner side', () => {
  const image = newRgbRaster(7, 7, 100);
  drawOutline(image, maskOf(['xxxxx..', 'xxxxx..', 'xx.xx..', 'xxxxx..', 'xxxxx..', '.......', '.......']));
  expect(lettersOf(image)).toEqual([
    '.....oo', '.....oo', '..o..oo', '.....oo', '.....oo', 'oooooo#', 'ooooo##',
  ]); // prettier-ignore
});

test('lines run along the pixels that reach 0.5 (one wide) and 0.75 (three wide), none along the map’s end', () => {
  const image = newRgbRaster(9, 5, 100);
  const row = [NaN, 0.6, 0.6, 0.4, 0.4, 0.4, 0.7, 0.8, 0.8];
  drawIsolines(image, { width: 9, height: 5, values: Float32Array.from([row, row, row, row, row].flat()) });
  expect(lettersOf(image)).toEqual(Array(5).fill('..#...###'));
});
