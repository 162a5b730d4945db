import { text, type DicomJson } from '@timescope/core/dicom/json';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import type { Host } from '@timescope/ohif/host';

/** Headers of the images that the slide's levels are made of. */
export async function imagesOfSlide(host: Host, slide: Slide): Promise<readonly DicomJson[]> {
  const series = { studyInstanceUID: slide.studyInstanceUid, seriesInstanceUID: slide.seriesInstanceUid };
  const instances = await seriesMetadata(host, series);
  const used = new Set(
    slide.levels.flatMap(({ parts }) => parts.map(({ sopInstanceUid }) => sopInstanceUid)),
  );
  return instances.filter(instance => used.has(text(instance, '00080018') ?? ''));
}
