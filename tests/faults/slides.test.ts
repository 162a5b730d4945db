import type { HandMade } from '../harness/dicomBytes';
import { handMadeSlide, spacing, unsigned } from '../harness/handMadeSlide';
import { firstBytes, opened, refusalOf, withSlideFolder } from '../harness/openedSlides';

// Rows of the table of bad inputs: each gets a stable code, one sentence and a next step, beside a clean control that
// is read. All go through files and the reader of the command line. Tiles and samples stand in slideTiles.test.ts.

withSlideFolder();

const whole = handMadeSlide();
const ALL = [1, 2, 3, 4, 5, 6];

test('the clean control is read: six tiles in their order, no warning but that about its missing optical path', async () => {
  const slide = await opened({ 'slide.dcm': whole });
  expect(await firstBytes(slide)).toEqual(ALL);
  expect(slide.source.levels[0]).toMatchObject({ width: 5, height: 3, mpp: { x: 0.25, y: 0.5 } });
  expect(slide.warnings).toEqual(['The slide does not describe its optical path.']);
});

describe('files that are no DICOM', () => {
  test.each([
    ['empty', '', 'NOT_DICOM', 'it is empty'],
    ['a web page', '<!DOCTYPE html><html><body>Log in</body></html>', 'NOT_DICOM', 'it is a web page'],
    ['text', 'A note about the slide that was never exported.', 'NOT_DICOM', 'it is a text file'],
    ['without DICM', new Uint8Array(2000).fill(7), 'NOT_DICOM', 'letters DICM are not at byte 128'],
    ['cut in the header', whole.subarray(0, 300), 'TRUNCATED', 'after 300 bytes'],
    ['cut in the preamble', whole.subarray(0, 100), 'NOT_DICOM', 'ends after 100 bytes'],
  ])(
    '%s is refused, and beside a clean file it is left out with a warning',
    async (_, bytes, code, words) => {
      const refusal = await refusalOf(bytes);
      expect([refusal.code, refusal.kind]).toEqual([code, 'rejected']);
      expect(refusal.message).toContain(words);
      const slide = await opened({ 'damaged.dcm': bytes, 'clean.dcm': whole });
      expect(await firstBytes(slide)).toEqual(ALL);
      expect(slide.warnings[0]).toMatch(/^A level was left out: a file cannot be read\. /);
      expect(slide.warnings[0]).toContain(words);
    },
  );

  test('a licence beside the slide is no damage', async () => {
    const slide = await opened({ 'clean.dcm': whole, LICENSE: 'Anybody may use this.' });
    expect(slide.warnings).toHaveLength(1);
  });
});

test('pixel data that end too early are refused with the bytes that were found and expected', async () => {
  const refusal = await refusalOf(whole.subarray(0, -10));
  expect(refusal).toMatchObject({ code: 'TRUNCATED', fields: { found: 62, expected: 72 } });
  const frames = Array.from({ length: 6 }, () => [1, 2]);
  const jpeg = handMadeSlide({ transferSyntax: '1.2.840.10008.1.2.4.50', frames });
  expect((await refusalOf(jpeg.subarray(0, -15))).code).toBe('TRUNCATED');
});

describe('elements out of order', () => {
  test('pixel data of undefined length without fragments or an end are refused within two seconds', async () => {
    const endless = Uint8Array.from([
      ...whole.subarray(0, -76),
      0xff,
      0xff,
      0xff,
      0xff,
      ...whole.subarray(-72),
    ]);
    const started = performance.now();
    expect((await refusalOf(endless)).code).toBe('TRUNCATED');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('a sequence that never ends is refused within two seconds', async () => {
    const endless = whole.slice();
    const tag = endless.findIndex((_, at) =>
      [0, 0x52, 0x29, 0x92].every((byte, k) => endless[at + k] === byte),
    );
    endless.fill(0xff, tag + 8, tag + 12);
    const started = performance.now();
    expect((await refusalOf(endless)).code).toBe('NOT_DICOM');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('an unknown value representation in a private element is passed over', async () => {
    const slide = await opened({ 'slide.dcm': handMadeSlide({ elements: [['00091001', 'ZZ', 'private']] }) });
    expect(await firstBytes(slide)).toEqual(ALL);
  });

  test('an executable in the preamble changes nothing', async () => {
    const bytes = whole.slice();
    bytes.set([0x4d, 0x5a, 0x90, 0], 0);
    expect(await firstBytes(await opened({ 'slide.dcm': bytes }))).toEqual(ALL);
  });
});

describe('sizes beyond all measure are refused before memory is taken', () => {
  const size = (columns: number, rows: number): HandMade[] => [
    ['00480006', 'UL', unsigned(columns)],
    ['00480007', 'UL', unsigned(rows)],
  ];
  test.each([
    ['deflated', handMadeSlide({ transferSyntax: '1.2.840.10008.1.2.1.99' }), 'UNSUPPORTED_TRANSFER_SYNTAX'],
    [
      '65535 x 65535 pixels in a million frames',
      handMadeSlide({
        elements: [
          ['00280008', 'IS', '1000000'],
          ['00280010', 'US', [65535]],
          ['00280011', 'US', [65535]],
        ],
      }),
      'TRUNCATED',
    ],
    [
      'a matrix of 4294967295 x 4294967295',
      handMadeSlide({ elements: size(4294967295, 4294967295) }),
      'NOT_AN_IMAGE',
    ],
  ])('%s', async (_, bytes, code) => {
    const before = process.memoryUsage().arrayBuffers;
    expect((await refusalOf(bytes)).code).toBe(code);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });
});

describe('other objects', () => {
  const other = (...elements: HandMade[]) =>
    handMadeSlide({ elements: [['00080018', 'UI', '1.2.9'], ...elements] });

  test('of another class are refused by the name of the expected one; beside the slide they are passed over', async () => {
    const ct = other(['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2']);
    const refusal = await refusalOf(ct);
    expect([refusal.code, refusal.message]).toEqual([
      'WRONG_SOP_CLASS',
      'None of the 1 objects is a VL Whole Slide Microscopy Image.',
    ]);
    const slide = await opened({ 'ct.dcm': ct, 'slide.dcm': whole });
    expect(slide.source.levels).toHaveLength(1);
  });

  test.each(['LABEL', 'OVERVIEW', 'THUMBNAIL'])(
    'that are a %s are refused alone, and passed over beside the volume',
    async kind => {
      const type: HandMade = ['00080008', 'CS', `ORIGINAL\\PRIMARY\\${kind}\\NONE`];
      const aside = other(type, ['00480006', 'UL', unsigned(6)]);
      const refusal = await refusalOf(aside);
      expect(refusal.code).toBe('WRONG_SOP_CLASS');
      expect(refusal.message).toContain('a VOLUME image was expected');
      const slide = await opened({ 'aside.dcm': aside, 'slide.dcm': whole });
      expect(slide.source.levels.map(({ width }) => width)).toEqual([5]);
    },
  );
});

describe('the size of a pixel', () => {
  const bare = handMadeSlide({ without: ['52009229'] });
  const float = (value: number) => new Uint8Array(Float32Array.of(value).buffer);

  test('follows from the imaged volume where no spacing is given', async () => {
    const elements: HandMade[] = [
      ['00480001', 'FL', float(0.00125)],
      ['00480002', 'FL', float(0.0015)],
    ];
    const slide = await opened({ 'slide.dcm': handMadeSlide({ elements, without: ['52009229'] }) });
    expect(slide.source.levels[0]?.mpp.x).toBeCloseTo(0.25, 6);
    expect(slide.source.levels[0]?.mpp.y).toBeCloseTo(0.5, 6);
  });

  test('that nobody states is asked for, and taken from the reader', async () => {
    const refusal = await refusalOf(bare);
    expect(refusal.code).toBe('NO_SPACING');
    expect(refusal.nextStep).toContain('--mpp');
    const slide = await opened({ 'slide.dcm': bare }, { mpp: 0.5 });
    expect(slide.source.levels[0]?.mpp).toEqual({ x: 0.5, y: 0.5 });
  });

  test('may differ along the axes up to twofold', async () => {
    const unequal = (mm: string) => handMadeSlide({ elements: [['52009229', 'SQ', spacing(mm)]] });
    expect((await refusalOf(unequal('0.0006\\0.00025'))).code).toBe('GEOMETRY');
    const slide = await opened({ 'slide.dcm': unequal('0.0005\\0.00025') });
    expect(slide.source.levels[0]?.mpp).toEqual({ x: 0.25, y: 0.5 });
  });
});

describe('what the reader chooses', () => {
  test('must be there', async () => {
    expect(await refusalOf(whole, { opticalPath: 'B' })).toMatchObject({ code: 'USAGE', kind: 'usage' });
    expect(await refusalOf(whole, { focalPlane: '2' })).toMatchObject({ code: 'USAGE', kind: 'usage' });
    expect(await refusalOf(whole, { focalPlane: 'up' })).toMatchObject({ code: 'USAGE', kind: 'usage' });
    const slide = await opened({ 'slide.dcm': whole }, { focalPlane: '1', opticalPath: '' });
    expect(await firstBytes(slide)).toEqual(ALL);
  });

  test('of two focal planes is used alone, and the default is named in a warning', async () => {
    const frames = Array.from({ length: 12 }, (_, index) => Array.from({ length: 12 }, () => index + 1));
    const stack = handMadeSlide({ frames, elements: [['00480303', 'UL', unsigned(2)]] });
    const byDefault = await opened({ 'slide.dcm': stack });
    expect(await firstBytes(byDefault)).toEqual(ALL);
    expect(byDefault.warnings).toContain('The slide has 2 focal planes; number 1 is used.');
    const upper = await opened({ 'slide.dcm': stack }, { focalPlane: '2' });
    expect(await firstBytes(upper)).toEqual([7, 8, 9, 10, 11, 12]);
  });
});
