import { TimescopeError } from '@timescope/core/errors';
import { agreementOf } from '@timescope/core/geometry/agreement/agreement';
import { interpolateMask } from '@timescope/core/interpolation/interpolateMask';
import { signedDistanceFiller } from '@timescope/core/interpolation/signedDistance';
import type { CtVolume } from '@timescope/core/volume';
import { morphologicalFiller } from '@timescope/runtime/itkInterpolation';
import { AbortableCalls, serveWorker } from '@timescope/runtime/worker';
import { measureSlice } from '../pipeline/contouring/roiMeasures';
import { seededRegion } from '../pipeline/contouring/seededRegion';
import { roiSlices } from '../pipeline/largestSlice';
import { compareModels, networksView, predictTargets } from '../pipeline/predict';
import { featureCatalogue } from '../pipeline/radiomics/catalogue/catalogue';
import { imageVoxels } from '../pipeline/radiomics/imageVoxels';
import { radiomics } from '../pipeline/radiomics/radiomics';
import { strings } from '../strings';
import { archiving } from './archiving';
import type { ArchiveWorker } from './archiveRequest';
import { exporting } from './exporting';
import type { ExportWorker } from './exportRequest';
import { SiteNetworks } from './networks';
import type { RadiologyWorker } from './requests';

const calls = new AbortableCalls();
let volume: CtVolume | undefined;
const site = new SiteNetworks();

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
      const networks = await site.predicting(page, signal);
      const context = { softwareVersion: TIMESCOPE_VERSION, signal, onProgress: page.report };
      const outcome = await predictTargets(ct, mask, networks, request, context);
      return { outcome, slices, models: await site.names(), leftOut: await site.leftOut() };
    }),

  compareModels: (call, mask, request, page) =>
    calls.run(call, async signal => {
      const networks = await site.compared(page, signal);
      return compareModels(requireVolume(), mask, networks, request, { signal, onProgress: page.report });
    }),

  previewCrop: (call, mask, request) =>
    calls.run(call, () => Promise.resolve(networksView(requireVolume(), mask, request).crop)),

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

serveWorker(worker);
