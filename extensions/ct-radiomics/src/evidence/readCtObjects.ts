import { RUN_DOCUMENT } from '@timescope/core/dicom/codes';
import type { ContentItem } from '@timescope/core/dicom/contentItem';
import { readParametricMap, type ParametricMap } from '@timescope/core/dicom/read/parametricMap';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { segmentOnVolume } from '@timescope/core/dicom/read/segmentOnVolume';
import {
  itemsOfTree,
  readStructuredReport,
  type StructuredReport,
} from '@timescope/core/dicom/read/structuredReport';
import { SEGMENTATION_STORAGE } from '@timescope/core/dicom/write/ctSegmentation';
import { PARAMETRIC_MAP_STORAGE } from '@timescope/core/dicom/write/parametricMap';
import { COMPREHENSIVE_3D_SR } from '@timescope/core/dicom/write/structuredReport';
import { TimescopeError } from '@timescope/core/errors';
import { unpackedState } from '@timescope/core/result/packedState';
import { TARGETS, type PredictionResult, type Target } from '@timescope/core/result/predictionResult';
import { sha256Hex } from '@timescope/core/sha256';
import type { RoiMask } from '@timescope/core/volume';
import { networkInput } from '../pipeline/crop';
import type { GradCamMap } from '../pipeline/prediction';
import type { CtState, MapState } from './ctState';
import type { SavedCt } from './ctToSave';

/**
 * What ctObjects stored, from the files of one result in any order (others of the study may be among them).
 * @throws TimescopeError WRONG_SOP_CLASS without our report, NOT_FOUND where an object of it is missing, MODEL_MISMATCH
 *   where the outline or a map is not the one that was stored, or an archive took out what opening again needs
 */
export function readCtObjects(files: readonly Uint8Array[]): SavedCt {
  const kinds = files.map(bytes => ({ bytes, meta: readPart10(bytes).meta }));
  const reports = kinds
    .filter(({ meta }) => meta.sopClassUid === COMPREHENSIVE_3D_SR)
    .map(({ bytes }) => readStructuredReport(bytes));
  const report = reports.find(each => predictionIn(each) !== undefined);
  const result = report && predictionIn(report);
  if (!report || !result) throw noReport(files.length);
  const ofReport = new Set(
    report.evidence.flatMap(({ objects }) => objects.map(object => object.sopInstanceUid)),
  );
  const filesOf = (sopClassUid: string) =>
    kinds
      .filter(({ meta }) => meta.sopClassUid === sopClassUid && ofReport.has(meta.sopInstanceUid))
      .map(({ bytes }) => bytes);
  const state = stateOf(report);
  const [outline] = filesOf(SEGMENTATION_STORAGE);
  const maps = filesOf(PARAMETRIC_MAP_STORAGE).map(readParametricMap);
  const { crop, ct, label, decisions } = state;
  return {
    outcome: { result, crop: { ...crop, input: networkInput(crop.preview) }, maps: mapsOf(maps, state) },
    roi: { label, mask: outlineOf(outline, ct, result) },
    ct,
    decisions,
    savedBy: { reader: readerOf(report), at: report.at },
    predecessor: report.predecessor,
    version: report.version,
  };
}

/** The result document that a report holds; undefined in another's report, and in a slide's. */
export function predictionIn({ root }: StructuredReport): PredictionResult | undefined {
  const [stored] = itemsOfTree(root, isRunDocument);
  const parsed: unknown = stored && JSON.parse(stored.text);
  return isPrediction(parsed) ? parsed : undefined;
}

type TextItem = Extract<ContentItem, { kind: 'TEXT' }>;
type Person = Extract<ContentItem, { kind: 'PNAME' }>;

const isRunDocument = (item: ContentItem): item is TextItem =>
  item.kind === 'TEXT' && item.name.scheme === RUN_DOCUMENT.scheme && item.name.value === RUN_DOCUMENT.value;

const isPrediction = (stored: unknown): stored is PredictionResult =>
  typeof stored === 'object' &&
  stored !== null &&
  'kind' in stored &&
  stored.kind === 'timescope.prediction' &&
  'version' in stored &&
  stored.version === 1;

const readerOf = ({ root }: StructuredReport): string | undefined =>
  itemsOfTree(root, (item): item is Person => item.kind === 'PNAME')[0]?.person;

function stateOf({ state }: StructuredReport): CtState {
  if (state) return unpackedState(state) as CtState;
  throw new TimescopeError(
    'MODEL_MISMATCH',
    'The report lacks what opening it again needs: an archive took out its private element.',
    { nextStep: 'Predict again from the stored outline (SEG or RTSTRUCT), which every reader opens.' },
  );
}

function outlineOf(bytes: Uint8Array | undefined, ct: SavedCt['ct'], result: PredictionResult): RoiMask {
  if (!bytes) throw missing('outline');
  const { mask } = segmentOnVolume(readSegmentation(bytes), 1, ct);
  if (sha256Hex(mask.values) !== result.provenance.digests.roi) throw otherThan('outline');
  return mask;
}

function mapsOf(stored: readonly ParametricMap[], { maps }: CtState): Partial<Record<Target, GradCamMap>> {
  const read: Partial<Record<Target, GradCamMap>> = {};
  for (const target of TARGETS) {
    const map = maps[target];
    if (map) read[target] = withValues(map, stored);
  }
  return read;
}

/** A map is known by its content label, which our writer makes of its name. */
function withValues(map: MapState, stored: readonly ParametricMap[]): GradCamMap {
  const label = `GRADCAM_${map.target.toUpperCase()}`;
  const found = stored.find(({ header }) => header.label === label);
  const [frame] = found?.frames ?? [];
  if (!found || !frame) throw missing(`map of ${map.target}`);
  const { box } = map;
  if (box.x + box.width > found.columns || box.y + box.height > found.rows)
    throw otherThan(`map of ${map.target}`);
  const values = new Float32Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row) * found.columns + box.x;
    values.set(frame.values.subarray(from, from + box.width), row * box.width);
  }
  return { ...map, values };
}

const noReport = (files: number): TimescopeError =>
  new TimescopeError('WRONG_SOP_CLASS', `None of the ${files} objects is a CT report of TIMEscope.`, {
    nextStep: 'Choose the objects of one saved prediction, its report (SR) among them.',
  });

const missing = (what: string): TimescopeError =>
  new TimescopeError('NOT_FOUND', `The ${what} that the report names is not there.`, {
    nextStep: 'Fetch all objects that the report refers to.',
  });

const otherThan = (what: string): TimescopeError =>
  new TimescopeError('MODEL_MISMATCH', `The ${what} is not the one that was stored with the report.`, {
    nextStep: 'Fetch the objects again from the archive that stored them.',
  });
