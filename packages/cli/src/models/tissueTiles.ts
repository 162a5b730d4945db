import type { Network } from '@timescope/core/network';
import type { RgbRaster } from '@timescope/core/raster';
import { TISSUE_CLASSES, type TissueClass } from '@timescope/core/tissueClass';
import { tileClassifier } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tileNetwork';
import { imageOf } from '@timescope/synthetic/tissue/trainingTissue';
import { TISSUE_RANGES, trainingTiles } from '@timescope/synthetic/tissue/trainingTiles';
import type { Measured, Task } from './tasks';

/** The first of the tiles that the card's figure is of: ranges of their own, which training never sees. */
const TILES = 450;

export const tissueTiles: Task = {
  tryOut: async network => {
    for await (const { tile } of testTiles(1)) await classOf(network, tile);
  },
  measure: accuracyOnGeneratedTiles,
};

async function accuracyOnGeneratedTiles(network: Network): Promise<readonly Measured[]> {
  const started = performance.now();
  let right = 0;
  for await (const { name, tile } of testTiles(TILES)) if ((await classOf(network, tile)) === name) right++;
  const seconds = (performance.now() - started) / 1000;
  return [{ recipe: 'generated-tiles', value: right / TILES, seconds }];
}

async function* testTiles(count: number): AsyncGenerator<{ name: TissueClass; tile: RgbRaster }> {
  for (const { name, piece } of trainingTiles(TISSUE_RANGES.test, count))
    yield { name, tile: await imageOf(piece) };
}

async function classOf(network: Network, tile: RgbRaster): Promise<TissueClass | undefined> {
  const [found] = await tileClassifier(network).classify([tile]);
  return found && TISSUE_CLASSES[found.indexOf(Math.max(...found))];
}
