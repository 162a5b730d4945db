import { RESEARCH_USE } from '@timescope/core/researchUse';
import { featureCatalogue } from '../pipeline/radiomics/catalogue/catalogue';
import type { Unit } from '../pipeline/radiomics/catalogue/definitions';
import type { RadiomicsResult } from '../pipeline/radiomics/radiomics';
import {
  decimalString,
  type Code,
  type ContentItem,
  type MeasuredItem,
  type ReferencedSegment,
  type Relationship,
  type RootContainer,
} from '@timescope/core/dicom/contentItem';
import { featureConcept } from './featureConcept';
import { FEATURE_AGGREGATION } from './ibsiCodes';

/** The features of one region and where the region came from. */
export interface MeasuredRoi {
  readonly result: RadiomicsResult;
  /** For people, the same in every report of this tumour. */
  readonly trackingId: string;
  readonly trackingUid: string;
  readonly segment: ReferencedSegment;
  /** Of the CT that the region was drawn on. */
  readonly sourceSeriesUid: string;
}

export interface ReportContext {
  /** Who drew or chose the regions. */
  readonly reader: string | undefined;
  readonly softwareVersion: string;
}

/** An imaging measurement report (PS3.16 TID 1500) with one volumetric ROI group (TID 1411) for each region. */
export function featureReport(rois: readonly MeasuredRoi[], context: ReportContext): RootContainer {
  return {
    kind: 'CONTAINER',
    name: dcm('126000', 'Imaging Measurement Report'),
    template: '1500',
    items: [
      code('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), ENGLISH),
      ...observer(context),
      code('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), CT),
      text('CONTAINS', dcm('121106', 'Comment'), RESEARCH_USE),
      {
        kind: 'CONTAINER',
        relationship: 'CONTAINS',
        name: dcm('126010', 'Imaging Measurements'),
        items: rois.map(roi => featureGroup(roi, context)),
      },
    ],
  };
}

/** One region's measurement group (TID 1411). */
export function featureGroup(roi: MeasuredRoi, { softwareVersion }: ReportContext): ContentItem {
  const { result, trackingId, trackingUid, segment, sourceSeriesUid } = roi;
  return {
    kind: 'CONTAINER',
    relationship: 'CONTAINS',
    name: dcm('125007', 'Measurement Group'),
    template: '1411',
    items: [
      text('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), trackingId),
      uid('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), trackingUid),
      code('CONTAINS', dcm('121071', 'Finding'), NEOPLASM),
      { kind: 'IMAGE', relationship: 'CONTAINS', name: dcm('121191', 'Referenced Segment'), image: segment },
      uid('CONTAINS', dcm('121232', 'Source series for segmentation'), sourceSeriesUid),
      text(
        'HAS CONCEPT MOD',
        dcm('111001', 'Algorithm Name'),
        `TIMEscope radiomics, ${result.settings.profile}`,
      ),
      text('HAS CONCEPT MOD', dcm('111003', 'Algorithm Version'), softwareVersion),
      ...parametersOf(result).map(parameter =>
        text('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), parameter),
      ),
      ...measurements(result),
    ],
  };
}

function measurements({ settings, features, notEvaluable }: RadiomicsResult): readonly MeasuredItem[] {
  return featureCatalogue(settings.profile)
    .filter(({ name }) => name in features)
    .map(({ name: feature, unit }) => {
      const { name, aggregation, parameter } = featureConcept(feature);
      const value = features[feature];
      return {
        kind: 'NUM',
        relationship: 'CONTAINS',
        name,
        unit: UNITS[unit],
        items: [
          ...(aggregation ? [code('HAS CONCEPT MOD', FEATURE_AGGREGATION, aggregation)] : []),
          ...(parameter === undefined
            ? []
            : [text('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), parameter)]),
        ],
        ...(typeof value === 'number'
          ? { decimal: decimalString(value), value }
          : { qualifier: INDETERMINATE, reason: notEvaluable[feature] ?? '' }),
      };
    });
}

/** Everything that the values depend on, one a line. */
function parametersOf({ settings, greyLevels, voxels, spacingMm }: RadiomicsResult): readonly string[] {
  const { bins, resegmentation } = settings;
  return [
    'width' in bins ? `bin width ${bins.width} HU` : `bin count ${bins.count}`,
    `grey levels ${greyLevels}`,
    `voxels ${voxels}`,
    `voxel spacing ${spacingMm.join(' x ')} mm${settings.spacingMm ? ', resampled' : ''}`,
    ...(resegmentation?.range ? [`resegmentation ${resegmentation.range.join(' to ')} HU`] : []),
    ...(resegmentation?.sigmas === undefined
      ? []
      : [`outliers beyond ${resegmentation.sigmas} standard deviations left out`]),
  ];
}

function observer({ reader }: ReportContext): readonly ContentItem[] {
  if (reader === undefined) return [];
  return [
    code('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121006', 'Person')),
    {
      kind: 'PNAME',
      relationship: 'HAS OBS CONTEXT',
      name: dcm('121008', 'Person Observer Name'),
      person: reader,
    },
  ];
}

const dcm = (value: string, meaning: string): Code => ({ value, scheme: 'DCM', meaning });
const ucum = (value: string, meaning: string): Code => ({ value, scheme: 'UCUM', meaning });

const ENGLISH: Code = { value: 'en', scheme: 'RFC5646', meaning: 'English' };
const CT: Code = { value: '77477000', scheme: 'SCT', meaning: 'Computed tomography' };
const NEOPLASM: Code = { value: '108369006', scheme: 'SCT', meaning: 'Neoplasm' };
/** PS3.16 CID 42. */
const INDETERMINATE = dcm('114011', 'Value indeterminate');

const NO_UNITS = ucum('1', 'no units');

/** UCUM has the Hounsfield unit as [hnsf'U]; grey levels are counts. */
const UNITS: Readonly<Record<Unit, Code>> = {
  '1': NO_UNITS,
  mm: ucum('mm', 'millimeter'),
  '1/mm': ucum('/mm', 'per millimeter'),
  mm2: ucum('mm2', 'square millimeter'),
  mm3: ucum('mm3', 'cubic millimeter'),
  I: ucum("[hnsf'U]", 'Hounsfield unit'),
  I2: ucum("[hnsf'U]2", 'square Hounsfield unit'),
  'I mm3': ucum("[hnsf'U].mm3", 'Hounsfield unit times cubic millimeter'),
  'I2 mm3': ucum("[hnsf'U]2.mm3", 'square Hounsfield unit times cubic millimeter'),
  g: NO_UNITS,
  g2: NO_UNITS,
  g3: NO_UNITS,
  g4: NO_UNITS,
  bit: ucum('bit', 'bit'),
  voxels: ucum('{voxels}', 'voxels'),
};

const code = (relationship: Relationship, name: Code, value: Code): ContentItem => ({
  kind: 'CODE',
  relationship,
  name,
  code: value,
});

const text = (relationship: Relationship, name: Code, value: string): ContentItem => ({
  kind: 'TEXT',
  relationship,
  name,
  text: value,
});

const uid = (relationship: Relationship, name: Code, value: string): ContentItem => ({
  kind: 'UIDREF',
  relationship,
  name,
  uid: value,
});
