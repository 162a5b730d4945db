import { dcm } from '../codes';
import type { Code, ContentItem, RootContainer } from '../contentItem';
import { codeItem, ENGLISH, observers, researchUse, textItem, uidItem } from './reportItems';

/** What reports of slides, of CT and of features say each in its own way. */
export interface MeasurementReport {
  /** Imaging Measurement Report unless it says otherwise (PS3.16 CID 7021). */
  readonly title?: Code;
  readonly reader: string | undefined;
  /** Where it is not the patient (PS3.16 TID 1006). */
  readonly subject?: readonly ContentItem[];
  readonly procedure: Code;
  /** Beside the sentence on research use. */
  readonly comments?: readonly ContentItem[];
  readonly groups: readonly ContentItem[];
  /** Decisions, warnings, other objects, the result document. */
  readonly after?: readonly ContentItem[];
}

/** An imaging measurement report (PS3.16 TID 1500). */
export function measurementReport({
  title = dcm('126000', 'Imaging Measurement Report'),
  reader,
  subject = [],
  procedure,
  comments = [],
  groups,
  after = [],
}: MeasurementReport): RootContainer {
  return {
    kind: 'CONTAINER',
    name: title,
    template: '1500',
    items: [
      ENGLISH,
      ...observers(reader),
      ...subject,
      codeItem('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), procedure),
      researchUse(),
      ...comments,
      {
        kind: 'CONTAINER',
        relationship: 'CONTAINS',
        name: dcm('126010', 'Imaging Measurements'),
        items: groups,
      },
      ...after,
    ],
  };
}

/** What a group of measurements is of: its name for people, its UID for programs, both the same in every version. */
export interface Tracked {
  readonly id: string;
  readonly uid: string;
}

/** One group (PS3.16): planar (TID 1410) or volumetric (TID 1411) with its region, or without one (TID 1501). */
export const measurementGroup = (
  template: '1410' | '1411' | '1501',
  { id, uid }: Tracked,
  items: readonly ContentItem[],
): ContentItem => ({
  kind: 'CONTAINER',
  relationship: 'CONTAINS',
  name: dcm('125007', 'Measurement Group'),
  template,
  items: [
    textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), id),
    uidItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), uid),
    ...items,
  ],
});
