import { chosenDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import { classicalOf } from '@timescope/extension-ihc-scoring/pipeline/presets/nucleiChoice';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { USUAL_NETWORK } from '@timescope/extension-ihc-scoring/pipeline/presets/usualNetwork';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import path from 'node:path';
import type { Style } from './sameNuclei';

export interface LoadedNetwork {
  readonly card: ModelCard;
  readonly network: Network;
}

const loaded = new Map<string, Promise<LoadedNetwork>>();

/** The network that learned from the crops of one style only. */
export const learnedFrom = (style: Style): Promise<LoadedNetwork> =>
  once(path.join(import.meta.dirname, 'networks', `nuclei-trained-on-${style}`));

/**
 * One of the usual recipe that did not see the image: for crops of a style the one that learned from the other, else the
 * shipped one.
 */
export const unseenNetwork = (style: Style | undefined): Promise<LoadedNetwork> =>
  style === undefined
    ? once(path.resolve(import.meta.dirname, '../../../models', USUAL_NETWORK))
    : learnedFrom(style === 'white' ? 'lilac' : 'white');

/** The preset with the network beside its own detector. */
export const besideNetwork = (preset: Preset, { card }: LoadedNetwork): Preset => ({
  ...preset,
  detector: chosenDetector(card, classicalOf(preset)),
});

function once(folder: string): Promise<LoadedNetwork> {
  const before = loaded.get(folder);
  if (before) return before;
  const now = load(folder);
  loaded.set(folder, now);
  return now;
}

async function load(folder: string): Promise<LoadedNetwork> {
  const { card, bytes } = await readModel(folder);
  return { card, network: await loadNetwork(card, bytes) };
}
