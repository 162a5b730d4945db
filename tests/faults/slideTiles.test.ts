import sharp from 'sharp';
import type { HandMade } from '../harness/dicomBytes';
import { framePlace, handMadeSlide, sequence, spacing, unsigned } from '../harness/handMadeSlide';
import { firstBytes, opened, refusalOf, withSlideFolder } from '../harness/openedSlides';

// Rows of the table of bad inputs about tiles and samples; the others stand in slides.test.ts.

withSlideFolder();

/** Frames of 12 bytes that hold their own number. */
const numbered = (frames: number) =>
  Array.from({ length: frames }, (_, index) => Array.from({ length: 12 }, () => index + 1));

const matrix = (columns: number, rows: number): HandMade[] => [
  ['00480006', 'UL', unsigned(columns)],
  ['00480007', 'UL', unsigned(rows)],
];

describe('tilings', () => {
  const sparse = (...places: readonly (readonly [number, number])[]) =>
    handMadeSlide({
      frames: numbered(places.length),
      elements: [
        ['00209311', 'CS', 'TILED_SPARSE'],
        ['52009230', 'SQ', sequence(...places.map(([x, y]) => framePlace(x, y)))],
      ],
    });

  test('sparse frames in random order, with a gap and a copy, stand at their positions', async () => {
    const slide = await opened({ 'slide.dcm': sparse([5, 3], [1, 1], [3, 1], [1, 1], [3, 3]) });
    expect(await firstBytes(slide)).toEqual([2, 3, undefined, undefined, 5, 1]);
  });

  test('a sparse frame off the grid is refused, not placed by guess', async () => {
    expect((await refusalOf(sparse([1, 1], [2, 1]))).code).toBe('GEOMETRY');
  });

  test('a full tiling with too few or too many frames is left out and another level is used', async () => {
    for (const frames of [5, 7]) {
      const wrong = handMadeSlide({ frames: numbered(frames) });
      const words = `Level has ${String(frames)} frames where its size asks for 6.`;
      expect(await refusalOf(wrong)).toMatchObject({ code: 'GEOMETRY', message: words });
      const coarse = handMadeSlide({
        elements: [
          ['00080018', 'UI', '1.2.4'],
          ...matrix(3, 2),
          ['52009229', 'SQ', spacing('0.00075\\0.00042')],
        ],
        frames: numbered(2),
      });
      const slide = await opened({ 'wrong.dcm': wrong, 'coarse.dcm': coarse });
      expect(await firstBytes(slide)).toEqual([1, 2]);
      expect(slide.warnings[0]).toBe(`A level was left out: ${words}`);
    }
  });

  test('a slide of one pixel and edge tiles of one pixel are read', async () => {
    const row = (width: number, frames: number) =>
      handMadeSlide({ frames: numbered(frames), elements: matrix(width, 1) });
    expect(await firstBytes(await opened({ 'slide.dcm': row(1, 1) }))).toEqual([1]);
    expect(await firstBytes(await opened({ 'slide.dcm': row(7, 4) }))).toEqual([1, 2, 3, 4]);
  });

  test('of 200,000 x 200,000 pixels the last tile is found: 4e10 pixels need more than 32 bits', async () => {
    const places = sequence(framePlace(1, 1), framePlace(199_937, 199_681));
    const slide = await opened({
      'slide.dcm': handMadeSlide({
        frames: [1, 2].map(value => Array.from({ length: 64 * 64 * 3 }, () => value)),
        elements: [
          ...matrix(200_000, 200_000),
          ['00209311', 'CS', 'TILED_SPARSE'],
          ['00280010', 'US', [64]],
          ['00280011', 'US', [64]],
          ['52009230', 'SQ', places],
        ],
      }),
    });
    expect((await slide.source.readTile(0, 3124, 3120))?.values[0]).toBe(2);
    expect(await slide.source.readTile(0, 3124, 3124)).toBeUndefined();
  });
});

describe('samples', () => {
  const grey: HandMade[] = [
    ['00280002', 'US', [1]],
    ['00280004', 'CS', 'MONOCHROME2'],
  ];
  const frames = (bytes: readonly number[]) => Array.from({ length: 6 }, () => bytes);

  test('of 16 bits and of a palette are refused', async () => {
    const deep = handMadeSlide({
      elements: [...grey, ['00280100', 'US', [16]]],
      frames: frames([1, 0, 2, 0, 3, 0, 4, 0]),
    });
    expect((await refusalOf(deep)).message).toContain('1 samples of 16 bits');
    const palette = handMadeSlide({
      elements: [['00280002', 'US', [1]], ['00280004', 'CS', 'PALETTE COLOR']], // prettier-ignore
      frames: frames([1, 2, 3, 4]),
    });
    expect((await refusalOf(palette)).code).toBe('NOT_AN_IMAGE');
  });

  const colours = (name: string): HandMade[] => [['00280004', 'CS', name]];
  test.each<readonly [string, HandMade[], readonly number[], readonly number[]]>([
    ['grey', grey, [10, 20, 30, 40], [10, 10, 10, 20, 20, 20]],
    [
      'a plane a colour',
      [['00280006', 'US', [1]]],
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      [1, 5, 9, 2, 6, 10],
    ],
    [
      'YBR_FULL',
      colours('YBR_FULL'),
      [90, 128, 228, 90, 128, 128, 0, 128, 128, 0, 128, 128],
      [230, 19, 90, 90, 90, 90],
    ],
    ['YBR_FULL_422', colours('YBR_FULL_422'), [90, 90, 128, 228, 0, 0, 128, 128], [230, 19, 90, 230, 19, 90]],
  ])('as %s give the golden pixels', async (_, elements, bytes, golden) => {
    const slide = await opened({ 'slide.dcm': handMadeSlide({ elements, frames: frames(bytes) }) });
    const tile = await slide.source.readTile(0, 0, 0);
    expect([...(tile?.values.subarray(0, 6) ?? [])]).toEqual(golden);
  });
});

describe('JPEG tiles', () => {
  const jpegTile = async (): Promise<number[]> => [
    ...(await sharp({ create: { width: 16, height: 16, channels: 3, background: '#8060c0' } })
      .jpeg()
      .toBuffer()),
  ];

  /** One row of JPEG tiles of 16 x 16. */
  const jpegSlide = (frames: readonly (readonly number[])[]) =>
    handMadeSlide({
      transferSyntax: '1.2.840.10008.1.2.4.50',
      frames: frames.map(frame => (frame.length % 2 === 0 ? frame : [...frame, 0])),
      elements: [
        ['00280004', 'CS', 'YBR_FULL_422'],
        ['00280010', 'US', [16]],
        ['00280011', 'US', [16]],
        ...matrix(16 * frames.length, 16),
        ['52009229', 'SQ', spacing('0.0005\\0.0005')],
      ],
    });

  test('that are corrupt are refused for good, so that they count as unreadable; their neighbours are read', async () => {
    const clean = await jpegTile();
    const damaged = [
      clean.slice(0, clean.length >> 1),
      clean.slice(0, -2),
      [...clean.slice(0, 2), ...clean.slice(2).map(() => 7)],
      [...new TextEncoder().encode('<html>log in</html>')],
    ];
    const slide = await opened({ 'slide.dcm': jpegSlide([clean, ...damaged, clean]) });
    for (const index of damaged.keys())
      await expect(slide.source.readTile(0, index + 1, 0)).rejects.toMatchObject({
        code: 'TRUNCATED',
        kind: 'rejected',
      });
    for (const column of [0, damaged.length + 1])
      await expect(slide.source.readTile(0, column, 0)).resolves.toMatchObject({ width: 16, height: 16 });
  });

  test('that say 65500 x 65500 where 16 x 16 were announced are refused before they are decoded', async () => {
    const frame = await jpegTile();
    const header = frame.findIndex((byte, at) => byte === 0xff && frame[at + 1] === 0xc0);
    frame.splice(header + 5, 4, 0xff, 0xdc, 0xff, 0xdc);
    const slide = await opened({ 'slide.dcm': jpegSlide([frame]) });
    await expect(slide.source.readTile(0, 0, 0)).rejects.toMatchObject({
      code: 'TRUNCATED',
      message: 'A tile holds 65500 x 65500 pixels where 16 x 16 were announced.',
    });
  });
});
