import { REASON } from '../codes';
import type { Code, ContentItem, MeasuredItem, ReferencedImage, RootContainer } from '../contentItem';
import type { Dataset } from './dataset';

/** The root container with all below it, as attributes of a report's data set. */
export const rootDataset = (root: RootContainer): Dataset => ({
  ValueType: 'CONTAINER',
  ConceptNameCodeSequence: [codeDataset(root.name)],
  ...containerDataset(root.template),
  ContentSequence: root.items.map(contentItemDataset),
});

/** One item of a Content Sequence (PS3.3 C.17.3.2) with all below it. */
export function contentItemDataset(item: ContentItem): Dataset {
  const below = item.kind === 'NUM' && 'reason' in item ? [reasonItem(item.reason)] : [];
  const items = [...(item.items ?? []), ...below];
  return {
    RelationshipType: item.relationship,
    ValueType: item.kind,
    ConceptNameCodeSequence: [codeDataset(item.name)],
    ...valueDataset(item),
    ...(items.length > 0 && { ContentSequence: items.map(contentItemDataset) }),
  };
}

export const codeDataset = ({ value, scheme, meaning }: Code): Dataset => ({
  ...(value.length <= MOST_CODE_LENGTH ? { CodeValue: value } : { LongCodeValue: value }),
  CodingSchemeDesignator: scheme,
  CodeMeaning: meaning,
});

/** Of Code Value, a short string. */
const MOST_CODE_LENGTH = 16;

function valueDataset(item: ContentItem): Dataset {
  switch (item.kind) {
    case 'CONTAINER':
      return containerDataset(item.template);
    case 'CODE':
      return { ConceptCodeSequence: [codeDataset(item.code)] };
    case 'TEXT':
      return { TextValue: item.text };
    case 'PNAME':
      return { PersonName: item.person };
    case 'UIDREF':
      return { UID: item.uid };
    case 'DATETIME':
      return { DateTime: item.dateTime };
    case 'DATE':
      return { Date: item.date };
    case 'TIME':
      return { Time: item.time };
    case 'IMAGE':
      return { ReferencedSOPSequence: [imageDataset(item.image)] };
    case 'COMPOSITE':
      return { ReferencedSOPSequence: [imageDataset(item.object)] };
    case 'SCOORD':
      return { GraphicType: item.graphic, GraphicData: item.points };
    case 'SCOORD3D':
      return {
        GraphicType: item.graphic,
        GraphicData: item.points,
        ReferencedFrameOfReferenceUID: item.frameOfReferenceUid,
      };
    case 'NUM':
      return measuredDataset(item);
  }
}

const containerDataset = (template: string | undefined): Dataset => ({
  ContinuityOfContent: 'SEPARATE',
  ...(template !== undefined && {
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }],
  }),
});

const imageDataset = (image: ReferencedImage): Dataset => ({
  ReferencedSOPClassUID: image.sopClassUid,
  ReferencedSOPInstanceUID: image.sopInstanceUid,
  ...(image.frames && { ReferencedFrameNumber: image.frames.map(String) }),
  ...(image.segment !== undefined && { ReferencedSegmentNumber: image.segment }),
});

function measuredDataset(item: MeasuredItem): Dataset {
  if ('reason' in item)
    return { MeasuredValueSequence: [], NumericValueQualifierCodeSequence: [codeDataset(item.qualifier)] };
  return {
    MeasuredValueSequence: [
      {
        NumericValue: item.decimal,
        FloatingPointValue: item.value,
        MeasurementUnitsCodeSequence: [codeDataset(item.unit)],
      },
    ],
  };
}

/** Why there is no number: the qualifier alone is one of five words. */
const reasonItem = (reason: string): ContentItem => ({
  kind: 'TEXT',
  relationship: 'HAS CONCEPT MOD',
  name: REASON,
  text: reason,
});
