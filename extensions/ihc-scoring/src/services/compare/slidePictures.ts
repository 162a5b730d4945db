import { readSlide, type Slide } from '@timescope/core/dicom/read/slide';
import { readSlideLabel } from '@timescope/core/dicom/read/slideLabel';
import { seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import type { Host } from '@timescope/ohif/host';
import { InspectClient } from '../../worker/inspectClient';
import { framesOf } from '../framesOf';
import type { FoundSlide } from './patientSlides';

/** Addresses of pictures in this page, to be let go; undefined where there is none. */
export interface SlidePictures {
  readonly slide: string | undefined;
  /** Of the label on the glass. */
  readonly label: string | undefined;
}

/** Longer side in pixels: twice what the panel shows, for screens of double density. Ours. */
const LONGEST = 320;

/** How a slide looks, and the label on its glass. A slide that cannot be read for it has no picture. */
export async function slidePictures(
  host: Host,
  { studyUid, seriesUid }: FoundSlide,
  signal: AbortSignal,
): Promise<SlidePictures> {
  const instances = await seriesMetadata(host, { studyInstanceUID: studyUid, seriesInstanceUID: seriesUid });
  // One that cannot be read takes nothing from the other.
  const pictured = async (read: () => Slide | undefined) => {
    try {
      const found = read();
      return found && (await pictureOf(host, found, signal));
    } catch {
      return undefined;
    }
  };
  return {
    slide: await pictured(() => readSlide(instances)),
    label: await pictured(() => readSlideLabel(instances)),
  };
}

export function letGo({ slide, label }: SlidePictures): void {
  for (const address of [slide, label]) if (address !== undefined) URL.revokeObjectURL(address);
}

async function pictureOf(host: Host, slide: Slide, signal: AbortSignal): Promise<string | undefined> {
  const client = new InspectClient(slide, { ...framesOf(host, slide, signal), report: () => undefined });
  try {
    const picture = await client.picture(LONGEST, signal);
    return picture && URL.createObjectURL(picture);
  } finally {
    client.close();
  }
}
