import type { Network } from '@timescope/core/network';
import type { Target } from '@timescope/core/result/predictionResult';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { VERSION } from '@timescope/core/version';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import { syntheticTumourCt, type TumourCt } from '@timescope/synthetic/ct/tumourCt';
import type { Measured, Task } from './tasks';

/** Held-out generated tumours: training takes seeds from 1. */
const FIRST_SEED = 100_001;
const TUMOURS = 300;

export const ctBiomarker: Task = {
  tryOut: network => highOf(network, syntheticTumourCt(FIRST_SEED)),
  measure: aucOnGeneratedTumours,
};

async function aucOnGeneratedTumours(network: Network): Promise<readonly Measured[]> {
  const started = performance.now();
  const target = targetOf(network);
  const scores: number[] = [];
  const isHigh: boolean[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + TUMOURS; seed++) {
    const tumour = syntheticTumourCt(seed);
    scores.push(await highOf(network, tumour));
    isHigh.push(tumour.isHigh[target]);
  }
  const curve = roc(scores, isHigh);
  const value = curve.kind === 'computed' ? curve.auc.value : Number.NaN;
  return [{ recipe: 'generated-tumours', value, seconds: (performance.now() - started) / 1000 }];
}

async function highOf(network: Network, { volume, mask }: TumourCt): Promise<number> {
  const target = targetOf(network);
  const { result } = await predictTargets(
    volume,
    mask,
    { [target]: network },
    {},
    { softwareVersion: VERSION },
  );
  return result.targets[target]?.probability ?? Number.NaN;
}

const targetOf = ({ card }: Network): Target => card.target as Target;
