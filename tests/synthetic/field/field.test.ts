import { sha256Hex } from '@timescope/core/sha256';
import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField, type Field } from '@timescope/synthetic/field/field';
import { photographField, scannerField } from '@timescope/synthetic/field/fieldSpec';
import { GRADE_FROM } from '@timescope/synthetic/field/fieldTruth';

const spec = { ...scannerField, sizeUm: 160, mpp: 0.5 };
let field: Field;
beforeAll(() => {
  field = makeField(spec);
});

test('equal specifications give equal pixels and another seed gives others', () => {
  const digest = ({ rgb }: Field) => sha256Hex(rgb.values);
  expect(digest(makeField(spec))).toBe(digest(field));
  expect(digest(makeField({ ...spec, seed: 2 }))).not.toBe(digest(field));
});

test('160 um at 0.5 um/px are 320 pixels a side, at 0.1 um/px 1600', () => {
  expect([field.rgb.width, field.rgb.height]).toEqual([320, 320]);
  expect(makeField({ ...photographField, sizeUm: 160 }).rgb.width).toBe(1600);
});

test('the H-score is 100 times the mean grade of the cells, and each grade is that of its optical density', () => {
  const { cells, scores } = field;
  expect(cells.length).toBeGreaterThan(80);
  for (const { dab, grade } of cells) expect(grade).toBe(GRADE_FROM.filter(from => dab >= from).length);
  const grades = cells.reduce((sum, { grade }) => sum + grade, 0);
  expect(scores.whole.hScore).toBeCloseTo((100 * grades) / cells.length, 10);
  expect(scores.tumour.cells + scores.stroma.cells).toBe(cells.length);
});

test('the label at the centre of a nucleus is its own, unless another lies on it', () => {
  const own = field.cells.filter(({ x, y }, index) => {
    const at = Math.floor(y / spec.mpp) * field.labels.width + Math.floor(x / spec.mpp);
    return field.labels.values[at] === index + 1;
  });
  expect(own.length).toBeGreaterThan(0.97 * field.cells.length);
});

test('twice the DAB leaves the cells where they are and raises the H-score', () => {
  const darker = makeField({ ...spec, dab: 2 });
  const places = ({ cells }: Field) => cells.map(({ x, y }) => [x, y]);
  expect(places(darker)).toEqual(places(field));
  expect(darker.scores.whole.hScore).toBeGreaterThan(field.scores.whole.hScore ?? 300);
});

test('without stain, noise and falling light every pixel is the white of the glass', () => {
  const plain = { noise: 0, vignette: 0, haematoxylin: 0, dab: 0, unspecificDab: 0, positive: 0 };
  const { rgb } = makeField({ ...spec, ...plain, white: [200, 205, 215], density: 0, ghostsPerMm2: 0 });
  expect([...new Set(rgb.values)].sort()).toEqual([200, 205, 215]);
});

test('through JPEG of quality 40 the image keeps its size and moves by a few grey values', async () => {
  const jpeg = await compressed({ ...field, spec: { ...spec, jpegQuality: 40 } });
  expect(jpeg.values).toHaveLength(field.rgb.values.length);
  const moved = jpeg.values.reduce(
    (sum, value, at) => sum + Math.abs(value - (field.rgb.values[at] ?? 0)),
    0,
  );
  const mean = moved / jpeg.values.length;
  expect(mean).toBeGreaterThan(1);
  expect(mean).toBeLessThan(10);
});

test('half of the tumour cells with a membrane stain: their nuclei stay blue, others carry none', () => {
  const wholeCell = { membranePositive: 0.5, membrane: 0.6, complete: 0.5, cytoplasm: 0.08 };
  const { cells, rgb } = makeField({ ...spec, positive: 0, noise: 0, wholeCell });
  const tumour = cells.filter(({ kind }) => kind === 'tumour');
  const stained = tumour.filter(({ around }) => around.membrane > 0);
  expect(stained.length / tumour.length).toBeGreaterThan(0.35);
  expect(stained.length / tumour.length).toBeLessThan(0.65);
  for (const { kind, around } of cells) if (kind !== 'tumour') expect(around.membrane).toBe(0);
  for (const { around } of stained) expect(around.covered === 1 || around.covered <= 0.8).toBe(true);
  expect(cells.filter(({ grade }) => grade > 1)).toEqual([]);
  const brown = (image: Uint8Array) =>
    image.filter((red, at) => at % 3 === 0 && red - (image[at + 2] ?? 0) > 40).length;
  const without = makeField({ ...spec, positive: 0, noise: 0 }).rgb;
  expect(brown(rgb.values)).toBeGreaterThan(300);
  expect(brown(without.values)).toBe(0);
});
