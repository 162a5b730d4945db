import { TimescopeError } from '@timescope/core/errors';
import { agreementOf } from '@timescope/core/geometry/agreement/agreement';
import { interpolateMask } from '@timescope/core/interpolation/interpolateMask';
import { signedDistanceFiller } from '@timescope/core/interpolation/signedDistance';
import type { Network } from '@timescope/core/network';
import type { CtVolume } from '@timescope/core/volume';
import { fetchModel } from '@timescope/runtime/models';
import { morphologicalFiller } from '@timescope/runtime/itkInterpolation';
import { engineThreads, loadNetwork } from '@timescope/runtime/ort';
import { AbortableCalls, serveWorker } from '@timescope/runtime/worker';
import { measureSlice } from '../pipeline/contouring/roiMeasures';
import { seededRegion } from '../pipeline/contouring/seededRegion';
import { roiSlices } from '../pipeline/largestSlice';
import { predictTargets } from '../pipeline/predict';
import { featureCatalogue } from '../pipeline/radiomics/catalogue/catalogue';
import { imageVoxels } from '../pipeline/radiomics/imageVoxels';
import { radiomics } from '../pipeline/radiomics/radiomics';
import { strings } from '../strings';
import { archiving } from './archiving';
import type { ArchiveWorker } from './archiveRequest';
import { exporting } from './exporting';
import type { ExportWorker } from './exportRequest';
import type { RadiologyPage, RadiologyWorker } from './requests';

/** The network that ships with the bundle. */
const TILS_MODEL = 'densenet121-tils';

const calls = new AbortableCalls();
let volume: CtVolume | undefined;
let tils: Promise<Network> | undefined;

const worker: RadiologyWorker & ArchiveWorker & ExportWorker = {
  ...archiving(calls),
  ...exporting(calls, requireVolume),

  abort: call => calls.abort(call),

  takeVolume: (call, taken) =>
    calls.run(call, () => {
      volume = taken;
      return Promise.resolve(null);
    }),

  predict: (call, mask, request, page) =>
    calls.run(call, async signal => {
      const ct = requireVolume();
      const slices = roiSlices(ct, mask);
      const network = await tilsNetwork(page);
      signal.throwIfAborted();
      const context = { softwareVersion: TIMESCOPE_VERSION, signal, onProgress: page.report };
      const outcome = await predictTargets(ct, mask, { tils: network }, request, context);
      return { outcome, slices, threads: engineThreads() };
    }),

  radiomics: (call, mask, settings) =>
    calls.run(call, () => {
      const result = radiomics(imageVoxels(requireVolume(), mask), settings);
      const entries = featureCatalogue(settings.profile).filter(({ name }) => name in result.features);
      return Promise.resolve({ result, entries });
    }),

  interpolate: (call, mask, method) =>
    calls.run(call, () =>
      interpolateMask(mask, method === 'morphological' ? morphologicalFiller : signedDistanceFiller),
    ),

  growRegion: (call, request) =>
    calls.run(call, () => Promise.resolve(seededRegion(requireVolume(), request))),

  measureSlices: (call, slices) => calls.run(call, () => Promise.resolve(slices.map(measureSlice))),

  agree: (call, a, b) => calls.run(call, () => Promise.resolve(agreementOf(a, b))),
};

function requireVolume(): CtVolume {
  if (volume) return volume;
  throw new TimescopeError('NOT_FOUND', strings.noVolume, {
    nextStep: strings.noVolumeNext,
    kind: 'retryable',
  });
}

/** Loaded once. A failure is forgotten, so that the next call tries again. */
function tilsNetwork(page: RadiologyPage): Promise<Network> {
  page.report({ stage: strings.loadingNetwork, done: 0, total: 2 });
  tils ??= loadTils(page).catch((thrown: unknown) => {
    tils = undefined;
    throw thrown;
  });
  return tils;
}

async function loadTils(page: RadiologyPage): Promise<Network> {
  const { card, bytes } = await fetchModel(TILS_MODEL);
  page.report({ stage: strings.loadingNetwork, done: 1, total: 2 });
  return loadNetwork(card, bytes);
}

serveWorker(worker);
