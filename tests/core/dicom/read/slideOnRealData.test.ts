import { readPlainImage } from '@timescope/runtime/decode/node';
import type { RgbRaster } from '@timescope/core/raster';
import { sharedData, testOnRealData } from '../../../harness/sharedData';
import { slideFromFiles, wholeLevel } from '../../../harness/slideFiles';

const highdicom = (name: string) => sharedData(`dicom-wsi-highdicom/test_files/${name}`);
const google = (name: string) => sharedData(`dicom-wsi-google-medimg/dicom_proxy/testdata/${name}`);

/** Columns of a tile of 10 x 10 that hold its first and its second digit, half-open. */
const DIGITS = [[0, 4], [5, 9]] as const; // prettier-ignore
/** Dark pixels of the digits 1 to 5 as they are drawn there. */
const INK = [7, 15, 15, 12, 16];

testOnRealData('each numbered tile of a slide stands at the column and the row that it shows', async () => {
  const { slide, source } = await slideFromFiles([highdicom('sm_image_numbers.dcm')]);
  expect(slide.levels).toMatchObject([{ width: 50, height: 50, tileWidth: 10, tileHeight: 10 }]);
  const whole = await wholeLevel(source, 0);
  const shown = [0, 1].map(() => INK.map(() => new Set<string>()));
  for (let tile = 0; tile < 25; tile++) {
    const place = [tile % 5, Math.floor(tile / 5)] as const;
    for (const digit of [0, 1] as const) {
      const picture = dark(whole, place, DIGITS[digit]);
      // Five of the tiles are blank.
      if (picture.includes('#')) shown[digit]?.[place[digit]]?.add(picture);
    }
  }
  expect(shown[0]).toEqual(shown[1]);
  const pictures = shown.flat().flatMap(set => [...set]);
  expect(pictures).toHaveLength(10);
  expect(pictures.slice(0, 5).map(picture => picture.replaceAll('.', '').length)).toEqual(INK);
  expect(new Set(pictures).size).toBe(5);
});

/** The pixels of a tile between two of its columns, `#` where they are not white. */
function dark(
  { values }: RgbRaster,
  [column, row]: readonly [number, number],
  [from, to]: readonly [number, number],
): string {
  let picture = '';
  for (let y = 10 * row; y < 10 * row + 10; y++)
    for (let x = 10 * column + from; x < 10 * column + to; x++) {
      const at = 3 * (50 * y + x);
      picture += values.subarray(at, at + 3).some(value => value < 255) ? '#' : '.';
    }
  return picture;
}

testOnRealData('a JPEG slide of 15 frames gives the picture that its makers decoded', async () => {
  const { slide, source } = await slideFromFiles([google('multi_frame_jpeg_camelyon_challenge_image.dcm')]);
  expect(slide.levels[0]?.mpp.x).toBeCloseTo(28.969, 6);
  expect(slide.levels[0]?.mpp.y).toBeCloseTo(28.968, 6);
  const expected = await readPlainImage(google('dicom_instance/downsample1.png'));
  const whole = await wholeLevel(source, 0);
  expect([whole.width, whole.height]).toEqual([expected.width, expected.height]);
  expect(meanDifference(whole, expected)).toBeLessThan(2);
});

testOnRealData('tile (2, 1) is the eighth JPEG file that another library cut out of that slide', async () => {
  const folder = 'dicom-wsi-ez/testdata';
  const { source } = await slideFromFiles([sharedData(`${folder}/multiframe_camelyon_challenge_image.dcm`)]);
  const expected = await readPlainImage(sharedData(`${folder}/dcm_frame_8.jpg`));
  const tile = await source.readTile(0, 2, 1);
  expect(tile && meanDifference(tile, expected)).toBeLessThan(0.01);
});

testOnRealData.each([
  ['sm_image_grayscale.dcm', 'NOT_AN_IMAGE', '1 samples of 16 bits'],
  ['seg_image_sm_dots.dcm', 'WRONG_SOP_CLASS', 'None of the 1 objects is a VL Whole Slide Microscopy'],
])('%s is refused as %s', async (name, code, words) => {
  await expect(slideFromFiles([highdicom(name)])).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string,
  });
});

function meanDifference(a: RgbRaster, b: RgbRaster): number {
  expect(a.values.length).toBe(b.values.length);
  return (
    a.values.reduce((sum, value, at) => sum + Math.abs(value - (b.values[at] ?? 0)), 0) / a.values.length
  );
}
