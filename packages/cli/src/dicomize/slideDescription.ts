import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import type { SlideDescription } from '@timescope/core/dicom/write/description';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import type { SlideDataset } from './slideDataset';

/**
 * Names, dates and UIDs of a dicomized image. What the dataset leaves open is filled from the image: identifiers from
 * its digest, dates from the file's own date. The same image, dataset and options give the same UIDs.
 * @param options everything else that changes the pixels or the header
 */
export function slideDescription(
  dataset: SlideDataset,
  digest: string,
  modified: Date,
  options: Json,
): SlideDescription {
  const name = `IMAGE-${digest.slice(0, 8).toUpperCase()}`;
  const [fileDate = '', fileTime = ''] = modified.toISOString().replace(/[-:]/g, '').split(/[T.]/);
  const date = dataset.study?.date ?? fileDate;
  const time = dataset.study?.time ?? fileTime;
  const uid = (part: string) =>
    uidFrom('dicomize', part, digest, date, time, canonicalJson(dataset as Json), canonicalJson(options));
  const containerIdentifier = dataset.container?.identifier ?? name;
  return {
    patient: { name: `IMAGE^${name.slice(6)}`, id: name, ...dataset.patient },
    study: { uid: uid('study'), id: name, ...dataset.study, date, time },
    series: { uid: uid('series'), number: 1, ...dataset.series },
    specimen: {
      containerIdentifier,
      specimenIdentifier: dataset.specimen?.identifier ?? containerIdentifier,
      specimenUid: dataset.specimen?.uid ?? uid('specimen'),
      stains: dataset.specimen?.stains ?? [],
      ...(dataset.specimen?.anatomy ? { anatomy: dataset.specimen.anatomy } : {}),
    },
    opticalPath: { identifier: '1', ...dataset.opticalPath },
    frameOfReferenceUid: uid('frame of reference'),
    acquiredAt: { date, time },
    originMm: SCAN_CORNER_MM,
  };
}

/** A plain image does not say where it lies on the glass: the middle of a slide of 25 x 75 mm, ours. */
const SCAN_CORNER_MM = { x: 5, y: 25 };
