import { readParametricMap, type ParametricMap } from '@timescope/core/dicom/read/parametricMap';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { segmentOnVolume } from '@timescope/core/dicom/read/segmentOnVolume';
import type { StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { SEGMENTATION_STORAGE } from '@timescope/core/dicom/write/ctSegmentation';
import { PARAMETRIC_MAP_STORAGE } from '@timescope/core/dicom/write/parametricMap';
import { TimescopeError } from '@timescope/core/errors';
import { unpackedState } from '@timescope/core/result/packedState';
import { TARGETS, type PredictionResult, type Target } from '@timescope/core/result/predictionResult';
import { requireOwnStatements } from '@timescope/core/result/statements';
import { readerOf, runDocumentIn, storedResult } from '@timescope/core/result/storedResult';
import { sha256Hex } from '@timescope/core/sha256';
import type { RoiMask } from '@timescope/core/volume';
import { networkInput } from '../pipeline/crop';
import type { GradCamMap } from '../pipeline/prediction';
import type { CtState, MapState } from './ctState';
import type { SavedCt } from './ctToSave';
import { restatedPrediction } from './restatedPrediction';

/**
 * What ctObjects stored, from the files of one result in any order (others of the study may be among them).
 * @throws TimescopeError WRONG_SOP_CLASS without our report, NOT_FOUND where an object of it is missing, MODEL_MISMATCH
 *   where an object or a number is not as it was stored, or an archive took out what opening again needs
 */
export function readCtObjects(files: readonly Uint8Array[]): SavedCt {
  const stored = storedResult(files, predictionIn);
  if (!stored) throw noReport(files.length);
  const { report, document: result, isNotComparable, filesOf } = stored;
  const state = stateOf(report);
  const [outline] = filesOf(SEGMENTATION_STORAGE);
  const maps = filesOf(PARAMETRIC_MAP_STORAGE).map(readParametricMap);
  const { crop, ct, label, decisions } = state;
  const saved = {
    outcome: { result, crop: { ...crop, input: networkInput(crop.preview) }, maps: mapsOf(maps, state) },
    roi: { label, mask: outlineOf(outline, ct, result) },
    ct,
    decisions,
    savedBy: { reader: readerOf(report), at: report.at },
    predecessor: report.predecessor,
    version: report.version,
    ...(isNotComparable && ({ isNotComparable } as const)),
  };
  requireOwnStatements(report, restatedPrediction(saved));
  return saved;
}

/** The result document that a report holds; undefined in another's report, and in a slide's. */
export function predictionIn(report: StructuredReport): PredictionResult | undefined {
  const stored = runDocumentIn(report);
  const parsed: unknown = stored === undefined ? undefined : JSON.parse(stored);
  return isPrediction(parsed) ? parsed : undefined;
}

const isPrediction = (stored: unknown): stored is PredictionResult =>
  typeof stored === 'object' &&
  stored !== null &&
  'kind' in stored &&
  stored.kind === 'timescope.prediction' &&
  'version' in stored &&
  stored.version === 1;

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
