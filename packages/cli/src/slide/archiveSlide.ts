import type { DicomJson } from '@timescope/core/dicom/json';
import { readSlide, type Slide, type SlideChoice } from '@timescope/core/dicom/read/slide';
import type { FetchFrame } from '@timescope/core/dicom/read/slidePixelSource';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { TimescopeError } from '@timescope/core/errors';
import { login } from '../store/landResult';
import { usage } from './slideOptions';

/** A slide of an archive: what its metadata say, and where its frames come from. */
export interface ArchiveSlide {
  readonly slide: Slide;
  /** Metadata of all objects of the series. */
  readonly instances: readonly DicomJson[];
  readonly fetchFrame: FetchFrame;
}

export const isAddress = (location: string): boolean => /^https?:\/\//.test(location);

/**
 * Opens a slide by the DICOMweb address of its series; frames are fetched when they are needed, as they are stored.
 * @throws TimescopeError USAGE, HTTP, NOT_FOUND, and what readSlide throws
 */
export async function openArchiveSlide(address: string, choice: SlideChoice): Promise<ArchiveSlide> {
  const [, root, study, series] = /^(.*)\/studies\/([\d.]+)\/series\/([\d.]+)\/?$/.exec(address) ?? [];
  if (root === undefined || study === undefined || series === undefined)
    throw usage(
      `${address} is no address of a series.`,
      'Give http://PACS/dicom-web/studies/UID/series/UID.',
    );
  const archive = dicomwebClient(root, { fetch, headers: login });
  const instances = await archive.seriesMetadata(study, series);
  return {
    slide: readSlide(instances, choice),
    instances,
    fetchFrame: async (instance, frame) => {
      try {
        return await archive.frame({ study, series, instance }, frame, AS_STORED);
      } catch (thrown) {
        throw tileMissing(thrown);
      }
    },
  };
}

/** Any transfer syntax: Orthanc converts whole files when it is asked for a certain one. */
const AS_STORED = '*';

/** What an archive refuses says nothing about the tile's pixels: the run stops instead of counting it as unreadable. */
function tileMissing(thrown: unknown): unknown {
  if (!(thrown instanceof TimescopeError)) return thrown;
  const { code, message, nextStep, fields } = thrown;
  return new TimescopeError(code, message, { nextStep, fields, kind: 'retryable', cause: thrown });
}
