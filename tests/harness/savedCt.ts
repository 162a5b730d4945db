import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { Network } from '@timescope/core/network';
import type { CtToSave } from '@timescope/extension-ct-radiomics/evidence/ctToSave';
import type { PredictionRequest } from '@timescope/extension-ct-radiomics/pipeline/prediction';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import { ctFromDicom, headersOf } from './derivedFromCt';
import { fixedNetwork } from './fixedNetwork';
import { handMadeRoi } from './handMadeCt';

export const savedOnCt = ctFromDicom([30, 26, 4], (i, j, k) => 3 * i - 2 * j + k);
export const savedRoi = handMadeRoi(
  savedOnCt,
  (i, j, k) => k > 0 && i > 4 && i < 25 - k && j > 4 && j < 20 && (i !== 9 || j !== 9),
);
const wave = (cell: number) => (cell % 7) / 3;

/** A prediction of three networks on a small CT, each decided about in another way, as it is saved. */
export async function savedCt(request: PredictionRequest = { margin: 2 }): Promise<CtToSave> {
  const networks = {
    tsr: withAuc(fixedNetwork('tsr', 0.9, 0.1, wave)),
    tils: fixedNetwork('tils', 0.25, 0.75),
    is: fixedNetwork('is', 0.5, 0.5, () => 0),
  };
  const outcome = await predictTargets(savedOnCt, savedRoi, networks, request, { softwareVersion: 'test' });
  const reader = 'Reader^One';
  return {
    outcome,
    roi: { label: 'Tumour', mask: savedRoi },
    ct: slicesOfCt(),
    decisions: [
      { kind: 'accepted', target: 'tsr', reader, at: '20261122101500' },
      {
        kind: 'amended',
        target: 'tils',
        class: 'high',
        reason: 'Seen on the slide',
        reader,
        at: '20261122101501',
      },
      { kind: 'rejected', target: 'is', reason: 'Artefact', reader, at: '20261122101502' },
    ],
    savedBy: { reader, at: { date: '20261122', time: '101600' } },
    predecessor: null,
    version: 1,
    source: sourceAttributes(headersOf(savedOnCt)),
    withCrop: true,
  };
}

const withAuc = (network: Network): Network => ({
  ...network,
  card: {
    ...network.card,
    measured: [
      { data: 'drawn crops', metric: 'accuracy at the threshold', value: 0.7 },
      { data: '200 held-out drawn crops', metric: 'AUC', value: 0.786 },
      { data: 'the training crops', metric: 'AUC', value: 0.99 },
    ],
  },
});

function slicesOfCt(): CtToSave['ct'] {
  const { size, placement, slicePositionsMm, sliceUids, frameOfReferenceUid, evenlySpaced } = savedOnCt;
  return {
    size,
    placement,
    slicePositionsMm,
    sliceUids,
    evenlySpaced,
    ...(frameOfReferenceUid !== undefined && { frameOfReferenceUid }),
  };
}
