import { objectUid } from '../../result/contentKey';
import type { Code, ReferencedObject } from '../contentItem';
import { coded, type Dataset } from './dataset';
import type { DerivedObject, SourceAttributes } from './derivedModules';

/** Common instance reference module: the images of the source's series. */
export function sourceSeries({ seriesInstanceUid, images }: SourceAttributes): Dataset {
  return {
    ReferencedSeriesSequence: [
      { SeriesInstanceUID: seriesInstanceUid, ReferencedInstanceSequence: images.map(reference) },
    ],
  };
}

export const reference = ({ sopClassUid, sopInstanceUid }: ReferencedObject): Dataset => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopInstanceUid,
});

/** Derivation image functional group: which images a frame was made of, and by what (PS3.16 CID 7203). */
export function derivedFrom(images: readonly ReferencedObject[], derivation: Code): Dataset {
  return {
    DerivationImageSequence: [
      {
        DerivationCodeSequence: codeItems(derivation),
        SourceImageSequence: images.map(image => ({
          ...reference(image),
          PurposeOfReferenceCodeSequence: codeItems(SOURCE_IMAGE),
        })),
      },
    ],
  };
}

const SOURCE_IMAGE: Code = {
  value: '121322',
  scheme: 'DCM',
  meaning: 'Source image for image processing operation',
};

/** The dimensions along which the frames of an object are counted, each a tag and the functional group it stands in. */
export function dimensions(
  { key, name }: DerivedObject,
  along: readonly (readonly [label: string, pointer: number, group: number])[],
): Dataset {
  const DimensionOrganizationUID = objectUid(key, `${name}, dimensions`);
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID }],
    DimensionIndexSequence: along.map(
      ([DimensionDescriptionLabel, DimensionIndexPointer, FunctionalGroupPointer]) => ({
        DimensionOrganizationUID,
        DimensionIndexPointer,
        FunctionalGroupPointer,
        DimensionDescriptionLabel,
      }),
    ),
  };
}

export const codeItems = ({ value, scheme, meaning }: Code): readonly Dataset[] =>
  coded([value, scheme, meaning]);
