import type { DicomJson } from '@timescope/core/dicom/json';
import { hounsfieldUnits } from '@timescope/core/dicom/read/ctHounsfield';
import type {
  CornerstoneImage,
  NumberArray,
} from '../../../../extensions/ct-radiomics/src/services/cornerstone';
import { hostHounsfield } from '../../../../extensions/ct-radiomics/src/services/hostVolume';

const header = (tags: Readonly<Record<string, number>>): DicomJson =>
  Object.fromEntries(
    Object.entries({
      '00280010': 1,
      '00280100': 16,
      '00280101': 16,
      '00280102': 15,
      '00280103': 0,
      ...tags,
    }).map(([tag, value]) => [tag, { vr: 'US', Value: [value] }]),
  );

const hostImage = (values: NumberArray, scaled: boolean): CornerstoneImage => ({
  imageId: '',
  rows: 1,
  columns: values.length,
  slope: 1,
  intercept: 0,
  preScale: { scaled },
  voxelManager: { getScalarData: () => values },
});

/** What the command line and the viewer make of the same stored words. */
function both(words: readonly number[], tags: Readonly<Record<string, number>>) {
  const dataset = header({ '00280011': words.length, ...tags });
  const stored = Uint16Array.from(words);
  const signed = tags['00280103'] === 1;
  const decoded = signed ? Int16Array.from(stored) : stored;
  const [slope, intercept] = [tags['00281053'] ?? 1, tags['00281052'] ?? 0];
  const rescaled = Float32Array.from(decoded, value => value * slope + intercept);
  return {
    file: hounsfieldUnits({
      dataset,
      transferSyntax: '1.2.840.10008.1.2.1',
      pixels: new Uint8Array(stored.buffer),
    }),
    plain: hostHounsfield(hostImage(decoded, false), dataset),
    rescaled: hostHounsfield(hostImage(rescaled, true), dataset),
  };
}

test.each([
  ['ordinary values', [0, 1024, 2024], { '00281052': -1024, '00281053': 1 }, [-1024, 0, 1000]],
  [
    'values above 32767 HU, which are clipped',
    [40000, 1024],
    { '00281052': 0, '00281053': 1 },
    [32767, 1024],
  ],
  [
    'unsigned padding above 32767, which is air',
    [63536, 1024],
    { '00280120': 63536, '00281052': -1024, '00281053': 1 },
    [-1024, 0],
  ],
  [
    'a range of padding',
    [63536, 63000, 1024],
    { '00280120': 63536, '00280121': 62000, '00281052': -1024, '00281053': 1 },
    [-1024, -1024, 0],
  ],
  ['signed values', [0xffff, 5], { '00280103': 1, '00281052': 0, '00281053': 1 }, [-1, 5]],
  ['a slope of a half', [3, 5], { '00281052': 0, '00281053': 0.5 }, [2, 3]],
])('the viewer and the command line agree on %s', (_, words, tags, expected) => {
  const { file, plain, rescaled } = both(words, tags);
  expect([...file]).toEqual(expected);
  expect([...plain]).toEqual(expected);
  expect([...rescaled]).toEqual(expected);
});

test('a header without rescale is refused as on the command line', () => {
  const image = hostImage(Int16Array.of(1), false);
  expect(() => hostHounsfield(image, header({ '00280011': 1 }))).toThrow('Rescale Slope');
});
