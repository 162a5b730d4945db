import { dcm } from '../dicom/codes';
import type { NumberedItem } from '../dicom/read/numberedContent';
import { TARGETS, type Target } from '../result/predictionResult';
import { DEMONSTRATION_WEIGHTS } from '../modelCard';
import * as codes from './ctCodes';
import {
  classNamed,
  codeNamed,
  findingIs,
  groupsOf,
  isCode,
  itemsNamed,
  numberFact,
  numberNamed,
  parameterLines,
  storedPart,
  textNamed,
  type NumberedReport,
} from './numberedReport';
import type { CtFacts, CtTargetFacts, Fact } from './reportFacts';
import { decisionsIn } from './storedDecision';
import { storedHeader } from './storedHeader';

const COMMENT = dcm('121106', 'Comment');
const PARAMETERS = dcm('111002', 'Algorithm Parameters');

/** What the report of a CT's prediction says, item by item. */
export function ctFacts(report: NumberedReport): CtFacts {
  const groups = groupsOf(report);
  const having = (name: typeof codes.AREA, kind: 'NUM' | 'TEXT' | 'UIDREF') =>
    groups.find(group => itemsNamed(group, kind, name).length > 0) ?? [];
  const region = having(SOURCE_SERIES, 'UIDREF');
  const slice = having(codes.SLICE_CHOSEN_BY, 'TEXT');
  const derived = having(codes.TIME_COUNT, 'NUM');
  const ofRegion = (name: typeof codes.AREA) => numberNamed(report.uid, [...region, ...slice], name);
  return {
    ...storedHeader('ct', report),
    roiLabel: textNamed(region, dcm('112039', 'Tracking Identifier')),
    areaMm2: numberNamed(report.uid, slice, codes.AREA),
    volumeMm3: numberNamed(report.uid, region, codes.VOLUME),
    longAxisMm: ofRegion(codes.LONG_AXIS),
    shortAxisMm: ofRegion(codes.SHORT_AXIS),
    meanHu: meanOf(report.uid, [...region, ...slice]),
    slice: sliceOf(report.uid, region, slice),
    segment: segmentOf(report, region, slice),
    targets: Object.fromEntries(
      TARGETS.flatMap(target => {
        const group = groups.find(each => isOfNetwork(each, target));
        return group ? [[target, targetFacts(report, group)]] : [];
      }),
    ),
    derivedTime: numberNamed(report.uid, derived, codes.TIME_COUNT),
    derivedTimeClass: classNamed(report.uid, derived, codes.DERIVED_TIME),
    decisions: decisionsIn(report.items),
  };
}

const SOURCE_SERIES = dcm('121232', 'Source series for segmentation');

const isOfNetwork = (group: readonly NumberedItem[], target: Target): boolean =>
  findingIs(group, codes.TARGET_CODES[target]) && itemsNamed(group, 'NUM', codes.PROBABILITY).length > 0;

/** A mean stands below the number (PS3.16 TID 1419). */
function meanOf(uid: string, all: readonly NumberedItem[]): Fact<number> {
  const found = itemsNamed(all, 'NUM', codes.ATTENUATION).find(({ items }) =>
    isCode(codeNamed(items, codes.DERIVATION), codes.MEAN),
  );
  return found && numberFact(uid, found);
}

function sliceOf(
  uid: string,
  region: readonly NumberedItem[],
  slice: readonly NumberedItem[],
): CtFacts['slice'] {
  const [image] = itemsNamed(slice, 'IMAGE', dcm('121233', 'Source image for segmentation'));
  return {
    sopInstanceUid: image?.content.image.sopInstanceUid ?? '',
    seriesInstanceUid: itemsNamed(region, 'UIDREF', SOURCE_SERIES)[0]?.content.uid ?? '',
    source: image && { report: uid, item: image.number },
    number: numberNamed(uid, slice, codes.SLICE_NUMBER),
    zMm: numberNamed(uid, slice, codes.SLICE_POSITION),
  };
}

function segmentOf(
  report: NumberedReport,
  region: readonly NumberedItem[],
  slice: readonly NumberedItem[],
): CtFacts['segment'] {
  const [segment] = itemsNamed(region, 'IMAGE', dcm('121191', 'Referenced Segment'));
  const [frame] = itemsNamed(slice, 'IMAGE', dcm('121214', 'Referenced Segmentation Frame'));
  return {
    ...storedPart(report, segment?.content.image.sopInstanceUid ?? ''),
    segment: segment?.content.image.segment ?? 1,
    frame: frame?.content.image.frames?.[0] ?? 1,
  };
}

function targetFacts(report: NumberedReport, group: readonly NumberedItem[]): CtTargetFacts {
  const { uid } = report;
  const threshold = itemsNamed(group, 'NUM', codes.THRESHOLD)[0];
  const [map] = itemsNamed(group, 'IMAGE', codes.GRAD_CAM);
  return {
    probability: numberNamed(uid, group, codes.PROBABILITY),
    threshold: threshold && numberFact(uid, threshold),
    thresholdSource: threshold ? textNamed(threshold.items, PARAMETERS) : '',
    class: classNamed(uid, group, codes.PREDICTED_CLASS),
    model: textNamed(group, dcm('111001', 'Algorithm Name')),
    modelSha256: modelHash(group),
    demonstration: itemsNamed(group, 'TEXT', COMMENT).some(
      ({ content }) => content.text === DEMONSTRATION_WEIGHTS,
    ),
    auc: aucOf(uid, group),
    map: map && storedPart(report, map.content.image.sopInstanceUid),
  };
}

/** Reports of before say it among the parameters alone. */
function modelHash(group: readonly NumberedItem[]): string {
  const said = textNamed(group, codes.MODEL_SHA256);
  if (said !== '') return said;
  return parameterLines(group).flatMap(line => /^model SHA-256 (\S+)$/.exec(line)?.[1] ?? [])[0] ?? '';
}

function aucOf(uid: string, group: readonly NumberedItem[]): CtTargetFacts['auc'] {
  const [found] = itemsNamed(group, 'NUM', codes.AUC);
  const fact = found && numberFact(uid, found);
  return found && fact && 'value' in fact
    ? { ...fact, data: textNamed(found.items, codes.AUC_DATA) }
    : undefined;
}
