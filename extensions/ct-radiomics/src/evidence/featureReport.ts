import { dcm, NO_UNITS, ucum } from '@timescope/core/dicom/codes';
import type {
  Code,
  ContentItem,
  MeasuredItem,
  ReferencedSegment,
  RootContainer,
} from '@timescope/core/dicom/contentItem';
import { measurementGroup, measurementReport } from '@timescope/core/dicom/write/measurementReport';
import {
  algorithmItems,
  codeItem,
  imageItem,
  numberItem,
  textItem,
  uidItem,
} from '@timescope/core/dicom/write/reportItems';
import { COMPUTED_TOMOGRAPHY, NEOPLASM } from '@timescope/core/report/ctCodes';
import { featureCatalogue } from '../pipeline/radiomics/catalogue/catalogue';
import type { Unit } from '../pipeline/radiomics/catalogue/definitions';
import type { RadiomicsResult } from '../pipeline/radiomics/radiomics';
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

/**
 * One volumetric group (TID 1411) for each region.
 * @param reader who drew or chose the regions
 */
export const featureReport = (rois: readonly MeasuredRoi[], reader: string | undefined): RootContainer =>
  measurementReport({ reader, procedure: COMPUTED_TOMOGRAPHY, groups: rois.map(featureGroup) });

function featureGroup(roi: MeasuredRoi): ContentItem {
  const { result, trackingId, trackingUid, segment, sourceSeriesUid } = roi;
  return measurementGroup('1411', { id: trackingId, uid: trackingUid }, [
    codeItem('CONTAINS', dcm('121071', 'Finding'), NEOPLASM),
    imageItem(dcm('121191', 'Referenced Segment'), segment),
    uidItem('CONTAINS', dcm('121232', 'Source series for segmentation'), sourceSeriesUid),
    ...algorithmItems(`TIMEscope radiomics, ${result.settings.profile}`, parametersOf(result)),
    ...measurements(result),
  ]);
}

function measurements({ settings, features, notEvaluable }: RadiomicsResult): readonly MeasuredItem[] {
  return featureCatalogue(settings.profile)
    .filter(({ name }) => name in features)
    .map(({ name: feature, unit }) => {
      const { name, aggregation, parameter } = featureConcept(feature);
      return numberItem(name, UNITS[unit], features[feature] ?? null, notEvaluable[feature] ?? '', [
        ...(aggregation ? [codeItem('HAS CONCEPT MOD', FEATURE_AGGREGATION, aggregation)] : []),
        ...(parameter === undefined
          ? []
          : [textItem('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), parameter)]),
      ]);
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
