import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { prepareSlide } from '@timescope/extension-ihc-scoring/pipeline/prepareSlide';
import type { StainSettings } from '@timescope/extension-ihc-scoring/pipeline/stain/stainModel';
import { stainModelOf } from '@timescope/extension-ihc-scoring/pipeline/stain/stainModelOf';
import {
  dot,
  RUIFROK_H_DAB,
  RUIFROK_H_E,
  unit,
  type StainVectors,
  type Triple,
} from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../../harness/sharedData';

const WHITE: Triple = [240, 240, 240];
const usual: StainSettings = {
  stain: 'h-dab',
  white: { rule: 'channel-mode' },
  vectors: { rule: 'default' },
};
/** Haematoxylin 30 degrees away from Ruifrok's. */
const ODD: StainVectors = { haematoxylin: unit([0.92, 0.38, 0.1]), dab: RUIFROK_H_DAB.dab };

function halves(vectors: StainVectors): RgbRaster {
  const image = newRgbRaster(128, 128);
  for (let pixel = 0; pixel < 128 * 128; pixel++) {
    const vector = pixel % 128 < 64 ? vectors.haematoxylin : vectors.dab;
    const amount = 0.5 + (0.4 * Math.floor(pixel / 128)) / 128;
    image.values.set(
      vector.map(od => Math.round(240 * 10 ** (-od * amount))),
      3 * pixel,
    );
  }
  return image;
}

const model = (settings: Partial<StainSettings>, vectors = RUIFROK_H_DAB, white = WHITE) =>
  stainModelOf({ white: { rgb: white }, patches: [halves(vectors)], settings: { ...usual, ...settings } });

test('by default the slide is measured with its own white and the published vectors, and nothing is doubtful', () => {
  const { white, vectors, vectorsSource, doubts } = model({});
  expect({ white, vectors, vectorsSource, doubts }).toEqual({
    white: WHITE,
    vectors: RUIFROK_H_DAB,
    vectorsSource: 'default',
    doubts: [],
  });
});

test('a fixed white 255 on grey glass is used as asked, with a doubt that names both', () => {
  const { white, whiteSource, estimated, doubts } = model({ white: { rule: 'fixed', rgb: [255, 255, 255] } });
  expect([white, whiteSource, estimated.white]).toEqual([[255, 255, 255], 'fixed', WHITE]);
  expect(doubts).toHaveLength(1);
  expect(doubts[0]).toContain('255 / 255 / 255');
  expect(doubts[0]).toContain('240 / 240 / 240');
});

test('a stain far from its vector raises a doubt; estimated vectors are stored, and used only when asked for', () => {
  const kept = model({}, ODD);
  expect(kept.vectors).toEqual(RUIFROK_H_DAB);
  expect(kept.doubts).toHaveLength(1);
  expect(kept.doubts[0]).toContain('haematoxylin');
  for (const way of ['qupath', 'macenko'] as const) {
    const used = model({ vectors: { rule: 'estimate', way } }, ODD);
    expect(used.vectorsSource).toBe(way);
    expect(used.vectors).toEqual(kept.estimated[way]);
    expect(dot(used.vectors.haematoxylin, ODD.haematoxylin)).toBeGreaterThan(0.995);
    expect(used.doubts).toEqual([]);
  }
});

test('where nothing is stained, an estimate asked for becomes the default, and a doubt says so', () => {
  const { vectorsSource, doubts, estimated } = stainModelOf({
    white: { rgb: WHITE },
    patches: [newRgbRaster(64, 64, 240)],
    settings: { ...usual, vectors: { rule: 'estimate', way: 'macenko' } },
  });
  expect(vectorsSource).toBe('default');
  expect(estimated).toEqual({ white: WHITE });
  expect(doubts).toHaveLength(1);
});

test('fixed vectors are made unit vectors', () => {
  const { vectors } = model({ vectors: { rule: 'fixed', haematoxylin: [3, 4, 0], dab: [0, 0, 2] } });
  expect(vectors).toEqual({ haematoxylin: [0.6000000000000001, 0.8, 0], dab: [0, 0, 1] });
});

/** Pixels of two kinds, in the share that is asked. */
function mixed(one: Triple, other: Triple, shareOfOther: number): RgbRaster {
  const image = newRgbRaster(100, 100);
  for (let pixel = 0; pixel < 10_000; pixel++) {
    const vector = pixel % 100 < 100 * shareOfOther ? other : one;
    image.values.set(
      vector.map(od => Math.round(240 * 10 ** (-od * (0.3 + (0.4 * pixel) / 10_000)))),
      3 * pixel,
    );
  }
  return image;
}

const doubtsOf = (patch: RgbRaster, white: Triple = WHITE, stain: StainSettings['stain'] = 'h-dab') =>
  stainModelOf({
    white: { rgb: white, ...(white === WHITE ? {} : { doubt: 'no glass' }) },
    patches: [patch],
    settings: { ...usual, stain },
  }).doubts.filter(doubt => doubt.includes('H&E'));

test('a slide of haematoxylin and eosin says so, with glass and without, and not under an H&E preset', () => {
  const slide = mixed(RUIFROK_H_E.haematoxylin, RUIFROK_H_E.dab, 0.6);
  expect(doubtsOf(slide)).toHaveLength(1);
  expect(doubtsOf(slide, [236, 125, 236])).toHaveLength(1);
  expect(doubtsOf(slide, WHITE, 'h-e')).toEqual([]);
});

test('haematoxylin with DAB, much or none, and with a fifth of eosin-like pixels, does not look like H&E', () => {
  const { haematoxylin, dab } = RUIFROK_H_DAB;
  for (const share of [0, 0.05, 0.5, 1]) expect(doubtsOf(mixed(haematoxylin, dab, share))).toEqual([]);
  expect(doubtsOf(mixed(haematoxylin, RUIFROK_H_E.dab, 0.2))).toEqual([]);
});

testOnRealData.each([
  ['hoverfast-ihc/tests/data/tcga_tile.png', 0.25, 1],
  ['wsi-histolab/tiles/medium-nuclei-score-level0.png', 0.5, 1],
  ['wsi-histolab/tiles/low-nuclei-score-level0.png', 0.25, 1],
  ['ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png', 0.2271, 0],
  ['hoverfast-ihc/tests/data/ihc_roi.png', 0.25, 0],
  ['skimage-ihc/src/_skimage2/data/ihc.png', 0.5, 0],
])('%s at %d um/px gives %d warnings of H&E', async (name, mpp, expected) => {
  const source = plainImageSource(await readPlainImage(sharedData(name)), micrometresPerPixel(mpp));
  const { stain } = await prepareSlide(
    source,
    { preset: 'ki67', slide: { description: '', digest: '' } },
    {},
  );
  expect(stain.doubts.filter(doubt => doubt.includes('H&E'))).toHaveLength(expected);
});

test.each([
  [
    [0, 0, 0],
    [0.3, 0.6, 0.8],
  ],
  [
    [0.3, 0.6, 0.8],
    [0.6, 1.2, 1.6],
  ],
] as const)('stain vectors %j and %j cannot be told apart and are refused', (haematoxylin, dab) => {
  expect(() => model({ vectors: { rule: 'fixed', haematoxylin, dab } })).toThrow(/stain vectors/);
});
