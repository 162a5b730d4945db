import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { TimescopeError } from '@timescope/core/errors';
import { onGrid } from '@timescope/core/geometry/maskOnGrid';
import { runsOfMask, voxelsOfRuns } from '@timescope/core/geometry/volumeRuns';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import type { CtVolume } from '@timescope/core/volume';
import { gzipped } from '@timescope/runtime/gzip';
import { readNiftiRoi } from '@timescope/runtime/itkInPage';
import type { AbortableCalls } from '@timescope/runtime/worker';
import { outlineObject } from '../evidence/outlineObject';
import { strings } from '../strings';
import type { ExportWorker } from './exportRequest';

/** The worker's answers to what the export section asks. */
export function exporting(calls: AbortableCalls, volume: () => CtVolume): Omit<ExportWorker, 'abort'> {
  return {
    outlineFile: (call, format, { images, ct, savedBy, regions }) =>
      calls.run(call, () => {
        const drawn = regions.map(({ name, colour, roi }) => ({
          ...{ name, colour },
          values: voxelsOfRuns(roi, ct.size),
        }));
        const source = sourceAttributes(images);
        const { bytes } = outlineObject(format, { source, savedBy, ct, regions: drawn });
        return Promise.resolve(Uint8Array.from(bytes));
      }),

    niftiFile: (call, region) =>
      calls.run(call, () => {
        const { size, placement, hu, evenlySpaced } = volume();
        if (!evenlySpaced)
          throw new TimescopeError('GEOMETRY', strings.unevenNifti, { nextStep: strings.unevenNiftiNext });
        const values = region === 'image' ? hu : voxelsOfRuns(region, size);
        return gzipped(niftiFile({ size, placement, values }));
      }),

    readNifti: (call, { name, bytes }, grid) =>
      calls.run(call, async () => runsOfMask(onGrid(await readNiftiRoi(name, bytes), grid))),
  };
}
