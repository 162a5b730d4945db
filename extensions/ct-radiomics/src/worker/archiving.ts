import { readRtStructureSet } from '@timescope/core/dicom/read/rtStructureSet';
import { regionOnVolume } from '@timescope/core/dicom/read/regionOnVolume';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { segmentOnVolume } from '@timescope/core/dicom/read/segmentOnVolume';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { StoredKind } from '@timescope/core/dicomweb/studyResults';
import { runsOfMask } from '@timescope/core/geometry/volumeRuns';
import type { VolumeSlices } from '@timescope/core/volume';
import { landed, sending, storedFiles } from '@timescope/runtime/archive';
import type { AbortableCalls } from '@timescope/runtime/worker';
import { ctObjects } from '../evidence/ctObjects';
import { readCtObjects } from '../evidence/readCtObjects';
import { roiSlices } from '../pipeline/largestSlice';
import { strings } from '../strings';
import type { ArchiveWorker, ReadRegion } from './archiveRequest';

/** The worker's answers to what the archive's section asks. */
export function archiving(calls: AbortableCalls): Omit<ArchiveWorker, 'abort'> {
  return {
    ...sending(calls),

    saveResult: (call, root, { images, ...saved }, page) =>
      calls.run(call, signal =>
        landed(ctObjects({ ...saved, source: sourceAttributes(images) }), root, page, signal),
      ),

    openResult: (call, root, objects, page) =>
      calls.run(call, async signal => {
        const files = await storedFiles(root, objects, page, { signal, stage: strings.readingResult });
        const saved = readCtObjects(files);
        const { mask } = saved.roi;
        return { saved, slices: roiSlices(mask, mask), roi: runsOfMask(mask) };
      }),

    readRegions: (call, root, { kind, address }, ct, page) =>
      calls.run(call, async signal => {
        const options = { signal, stage: strings.readingResult };
        const [file = new Uint8Array()] = await storedFiles(root, [address], page, options);
        return regionsIn(kind, file, ct).filter(({ roi }) => roi.size > 0);
      }),
  };
}

function regionsIn(kind: StoredKind, file: Uint8Array, ct: VolumeSlices): readonly ReadRegion[] {
  if (kind === 'structureSet') {
    const set = readRtStructureSet(file);
    return set.regions.map(region => ({
      label: region.name,
      roi: runsOfMask(regionOnVolume(set, region, ct).mask),
    }));
  }
  const segmentation = readSegmentation(file);
  return segmentation.segments.map(segment => ({
    label: segment.label,
    roi: runsOfMask(segmentOnVolume(segmentation, segment.number, ct).mask),
  }));
}
