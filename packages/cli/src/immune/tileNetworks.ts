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

/** @throws TimescopeError MODEL_MISSING for a card that is not there, MODEL_MISMATCH for one of another task */
export const networkTissueNamed = async (models: string, name: string): Promise<NetworkTissue> =>
  networkTissue((await modelNamed(models, name, USE)).card);

/** What classes a run's tiles; undefined for other sources of tissue. @throws TimescopeError as networkOfRun */
export async function openTileClassifier(
  source: TissueSource,
  models: string,
): Promise<TileClassifier | undefined> {
  return source.kind === 'network' ? tileClassifier(await networkOfRun(models, source, USE)) : undefined;
}
