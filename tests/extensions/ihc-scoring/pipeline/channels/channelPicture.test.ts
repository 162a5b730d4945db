import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { channelColours, darkestOd } from '@timescope/extension-ihc-scoring/pipeline/channels/channelColours';
import { channelPicture } from '@timescope/extension-ihc-scoring/pipeline/channels/channelPicture.kernel';
import { channelTable } from '@timescope/extension-ihc-scoring/pipeline/channels/channelTable';
import type { Channel } from '@timescope/extension-ihc-scoring/pipeline/channels/channelTile';
import { stainsOf, stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB, type Triple } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';

const stain = { white: [255, 255, 255] as const, vectors: RUIFROK_H_DAB };

/** Pixels in a row. */
function row(...colours: readonly Triple[]): RgbRaster {
  const raster = newRgbRaster(colours.length, 1);
  colours.forEach((colour, at) => raster.values.set(colour, 3 * at));
  return raster;
}

const amount = (colour: Triple, channel: Channel): number => {
  const table = channelTable(channel, stain);
  return colour.reduce((sum, value, k) => sum + (table[256 * k + value] ?? 0), 0);
};

const picture = (channel: Channel, ...colours: readonly Triple[]) => {
  const values = channelPicture(row(...colours), channel, stain);
  return colours.map((_, at) => [...values.subarray(4 * at, 4 * at + 4)]);
};

test('the amounts are those of the scoring: 140 / 100 / 70 holds 0.0773 haematoxylin and 0.6759 DAB', () => {
  const brown: Triple = [140, 100, 70];
  const scored = stainsOf(brown, stainTables(stain));
  expect(amount(brown, 'haematoxylin')).toBe(scored.haematoxylin);
  expect(amount(brown, 'dab')).toBe(scored.dab);
  expect(amount(brown, 'haematoxylin')).toBeCloseTo(0.0773, 3);
  expect(amount(brown, 'dab')).toBeCloseTo(0.6759, 3);
});

test('the residual is the third row of the inverse: what both stains leave of the optical densities', () => {
  const brown: Triple = [140, 100, 70];
  const density = (value: number) => -Math.log10(value / 255);
  const expected = 0.63304 * density(140) - 0.71286 * density(100) + 0.3018 * density(70);
  expect(amount(brown, 'residual')).toBeCloseTo(expected, 4);
});

test('glass is white in every channel', () => {
  for (const channel of ['haematoxylin', 'dab', 'residual'] as const)
    expect(picture(channel, [255, 255, 255])).toEqual([[255, 255, 255, 255]]);
});

test('a pure stain looks in its own channel as it looks on the slide, and is white in the other', () => {
  const dab = RUIFROK_H_DAB.dab.map(od => Math.round(255 * 10 ** (-0.8 * od)));
  const colour: Triple = [dab[0] ?? 0, dab[1] ?? 0, dab[2] ?? 0];
  const [own] = picture('dab', colour);
  colour.forEach((value, k) => expect(Math.abs((own?.[k] ?? 0) - value)).toBeLessThanOrEqual(2));
  const [other] = picture('haematoxylin', colour);
  for (const value of other?.slice(0, 3) ?? []) expect(value).toBeGreaterThanOrEqual(252);
});

test('what is darker than the scale has its darkest colour, negative amounts are white', () => {
  const colours = channelColours('dab', stain);
  expect(picture('dab', [0, 0, 0])).toEqual([[...colours.subarray(-3), 255]]);
  // Blue has negative DAB.
  expect(amount([60, 60, 255], 'dab')).toBeLessThan(0);
  expect(picture('dab', [60, 60, 255])).toEqual([[255, 255, 255, 255]]);
});

test('the scale runs from white to the colour of its greatest optical density', () => {
  const colours = channelColours('dab', stain);
  expect([...colours.subarray(0, 3)]).toEqual([255, 255, 255]);
  const darkest = RUIFROK_H_DAB.dab.map(od => Math.round(255 * 10 ** (-od * darkestOd('dab'))));
  expect([...colours.subarray(-3)]).toEqual(darkest);
});
