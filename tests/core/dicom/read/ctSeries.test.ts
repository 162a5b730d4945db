import type { DicomJson } from '@timescope/core/dicom/json';
import { readCtGrid, readCtSeries, type CtInstance } from '@timescope/core/dicom/read/ctSeries';
import { refusal } from '../../../harness/refusal';

const CT = '1.2.840.10008.5.1.4.1.1.2';

interface Stored {
  readonly z?: number;
  readonly words?: readonly number[];
  readonly transferSyntax?: string;
  readonly change?: Record<string, readonly unknown[] | undefined>;
}

/** An axial image of 2 x 1 pixels, 12 bits signed, slope 1, intercept -1024, unless said otherwise. */
function image({
  z = 0,
  words = [0, 1024],
  transferSyntax = '1.2.840.10008.1.2.1',
  change = {},
}: Stored): CtInstance {
  const tags: Record<string, readonly unknown[] | undefined> = {
    '00080016': [CT],
    '00080018': [`1.2.${z}`],
    '00080008': ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    '0020000E': ['1.2.3'],
    '00200032': [0, 0, z],
    '00200037': [1, 0, 0, 0, 1, 0],
    '00280010': [1],
    '00280011': [2],
    '00280030': [0.8, 0.7],
    '00280100': [16],
    '00280101': [12],
    '00280102': [11],
    '00280103': [0],
    '00281052': [-1024],
    '00281053': [1],
    ...change,
  };
  const dataset: DicomJson = Object.fromEntries(
    Object.entries(tags).map(([tag, Value]) => [tag, Value && { vr: 'UN', Value }]),
  );
  return { dataset, transferSyntax, pixels: new Uint8Array(Uint16Array.from(words).buffer) };
}

const hu = (stored: Stored) => [...readCtSeries([image(stored)]).hu];
const codes = (images: readonly CtInstance[]) => readCtSeries(images).warnings.map(warning => warning.code);
const at = (...heights: number[]) => heights.map(z => image({ z }));

test('stored 0 and 1024 with intercept -1024 are -1024 and 0 HU', () => {
  expect(hu({})).toEqual([-1024, 0]);
});

test('HU are exact for signed values, fractions, a negative slope and bits that lie high in the word', () => {
  const signed = { '00280103': [1], '00281052': [0] };
  expect(hu({ words: [0x0fff, 0x0800], change: signed })).toEqual([-1, -2048]);
  expect(hu({ words: [3, 5], change: { '00281053': [0.5], '00281052': [0] } })).toEqual([2, 3]);
  expect(hu({ words: [3, 5], change: { '00281053': [-2], '00281052': [10] } })).toEqual([4, 0]);
  expect(hu({ words: [0x0010, 0x0200], change: { '00280102': [15] } })).toEqual([-1023, -992]);
});

test('what lies above the stored bits (an old overlay) does not count', () => {
  expect(hu({ words: [0xf000, 0xf400] })).toEqual([-1024, 0]);
});

test('padding becomes air', () => {
  expect(hu({ words: [4000, 1024], change: { '00280120': [4000] } })).toEqual([-1024, 0]);
  expect(hu({ words: [3990, 1024], change: { '00280120': [4000], '00280121': [3900] } })).toEqual([-1024, 0]);
});

test('a slope of 0 or a missing rescale is refused', () => {
  expect(refusal(() => hu({ change: { '00281053': [0] } }))).toBe('NOT_AN_IMAGE');
  expect(refusal(() => hu({ change: { '00281053': undefined } }))).toBe('NOT_AN_IMAGE');
});

test('images are sorted along their normal, and spacing is (column, row)', () => {
  const ct = readCtSeries(at(10, 0, 5));
  expect(ct.sliceUids).toEqual(['1.2.0', '1.2.5', '1.2.10']);
  expect(ct.placement).toMatchObject({
    originMm: [0, 0, 0],
    slice: [0, 0, 5],
    spacingMm: { x: 0.7, y: 0.8 },
  });
  expect(ct).toMatchObject({ size: [2, 1, 3], evenlySpaced: true, warnings: [] });
});

test('a missing slice is listed, and the others keep their places', () => {
  const ct = readCtSeries(at(0, 5, 15, 20));
  expect(ct.warnings).toEqual([
    { code: 'MISSING_SLICES', message: 'Slices are missing: 1 between slices 1 and 2.' },
  ]);
  expect(ct.evenlySpaced).toBe(false);
  expect(ct.slicePositionsMm.map(position => position[2])).toEqual([0, 5, 15, 20]);
});

test('distances that change are uneven', () => {
  expect(codes(at(0, 5, 10, 13, 18))).toEqual(['UNEVEN_SPACING']);
});

test('an image that is there twice counts once, two different images in one place are refused', () => {
  expect(codes([...at(0, 5), image({ z: 5 })])).toEqual(['DUPLICATE_SLICES']);
  expect(refusal(() => readCtSeries([...at(0, 5), image({ z: 5, words: [7, 7] })]))).toBe('GEOMETRY');
});

test('headers without pixels tell two images in one place by their UIDs', () => {
  const header = (uid: string) => ({
    ...image({ z: 5, change: { '00080018': [uid] } }),
    pixels: new Uint8Array(),
  });
  const twice = readCtGrid([header('1.2.7'), header('1.2.7')]);
  expect(twice.grid.warnings.map(({ code }) => code)).toEqual(['DUPLICATE_SLICES']);
  expect(() => readCtGrid([header('1.2.7'), header('1.2.8')])).toThrow(
    'two different images lie in the same place (1.2.7 and 1.2.8)',
  );
});

test('a tilted gantry is seen in slices that shift within their planes', () => {
  const tilted = [0, 5, 10].map(z => image({ z, change: { '00200032': [0, z * 0.2, z] } }));
  expect(codes(tilted)).toEqual(['GANTRY_TILT']);
});

test('a localizer and other objects are left out and named', () => {
  const localizer = image({ z: 50, change: { '00080008': ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] } });
  const other = image({ z: 60, change: { '00080016': ['1.2.840.10008.5.1.4.1.1.481.3'] } });
  expect(codes([...at(0, 5), localizer, other])).toEqual(['OTHER_OBJECTS', 'LOCALIZER']);
  expect(refusal(() => readCtSeries([other]))).toBe('WRONG_SOP_CLASS');
  expect(refusal(() => readCtSeries([]))).toBe('WRONG_SOP_CLASS');
});

test('two directions, two series or two sizes are no one stack', () => {
  const sagittal = image({ z: 5, change: { '00200037': [0, 1, 0, 0, 0, -1] } });
  expect(refusal(() => readCtSeries([...at(0), sagittal]))).toBe('GEOMETRY');
  const foreign = image({ z: 5, change: { '0020000E': ['9.9'] } });
  expect(refusal(() => readCtSeries([...at(0), foreign]))).toBe('GEOMETRY');
  const tall = image({ z: 5, change: { '00280010': [2] } });
  expect(refusal(() => readCtSeries([...at(0), tall]))).toBe('GEOMETRY');
});

test('without pixel spacing, position or all pixels an image is refused', () => {
  expect(refusal(() => hu({ change: { '00280030': undefined } }))).toBe('NO_SPACING');
  expect(refusal(() => hu({ change: { '00200032': undefined } }))).toBe('GEOMETRY');
  expect(refusal(() => hu({ words: [1] }))).toBe('TRUNCATED');
});

test('a compressed series is refused by the name of its compression', () => {
  const jpeg = { transferSyntax: '1.2.840.10008.1.2.4.70' };
  expect(refusal(() => hu(jpeg))).toBe('UNSUPPORTED_TRANSFER_SYNTAX');
  expect(() => hu(jpeg)).toThrow('JPEG Lossless');
});
