import type { RadiologyServiceWorker } from '../../extensions/ct-radiomics/src/services/RadiologyService';

const notAskedFor = () => Promise.reject(new Error('not asked for'));

/** A worker that holds every volume and computes nothing; a test replaces what it asks for. */
export const idleRadiologyWorker: RadiologyServiceWorker = {
  holds: () => true,
  takeVolume: () => Promise.resolve(),
  predict: notAskedFor,
  compareModels: notAskedFor,
  previewCrop: notAskedFor,
  radiomics: notAskedFor,
  interpolate: notAskedFor,
  growRegion: notAskedFor,
  measureSlices: () => Promise.resolve([]),
  outlineFile: notAskedFor,
  niftiFile: notAskedFor,
  readNifti: notAskedFor,
  agree: notAskedFor,
  close: () => undefined,
};
