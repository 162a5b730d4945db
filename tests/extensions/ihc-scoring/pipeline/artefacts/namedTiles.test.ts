import { artefactShares } from '@timescope/extension-ihc-scoring/pipeline/artefacts/artefactShares';
import { overviewOf } from '@timescope/extension-ihc-scoring/pipeline/overview';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import type { Triple } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { findTissue } from '@timescope/extension-ihc-scoring/pipeline/tissue';
import { whiteOf } from '@timescope/extension-ihc-scoring/pipeline/white';
import { levelAt } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { testOnRealData } from '../../../../harness/sharedData';
import { cleanTissue, realSource } from '../realImages';

/** Percent by kind. A tile is a crop: the glass of its slide is handed in where it shows none. */
async function sharesOf(path: string, mpp: number, glass?: Triple): Promise<Record<string, number>> {
  const source = await realSource(path, mpp);
  const overview = await overviewOf(source, tileReader(source));
  const tissue = findTissue(overview, glass ?? whiteOf(overview).rgb, regionOf([], levelAt(source, 0)));
  return { ...artefactShares(tissue, 0).percent };
}

const tile = (name: string, mpp = 1) => sharesOf(`wsi-histolab/tiles/${name}.png`, mpp, [242, 242, 242]);

const inkOf = (shares: Record<string, number>) =>
  (shares.penRed ?? 0) + (shares.penGreen ?? 0) + (shares.penBlue ?? 0) + (shares.penBlack ?? 0);

testOnRealData.each([
  ['no-tissue-green-pen', 'penGreen', 99],
  ['no-tissue-red-pen', 'penRed', 94],
] as const)('%s holds %s and no tissue', async (name, pen, least) => {
  const shares = await tile(name);
  expect(shares[pen]).toBeGreaterThan(least);
  expect(inkOf(shares) - (shares[pen] ?? 0)).toBe(0);
});

testOnRealData.each([
  ['medium-nuclei-score-green-pen-level1', 'penGreen', 30, 50],
  ['high-nuclei-score-red-pen-level1', 'penRed', 8, 20],
  ['very-low-nuclei-score-red-pen-level1', 'penRed', 45, 60],
] as const)('of %s, %s is left out and the tissue beside it stays', async (name, pen, least, most) => {
  const shares = await tile(name);
  expect(shares[pen]).toBeGreaterThan(least);
  expect(shares[pen]).toBeLessThan(most);
  expect(inkOf(shares) - (shares[pen] ?? 0)).toBe(0);
});

testOnRealData('the fold across the red-pen tile is found', async () => {
  expect((await tile('high-nuclei-score-red-pen-level1')).fold).toBeGreaterThan(1.5);
});

// no-tissue2 has two fibres, no-tissue-line the rim of an air bubble.
testOnRealData.each([
  ['almost-white-1', 100],
  ['almost-white-ihc', 100],
  ['no-tissue', 100],
  ['liver-level2-38626-13514-39426-14315', 100],
  ['no-tissue-line', 95],
  ['no-tissue2', 95],
] as const)('%s is blank to %p percent', async (name, least) => {
  const { blank } = await sharesOf(`wsi-histolab/tiles/${name}.png`, 1);
  expect(blank).toBeGreaterThanOrEqual(least);
});

testOnRealData.each([
  ['tissue-level0-4302-10273-4814-10785', 0.5, 1],
  ['tissue-level0-7352-11762-7864-12274', 0.5, 12],
  ['tissue-level2-1784-6289-5880-10386', 4, 26],
  ['tissue-level2-3000-7666-7096-11763', 4, 26],
  ['tissue-level2-4640-4649-8736-8746', 4, 26],
  ['tissue-level2-4760-5241-8856-9338', 4, 26],
  ['high-nuclei-score-level0', 0.5, 1],
  ['medium-nuclei-score-level0', 0.5, 1],
  ['very-low-nuclei-score-level0', 0.5, 1],
] as const)('%s is tissue at %p um/px, at most %p percent of it blank, no ink', async (name, mpp, most) => {
  const shares = await tile(name, mpp);
  expect(shares.blank).toBeLessThanOrEqual(most);
  expect(inkOf(shares)).toBe(0);
  expect(shares.fold).toBeLessThan(1);
});

testOnRealData(
  'sharp stained tissue of OS-1, OS-2, HoverFast, skimage, CMU and 20 DSB images has no ink; only piled keratin of CMU is a fold',
  async () => {
    for (const [path, mpp] of cleanTissue()) {
      const shares = await sharesOf(path, mpp);
      expect([path, inkOf(shares)]).toEqual([path, 0]);
      if (path.includes('cmu')) expect(shares.fold).toBeLessThan(3);
      else expect([path, shares.fold]).toEqual([path, 0]);
    }
  },
  60_000,
);
