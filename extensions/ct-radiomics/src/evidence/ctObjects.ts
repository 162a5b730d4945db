import type { Json } from '@timescope/core/canonicalJson';
import type { ReferencedObject } from '@timescope/core/dicom/contentItem';
import { ctSegmentation, imageOfSlice } from '@timescope/core/dicom/write/ctSegmentation';
import type { DerivedObject } from '@timescope/core/dicom/write/derivedModules';
import { ctParametricMap, NOT_MAPPED } from '@timescope/core/dicom/write/parametricMap';
import { referenceTo, type DicomObject, type ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { rtStructureSet } from '@timescope/core/dicom/write/rtStructureSet';
import { secondaryCapture } from '@timescope/core/dicom/write/secondaryCapture';
import { NO_UNITS } from '@timescope/core/dicom/codes';
import * as codes from '@timescope/core/report/ctCodes';
import { contentKey } from '@timescope/core/result/contentKey';
import { packedState } from '@timescope/core/result/packedState';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';
import { describer, reportedResult, type Describe } from '@timescope/core/result/reportedResult';
import { sha256Hex } from '@timescope/core/sha256';
import { VERSION } from '@timescope/core/version';
import type { GradCamMap } from '../pipeline/prediction';
import { ctState } from './ctState';
import { PREDICTION } from './ctSubject';
import type { CtToSave } from './ctToSave';
import { predictionReport, trackingUid } from './predictionReport';

/** The name of the report, and of its file: its UID is objectUid(key, REPORT). */
export const REPORT = 'prediction';

/** A prediction as DICOM objects: the outline as voxels and as contours, the maps, the crop when asked for, the report. */
export function ctObjects(saved: CtToSave): ResultObjects {
  const state = ctState(saved);
  const key = keyOf(saved, packedState(state));
  const about = describer(saved, key, 'CT');
  const outline = outlineObject(about('roi-seg', 'tumour outline'), saved);
  const contours = contoursObject(about('roi-rtstruct', 'tumour contours'), saved);
  const maps = mapObjects(about, saved);
  const crop = saved.withCrop ? [cropObject(about('crop', 'crop that the networks saw'), saved)] : [];
  const objects = [outline, contours, ...Object.values(maps), ...crop];
  const report = predictionReport({
    result: saved.outcome.result,
    roi: {
      label: saved.roi.label,
      volumeMm3: volumeMm3(saved),
      segment: { ...referenceTo(outline), segment: 1 },
      frame: frameOfSlice(saved),
    },
    slice: sliceImages(saved)[0] ?? { sopClassUid: '', sopInstanceUid: '' },
    maps: Object.fromEntries(Object.entries(maps).map(([target, map]) => [target, referenceTo(map)])),
    otherObjects: [contours, ...crop].map(referenceTo),
    sourceSeriesUid: saved.source.seriesInstanceUid,
    decisions: saved.decisions,
    reader: saved.savedBy.reader,
  });
  return reportedResult(saved, about(REPORT, PREDICTION), objects, report, state);
}

/** Everything that the objects hold is in the key, the report's state through its digest. */
function keyOf(saved: CtToSave, state: Uint8Array): string {
  const { source, outcome, savedBy, predecessor, decisions, version, roi, withCrop } = saved;
  const { result } = outcome;
  const models = TARGETS.flatMap(target => result.targets[target]?.model ?? []);
  return contentKey({
    studyInstanceUid: source.studyInstanceUid,
    seriesInstanceUid: source.seriesInstanceUid,
    sopInstanceUids: source.images.map(({ sopInstanceUid }) => sopInstanceUid),
    inputDigest: result.provenance.digests.slice,
    modelHashes: models.map(({ sha256 }) => sha256),
    algorithm: { name: 'CT prediction', version: VERSION },
    parameters: { result: plain(result), label: roi.label, withCrop },
    engine: [...new Set(models.map(({ engine }) => engine))].sort().join(', '),
    regionDigests: [result.provenance.digests.roi],
    decisions: { decisions: plain(decisions), state: sha256Hex(state), version },
    reader: savedBy.reader,
    predecessor: predecessor?.sopInstanceUid ?? null,
  });
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

const OUTLINE_COLOUR = [230, 60, 50] as const;

function outlineObject(about: DerivedObject, { ct, roi, source }: CtToSave): DicomObject {
  return ctSegmentation(about, ct, [
    {
      label: roi.label,
      category: codes.ABNORMAL_STRUCTURE,
      type: codes.NEOPLASM,
      algorithm: { kind: 'MANUAL' },
      colour: OUTLINE_COLOUR,
      tracking: { id: roi.label, uid: trackingUid(source.seriesInstanceUid, roi.label) },
      values: roi.mask.values,
    },
  ]);
}

function contoursObject(about: DerivedObject, { ct, roi }: CtToSave): DicomObject {
  const { values } = roi.mask;
  return rtStructureSet(about, ct, [{ name: roi.label, colour: OUTLINE_COLOUR, drawn: 'MANUAL', values }]);
}

function mapObjects(about: Describe, saved: CtToSave): Partial<Record<Target, DicomObject>> {
  const objects: Partial<Record<Target, DicomObject>> = {};
  for (const target of TARGETS) {
    const map = saved.outcome.maps[target];
    if (map) objects[target] = mapObject(about(`gradcam-${target}`, `Grad-CAM ${target}`), saved, map);
  }
  return objects;
}

/** The map on the whole slice: outside the crop nothing was looked at. */
function mapObject(about: DerivedObject, { ct }: CtToSave, { box, values, slice }: GradCamMap): DicomObject {
  const [width, height] = ct.size;
  const onSlice = new Float32Array(width * height).fill(NOT_MAPPED);
  for (let row = 0; row < box.height; row++)
    onSlice.set(values.subarray(row * box.width, (row + 1) * box.width), (box.y + row) * width + box.x);
  return ctParametricMap(about, ct, slice, {
    raster: { width, height, values: onSlice },
    quantity: codes.GRAD_CAM,
    derivation: codes.GRAD_CAM,
    unit: NO_UNITS,
    explanation: 'Grad-CAM of the predicted class, 7 x 7 (coarse), 0 to 1',
  });
}

const cropObject = (about: DerivedObject, saved: CtToSave): DicomObject =>
  secondaryCapture(about, saved.outcome.crop.preview, sliceImages(saved));

const sliceImages = ({ ct, outcome, source }: CtToSave): readonly ReferencedObject[] =>
  imageOfSlice(ct, outcome.crop.slice, source.images);

/** Frames of the segmentation are the slices that hold voxels, by rising k. */
function frameOfSlice({ roi: { mask }, outcome }: CtToSave): number {
  const pixels = mask.size[0] * mask.size[1];
  let frames = 0;
  for (let k = 0; k <= outcome.crop.slice; k++)
    if (mask.values.subarray(k * pixels, (k + 1) * pixels).some(value => value !== 0)) frames++;
  return Math.max(1, frames);
}

/** By counting voxels; null where slices are uneven. */
export function volumeMm3({ ct, roi: { mask } }: Pick<CtToSave, 'ct' | 'roi'>): number | null {
  if (!ct.evenlySpaced) return null;
  const { spacingMm, slice } = ct.placement;
  const distance = Math.sqrt(slice[0] ** 2 + slice[1] ** 2 + slice[2] ** 2);
  const voxels = mask.values.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  return voxels * spacingMm.x * spacingMm.y * distance;
}
