import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster } from '@timescope/core/raster';
import { scoreHash, type HashedCells } from '@timescope/core/result/hash';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';

const cells = (...order: number[]): HashedCells => ({
  count: order.length,
  centroids: Float32Array.from(order.flatMap(cell => [10 * cell, 5])),
  dabMean: Float32Array.from(order, cell => cell / 10),
  areaUm2: Float32Array.from(order, () => 30),
  grade: Uint8Array.from(order, cell => cell % 4),
});

test('the order in which cells were found does not matter, what they are does', async () => {
  const source = plainImageSource(newRgbRaster(20, 20), micrometresPerPixel(0.5));
  const { result } = await scoreSlide(source, { preset: 'ki67', slide: { description: '', digest: '' } });
  const hash = scoreHash(result, cells(1, 2, 3));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(scoreHash(result, cells(3, 1, 2))).toBe(hash);
  expect(scoreHash(result, cells(1, 2))).not.toBe(hash);
});
