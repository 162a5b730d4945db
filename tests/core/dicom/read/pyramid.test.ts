import { readSlide } from '@timescope/core/dicom/read/slide';
import { slidePixelSource } from '@timescope/core/dicom/read/slidePixelSource';
import { newRgbRaster } from '@timescope/core/raster';
import { level, of, spacingOf } from '../../../harness/slideMetadata';

describe('a level split into parts', () => {
  const parts = [1, 2].map(part =>
    level({
      '00080018': of('UI', `1.2.3.${String(part)}`),
      '00209161': of('UI', '1.9'),
      '00209162': of('US', part),
      '00209163': of('US', 2),
      '00209228': of('UL', part === 1 ? 0 : 4),
      '00280008': of('IS', part === 1 ? 4 : 2),
    }),
  );

  test('is put together: its fifth frame is the first of the second part', async () => {
    const asked: string[] = [];
    const source = slidePixelSource(
      readSlide([...parts].reverse()),
      (uid, frame) => {
        asked.push(`${uid}#${String(frame)}`);
        return Promise.resolve(new Uint8Array(12));
      },
      () => Promise.resolve(newRgbRaster(2, 2)),
    );
    for (const row of [0, 1]) for (const column of [0, 1, 2]) await source.readTile(0, column, row);
    expect(asked).toEqual(['1.2.3.1#1', '1.2.3.1#2', '1.2.3.1#3', '1.2.3.1#4', '1.2.3.2#1', '1.2.3.2#2']);
  });

  test('is left out when a part is missing, and another level is used', () => {
    const coarse = level({
      '00080018': of('UI', '1.2.4'),
      '00480006': of('UL', 3),
      '00480007': of('UL', 2),
      '00280008': of('IS', 2),
      '52009229': spacingOf(0.001, 0.0005),
    });
    const slide = readSlide([...parts.slice(0, 1), coarse]);
    expect(slide.levels.map(({ width }) => width)).toEqual([3]);
    expect(slide.warnings[0]).toBe(
      'A level was left out: Level is split into 2 parts (a concatenation), of which 1 are there.',
    );
  });
});

test('a level whose pixel size contradicts its width is left out', () => {
  const wrong = level({
    '00080018': of('UI', '1.2.4'),
    '00480006': of('UL', 500),
    '00480007': of('UL', 300),
    '00280008': of('IS', 37_500),
  });
  const finest = level({
    '00480006': of('UL', 2000),
    '00480007': of('UL', 1200),
    '00280008': of('IS', 600_000),
  });
  const slide = readSlide([finest, wrong]);
  expect(slide.levels).toHaveLength(1);
  expect(slide.warnings[0]).toMatch(/500 x 300 pixels does not show the field of the finest level/);
});

test('of two pyramids in one series the larger is used', () => {
  const pyramid = (uid: string, width: number) =>
    level({
      '00080018': of('UI', `1.2.${uid}`),
      '00080019': of('UI', `1.7.${uid}`),
      '00480006': of('UL', width),
      '00280008': of('IS', width),
    });
  const slide = readSlide([pyramid('1', 6), pyramid('2', 10)]);
  expect(slide.levels.map(({ width }) => width)).toEqual([10]);
  expect(slide.warnings).toContain('The series holds 2 pyramids; only the largest is used.');
});

test('focal planes in instances of their own: the chosen plane of the finest level, the nearest of the others', () => {
  const instance = (uid: string, depth: number, width: number) =>
    level({
      '00080018': of('UI', uid),
      '00480006': of('UL', width),
      '00480007': of('UL', width),
      '00280008': of('IS', (width / 2) ** 2),
      '00480008': of('SQ', { '0040074A': of('DS', depth) }),
      '52009229': spacingOf(0.008 / width, 0.008 / width),
    });
  const all = [instance('1', 0, 8), instance('2', 3, 8), instance('3', 6, 8), instance('4', 0, 4)];
  const uids = (um?: number) =>
    readSlide(all, um === undefined ? {} : { focalPlane: { kind: 'depth', um } }).levels.map(
      l => l.sopInstanceUid,
    );
  expect(uids()).toEqual(['2', '4']);
  expect(uids(6)).toEqual(['3', '4']);
  expect(readSlide(all).warnings).toContain('The slide has 3 focal planes; number 2 (at 3 um) is used.');
});

test('without any spacing the reader may state that of the finest level; a stated one is not overruled', () => {
  const bare = (uid: string, width: number) =>
    level({
      '00080018': of('UI', uid),
      '00480006': of('UL', width),
      '00280008': of('IS', width),
      '52009229': undefined,
    });
  const slide = readSlide([bare('1', 8), bare('2', 4)], { mpp: 0.25 });
  expect(slide.levels[0]?.mpp).toEqual({ x: 0.25, y: 0.25 });
  expect(() => readSlide([level()], { mpp: 0.25 })).toThrow(/states its own pixel size/);
});
