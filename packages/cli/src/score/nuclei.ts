import type { Network, Tier } from '@timescope/core/network';
import {
  networkDetector,
  NUCLEI_TASK,
} from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import type {
  DetectorSettings,
  NetworkDetector,
} from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { modelNamed, networkOfRun, type NetworkUse } from '../models/modelNamed';

/** What a call says of nuclei. */
export interface NucleiArguments {
  /** Name of a model card; undefined for the preset's own detector. */
  readonly nuclei: string | undefined;
  /** Folder that holds the models. */
  readonly models: string;
}

const USE: NetworkUse = { task: NUCLEI_TASK, what: 'Nuclei can be found', other: '"classical"' };

/**
 * The network that the call names; undefined for the preset's own detector.
 * @throws TimescopeError MODEL_MISSING for a card that is not there, MODEL_MISMATCH for one of another task
 */
export async function chosenNetwork({
  nuclei,
  models,
}: NucleiArguments): Promise<NetworkDetector | undefined> {
  if (nuclei === undefined) return undefined;
  return networkDetector((await modelNamed(models, nuclei, USE)).card);
}

/**
 * The network that a run's detector asks for; undefined for classical detectors.
 * @throws TimescopeError as networkOfRun
 */
export async function openNetwork(
  detector: DetectorSettings,
  models: string,
  tier: Tier,
): Promise<Network | undefined> {
  return detector.kind === 'network' ? networkOfRun(models, detector, USE, tier) : undefined;
}
