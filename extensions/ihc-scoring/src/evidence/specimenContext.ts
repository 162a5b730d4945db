import { dcm } from '@timescope/core/dicom/codes';
import type { ContentItem } from '@timescope/core/dicom/contentItem';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { codeItem, textItem, uidItem } from '@timescope/core/dicom/write/reportItems';

/** The specimen of a slide (PS3.16 TID 1009), as observation context of a report or of a group. */
export function specimenContext({
  specimens,
  containerIdentifier,
}: Pick<Slide, 'specimens' | 'containerIdentifier'>): readonly ContentItem[] {
  const [specimen] = specimens;
  const identifier = specimen?.identifier ?? containerIdentifier;
  return [
    codeItem('HAS OBS CONTEXT', dcm('121024', 'Subject Class'), dcm('121027', 'Specimen')),
    ...(specimen?.uid === undefined
      ? []
      : [uidItem('HAS OBS CONTEXT', dcm('121039', 'Specimen UID'), specimen.uid)]),
    ...(identifier === undefined
      ? []
      : [textItem('HAS OBS CONTEXT', dcm('121041', 'Specimen Identifier'), identifier)]),
  ];
}
