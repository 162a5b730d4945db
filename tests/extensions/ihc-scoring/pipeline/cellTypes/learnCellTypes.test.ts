import { matrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { learnCellTypes } from '@timescope/extension-ihc-scoring/pipeline/cellTypes/learnCellTypes';
import { BLUE, BROWN, drawnSlide, type Disc } from '../drawnSlide';

/** Small brown and large blue nuclei in turn, 20 um apart. */
const discs: Disc[] = Array.from({ length: 64 }, (_, k) => ({
  x: 60 + 40 * (k % 8),
  y: 60 + 40 * Math.floor(k / 8),
  radius: k % 2 === 0 ? 6 : 10,
  colour: k % 2 === 0 ? BROWN : BLUE,
}));
const source = plainImageSource(drawnSlide(400, 400, discs), micrometresPerPixel(0.5));
const request = { preset: 'ki67', slide: { description: 'drawn', digest: 'drawn' } } as const;
const clicksOn = (cells: readonly Disc[]) =>
  cells.map(({ x, y, colour }) => ({
    kind: 'points' as const,
    name: undefined,
    className: colour === BROWN ? 'Immune cells' : 'Tumor',
    rings: [[matrixPoint(x, y)]],
  }));

test('twenty clicks find the twenty cells under them', async () => {
  const model = await learnCellTypes('drawn', clicksOn(discs.slice(8, 28)), source, request);
  expect(model.training.samples).toEqual([0, 10, 10]);
});

test('clicks beside the slide are refused without a look at its cells', async () => {
  const beside = clicksOn(discs).map(click => ({ ...click, rings: [[matrixPoint(-5, 900)]] }));
  let isScored = false;
  const call = learnCellTypes('drawn', beside, source, request, {
    onCells: () => ((isScored = true), undefined),
  });
  await expect(call).rejects.toMatchObject({ code: 'EMPTY_ROI' });
  expect(isScored).toBe(false);
});
