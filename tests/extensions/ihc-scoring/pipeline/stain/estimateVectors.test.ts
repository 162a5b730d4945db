import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import {
  macenkoVectors,
  quPathVectors,
} from '@timescope/extension-ihc-scoring/pipeline/stain/estimateVectors';
import {
  dot,
  RUIFROK_H_DAB,
  unit,
  type StainVectors,
  type Triple,
} from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../../harness/sharedData';
import { stainOracle } from './stainOracle';

const WHITE: Triple = [240, 240, 240];

/** Stripes of 24 pixels of one stain and of the other, in three strengths, without noise. */
function stripes(vectors: StainVectors): RgbRaster {
  const image = newRgbRaster(288, 96);
  for (let pixel = 0; pixel < 288 * 96; pixel++) {
    const stripe = Math.floor((pixel % 288) / 24);
    const vector = stripe % 2 === 0 ? vectors.haematoxylin : vectors.dab;
    const amount = 0.4 + 0.2 * (Math.floor(pixel / 288 / 32) % 3);
    image.values.set(
      vector.map(od => Math.round(240 * 10 ** (-od * amount))),
      3 * pixel,
    );
  }
  return image;
}

const STAINS: StainVectors = { haematoxylin: unit([0.7, 0.65, 0.3]), dab: unit([0.3, 0.5, 0.8]) };

const ways = [
  ['QuPath', quPathVectors],
  ['Macenko', macenkoVectors],
] as const;

test.each(ways)(
  "stripes of two pure stains give back both vectors within 2 degrees, %s's way",
  (_, estimate) => {
    const found = estimate([stripes(STAINS)], WHITE, 'h-dab');
    expect(found && dot(found.haematoxylin, STAINS.haematoxylin)).toBeGreaterThan(0.9994);
    expect(found && dot(found.dab, STAINS.dab)).toBeGreaterThan(0.9994);
  },
);

test.each(ways)(
  "the order of the patches and their number do not move the vectors, %s's way",
  (_, estimate) => {
    const [one, other] = [stripes(STAINS), stripes(RUIFROK_H_DAB)];
    const found = estimate([one, other], WHITE, 'h-dab');
    const turned = estimate([other, one, other, one], WHITE, 'h-dab');
    expect(found && turned && dot(found.dab, turned.dab)).toBeGreaterThan(0.99999);
    expect(found && turned && dot(found.haematoxylin, turned.haematoxylin)).toBeGreaterThan(0.99999);
  },
);

test.each(ways)("bare glass has no stain vectors, %s's way", (_, estimate) => {
  expect(estimate([newRgbRaster(100, 100, 238)], WHITE, 'h-dab')).toBeUndefined();
  expect(estimate([], WHITE, 'h-dab')).toBeUndefined();
});

testOnRealData('the vectors of a real image are those of numpy, both ways, to 1e-6', async () => {
  const image = await readPlainImage(sharedData('skimage-ihc/src/_skimage2/data/ihc.png'));
  const white: Triple = [236, 236, 234];
  const ours = {
    qupath: quPathVectors([image], white, 'h-dab'),
    macenko: macenkoVectors([image], white, 'h-dab'),
  };
  for (const way of ['qupath', 'macenko'] as const)
    for (const stain of ['haematoxylin', 'dab'] as const)
      for (const channel of [0, 1, 2] as const) {
        const difference = (ours[way]?.[stain][channel] ?? NaN) - stainOracle.estimates[way][stain][channel];
        expect(Math.abs(difference)).toBeLessThan(1e-6);
      }
});
