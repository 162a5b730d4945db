import { ranIn, type Tier } from '@timescope/core/network';
import { inSameTier } from '@timescope/extension-ihc-scoring/pipeline/sameTier';
import {
  networkTissue,
  tileClassifier,
  TILES_TASK,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tileNetwork';
import type {
  NetworkTissue,
  TileClassifier,
  TissueSource,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import { modelNamed, networkOfRun, type NetworkUse } from '../models/modelNamed';

const USE: NetworkUse = {
  task: TILES_TASK,
  what: 'Tissue can be told apart',
  other: 'drawn areas (--roi-cd3) or a pixel classifier (--compartments-cd3)',
};

/**
 * Another tier than the reference is tried first: whether it runs is part of what the map says.
 * @throws TimescopeError MODEL_MISSING for a card that is not there, MODEL_MISMATCH for one of another task
 */
export async function networkTissueNamed(models: string, name: string, tier: Tier): Promise<NetworkTissue> {
  const tissue = networkTissue((await modelNamed(models, name, USE)).card);
  if (tier === 'reference') return tissue;
  return { ...tissue, ran: ranIn(await networkOfRun(models, tissue, USE, tier)) };
}

/** What classes a run's tiles; undefined for other sources of tissue. @throws TimescopeError as networkOfRun */
export async function openTileClassifier(
  source: TissueSource,
  models: string,
): Promise<TileClassifier | undefined> {
  if (source.kind !== 'network') return undefined;
  const { tier } = source.ran ?? { tier: 'reference' };
  const network = inSameTier(await networkOfRun(models, source, USE, tier), tier);
  return network && tileClassifier(network);
}
