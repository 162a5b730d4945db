import { dcm, NO_UNITS } from '@timescope/core/dicom/codes';
import type { ContentItem, ReferencedImage, RootContainer } from '@timescope/core/dicom/contentItem';
import { measurementGroup, measurementReport } from '@timescope/core/dicom/write/measurementReport';
import {
  algorithmItems,
  catalogueItem,
  codeItem,
  imageItem,
  numberItem,
  runDocument,
  textItem,
  uidItem,
  warningItem,
} from '@timescope/core/dicom/write/reportItems';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { DEMONSTRATION_WEIGHTS } from '@timescope/core/modelCard';
import * as codes from '@timescope/core/report/ctCodes';
import { decisionItem } from '@timescope/core/report/storedDecision';
import {
  TARGETS,
  type PredictionResult,
  type Target,
  type TargetPrediction,
} from '@timescope/core/result/predictionResult';
import type { CtDecision } from '../pipeline/ctDecision';

/** What a CT's report says beside the result itself. */
export interface PredictionReport {
  readonly result: PredictionResult;
  readonly roi: {
    readonly label: string;
    /** Null where slices are uneven or the gantry was tilted. */
    readonly volumeMm3: number | null;
    readonly segment: ReferencedImage & { readonly segment: number };
    /** Frame of the segmentation that shows the slice, from 1. */
    readonly frame: number;
  };
  /** The image that the networks saw a part of. */
  readonly slice: ReferencedImage;
  readonly maps: Readonly<Partial<Record<Target, ReferencedImage>>>;
  readonly otherObjects: readonly ReferencedImage[];
  readonly sourceSeriesUid: string;
  readonly decisions: readonly CtDecision[];
  readonly reader: string | undefined;
}

/** The region (TID 1411), its slice (TID 1410), a group a network. */
export function predictionReport(report: PredictionReport): RootContainer {
  const { result, reader, decisions, otherObjects } = report;
  const ran = TARGETS.filter(target => result.targets[target] !== undefined);
  return measurementReport({
    reader,
    procedure: codes.COMPUTED_TOMOGRAPHY,
    comments: result.provenance.demonstration ? [demonstration] : [],
    groups: [
      regionGroup(report),
      sliceGroup(report),
      ...ran.map(target => targetGroup(report, target)),
      timeGroup(report),
    ],
    after: [
      ...decisions.map(decisionItem),
      ...result.flags.map(warningItem),
      ...otherObjects.map(catalogueItem),
      runDocument(result),
    ],
  });
}

const demonstration = textItem('CONTAINS', dcm('121106', 'Comment'), DEMONSTRATION_WEIGHTS);

type Template = '1411' | '1410' | '1501';

function group(
  { sourceSeriesUid, roi }: PredictionReport,
  name: string,
  template: Template,
  items: readonly ContentItem[],
): ContentItem {
  const tracked = template === '1411' ? roi.label : `${roi.label}, ${name}`;
  return measurementGroup(template, { id: name, uid: trackingUid(sourceSeriesUid, tracked) }, items);
}

/** The same in every version: a lesion is known by its label on a series. */
export const trackingUid = (seriesUid: string, name: string): string => uidFrom(seriesUid, 'tracked', name);

function regionGroup(report: PredictionReport): ContentItem {
  const { roi, sourceSeriesUid } = report;
  return group(report, roi.label, '1411', [
    codeItem('CONTAINS', dcm('121071', 'Finding'), codes.NEOPLASM),
    imageItem(dcm('121191', 'Referenced Segment'), roi.segment),
    uidItem('CONTAINS', dcm('121232', 'Source series for segmentation'), sourceSeriesUid),
    numberItem(
      codes.VOLUME,
      codes.CUBIC_MILLIMETRES,
      roi.volumeMm3,
      'The slices are not evenly spaced or the gantry was tilted.',
    ),
  ]);
}

function sliceGroup(report: PredictionReport): ContentItem {
  const { roi, slice, result } = report;
  const { areaMm2, roiVoxels, chosenBy } = result.slice;
  const { sopClassUid, sopInstanceUid } = roi.segment;
  return group(report, 'Slice of the prediction', '1410', [
    codeItem('CONTAINS', dcm('121071', 'Finding'), codes.NEOPLASM),
    imageItem(dcm('121214', 'Referenced Segmentation Frame'), {
      sopClassUid,
      sopInstanceUid,
      frames: [roi.frame],
    }),
    imageItem(dcm('121233', 'Source image for segmentation'), slice),
    ...placeItems(result.slice),
    numberItem(codes.AREA, codes.SQUARE_MILLIMETRES, areaMm2),
    numberItem(codes.ROI_VOXELS, codes.VOXELS, roiVoxels),
    ...sizeItems(result.slice),
    textItem('CONTAINS', codes.SLICE_CHOSEN_BY, chosenBy),
  ]);
}

/** Which slice it is, for people and for programs that have no access to the image. */
function placeItems({ instanceNumber, index, zMm }: PredictionResult['slice']): readonly ContentItem[] {
  return [
    ...(instanceNumber === undefined ? [] : [numberItem(codes.SLICE_NUMBER, NO_UNITS, instanceNumber)]),
    numberItem(codes.SLICE_INDEX, NO_UNITS, index),
    numberItem(codes.SLICE_POSITION, codes.MILLIMETRES, zMm),
  ];
}

/** A document of before has none. */
function sizeItems({ longAxisMm, shortAxisMm, meanHu }: PredictionResult['slice']): readonly ContentItem[] {
  const mean = codeItem('HAS CONCEPT MOD', codes.DERIVATION, codes.MEAN);
  return [
    ...(longAxisMm === undefined ? [] : [numberItem(codes.LONG_AXIS, codes.MILLIMETRES, longAxisMm)]),
    ...(shortAxisMm === undefined ? [] : [numberItem(codes.SHORT_AXIS, codes.MILLIMETRES, shortAxisMm)]),
    ...(meanHu === undefined
      ? []
      : [numberItem(codes.ATTENUATION, codes.HOUNSFIELD_UNITS, meanHu, '', [mean])]),
  ];
}

function targetGroup(report: PredictionReport, target: Target): ContentItem {
  const said = report.result.targets[target];
  const map = report.maps[target];
  if (!said) return group(report, target, '1501', []);
  const { model } = said;
  return group(report, codes.TARGET_CODES[target].meaning, '1501', [
    codeItem('CONTAINS', dcm('121071', 'Finding'), codes.TARGET_CODES[target]),
    ...algorithmItems(`${model.name} ${model.version}`, parametersOf(report.result, target)),
    numberItem(codes.PROBABILITY, NO_UNITS, said.probability),
    numberItem(codes.THRESHOLD, NO_UNITS, said.threshold, '', [
      textItem('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), said.thresholdSource),
    ]),
    codeItem('CONTAINS', codes.PREDICTED_CLASS, codes.CLASS_CODES[said.class]),
    textItem('CONTAINS', codes.MODEL_SHA256, model.sha256),
    ...aucItem(model),
    ...(model.demonstration ? [demonstration] : []),
    ...(map ? [imageItem(codes.GRAD_CAM, map)] : []),
  ]);
}

const aucItem = ({ auc }: TargetPrediction['model']): readonly ContentItem[] =>
  auc
    ? [
        numberItem(codes.AUC, NO_UNITS, auc.value, '', [
          textItem('HAS CONCEPT MOD', codes.AUC_DATA, auc.data),
        ]),
      ]
    : [];

/** Everything that a probability depends on, one a line. */
function parametersOf({ targets, provenance }: PredictionResult, target: Target): readonly string[] {
  const { window, crop, marginPx, inputPx, box } = provenance.preprocessing;
  const model = targets[target]?.model;
  return [
    `model SHA-256 ${model?.sha256 ?? ''}`,
    `engine ${model?.engine ?? ''}, tier ${model?.tier ?? ''}`,
    `window centre ${window.center} HU, width ${window.width} HU`,
    `crop ${crop}, margin ${marginPx} px, columns ${box.x} to ${box.x + box.width - 1}, rows ${box.y} to ${box.y + box.height - 1}`,
    `input ${inputPx} x ${inputPx} px`,
  ];
}

function timeGroup(report: PredictionReport): ContentItem {
  const { time, notEvaluable } = report.result;
  const count = time.derived?.count ?? null;
  return group(report, 'TIME type, derived', '1501', [
    codeItem('CONTAINS', dcm('121071', 'Finding'), codes.TARGET_CODES.time),
    numberItem(codes.TIME_COUNT, codes.TARGETS_COUNTED, count, notEvaluable['time.derived'] ?? ''),
    ...(time.derived
      ? [codeItem('CONTAINS', codes.DERIVED_TIME, codes.CLASS_CODES[time.derived.class])]
      : []),
  ]);
}
