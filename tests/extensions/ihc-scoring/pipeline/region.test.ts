import { matrixPoint } from '@timescope/core/frames';
import { regionAnnotation, type Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';

const slide = { width: 10, height: 8 };
const box = (x0: number, y0: number, x1: number, y1: number) => [
  matrixPoint(x0, y0),
  matrixPoint(x1, y0),
  matrixPoint(x1, y1),
  matrixPoint(x0, y1),
];
const drawn = (role: Annotation['role'], ...rings: Annotation['rings'][number][]): Annotation => ({
  name: role,
  role,
  rings,
});

/** The region's pixels on the slide at one working pixel a matrix pixel, a row of text each. */
function picture(annotations: readonly Annotation[]): string[] {
  const at = { x: 0, y: 0, ...slide };
  const out = new Uint8Array(slide.width * slide.height);
  regionOf(annotations, slide).mark({ at, step: { x: 1, y: 1 } }, out);
  return Array.from({ length: slide.height }, (_, y) =>
    [...out.subarray(y * slide.width, (y + 1) * slide.width)].map(bit => (bit ? '#' : '.')).join(''),
  );
}

test('a region with a hole, a second region and a control to leave out, counted by hand', () => {
  const areas = [
    drawn('region', box(1, 1, 6, 6), box(2, 2, 4, 4)),
    drawn('region', box(7, 0, 20, 3)),
    drawn('control', box(4.6, 4.4, 6, 5.6)),
    drawn('tumour', box(0, 0, 10, 1)),
  ];
  expect(picture(areas)).toEqual([
    '.......###',
    '.#####.###',
    '.#..##.###',
    '.#..##....',
    '.####.....',
    '.####.....',
    '..........',
    '..........',
  ]);
});

test('without a region the whole slide is meant, less what is left out', () => {
  expect(picture([drawn('exclude', box(0, 0, 10, 6))]).slice(5)).toEqual([
    '..........',
    '##########',
    '##########',
  ]);
});

test('contains and mark say the same of every pixel centre', () => {
  const star = [0, 2, 4, 1, 3].map(k => {
    const angle = (2 * Math.PI * k) / 5;
    return matrixPoint(5 + 4.7 * Math.cos(angle), 4 + 3.9 * Math.sin(angle));
  });
  const areas = [drawn('region', star), drawn('exclude', box(3.3, 3.1, 6.2, 4.9))];
  const region = regionOf(areas, slide);
  const rows = picture(areas);
  expect(rows.join('')).toMatch(/#/);
  rows.forEach((row, y) => {
    const contained = Array.from({ length: row.length }, (_, x) => region.contains(x + 0.5, y + 0.5));
    expect(contained.map(is => (is ? '#' : '.')).join('')).toBe(row);
  });
});

test('what is left out was asked for: inside the region and in an excluded area', () => {
  const region = regionOf([regionAnnotation(box(0, 0, 5, 8)), drawn('exclude', box(3, 0, 9, 8))], slide);
  expect([2, 4, 7].map(x => region.isLeftOut(x, 4))).toEqual([false, true, false]);
});

test('a tile has the pixels of the whole, wherever it is cut', () => {
  const ring = [matrixPoint(0.3, 0.2), matrixPoint(9.1, 2.7), matrixPoint(4.4, 7.9)];
  const region = regionOf([regionAnnotation(ring)], slide);
  const step = { x: 0.37, y: 0.41 };
  const whole = { x: 0, y: 0, width: 27, height: 19 };
  const all = new Uint8Array(27 * 19);
  region.mark({ at: whole, step }, all);
  const part = new Uint8Array(9 * 7);
  region.mark({ at: { x: 5, y: 6, width: 9, height: 7 }, step }, part);
  const cut = Array.from({ length: 63 }, (_, k) => all[(6 + Math.floor(k / 9)) * 27 + 5 + (k % 9)]);
  expect([...part]).toEqual(cut);
  expect(cut).toContain(1);
});

test('two areas with a common slanted edge share no pixel and leave none out', () => {
  const a = [matrixPoint(0, 0), matrixPoint(7.3, 0), matrixPoint(2.9, 8), matrixPoint(0, 8)];
  const b = [matrixPoint(2.9, 8), matrixPoint(7.3, 0), matrixPoint(10, 0), matrixPoint(10, 8)];
  const [left, right] = [picture([regionAnnotation(a)]), picture([regionAnnotation(b)])];
  const swapped = right.map(row => row.replaceAll('.', '+').replaceAll('#', '.').replaceAll('+', '#'));
  expect(left).toEqual(swapped);
});

test.each([
  ['two points', [matrixPoint(0, 0), matrixPoint(5, 5)]],
  ['less than a pixel', box(1, 1, 1.5, 4)],
  ['beside the slide', box(20, 0, 30, 8)],
])('%s is refused as an empty region', (_, ring) => {
  expect(() => regionOf([regionAnnotation(ring)], slide)).toThrow(
    expect.objectContaining({ code: 'EMPTY_ROI' }) as Error,
  );
});
