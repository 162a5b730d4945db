import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { messageOf } from '@timescope/core/errors';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { readCtObjects } from '@timescope/extension-ct-radiomics/evidence/readCtObjects';
import { readImmuneObjects } from '@timescope/extension-ihc-scoring/evidence/readImmuneObjects';
import { readSlideObjects } from '@timescope/extension-ihc-scoring/evidence/readSlideObjects';
import type { SavedSlide } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';
import { requestOfRun } from '@timescope/extension-ihc-scoring/pipeline/runRecord';
import { differs, ok, type Check } from './check';
import type { ReportWithDocument } from './resultObjects';

/** Whether a result comes back from its objects: the cells with their digest and hash, the outline and the maps. */
export function readBackCheck(
  { report, document: stated }: ReportWithDocument,
  objects: readonly DicomObject[],
  reports: readonly ReportWithDocument[],
): Check {
  const others = new Set(reports.map(each => each.report.sopInstanceUid));
  others.delete(report.sopInstanceUid);
  const files = objects.filter(object => !others.has(object.sopInstanceUid)).map(({ bytes }) => bytes);
  try {
    switch (stated.kind) {
      case 'timescope.score':
        return hashCheck(stated, readSlideObjects(files));
      case 'timescope.prediction':
        return outlineCheck(files);
      case 'timescope.immune':
        return statementsCheck(files);
    }
  } catch (thrown) {
    // Whatever a damaged object makes a reader say: this is the place where it is found out.
    return differs(`The result cannot be opened again: ${messageOf(thrown)}`);
  }
}

function outlineCheck(files: readonly Uint8Array[]): Check {
  readCtObjects(files);
  return ok('The outline in the objects is the one that was predicted from, and every map is there.');
}

function statementsCheck(files: readonly Uint8Array[]): Check {
  readImmuneObjects(files);
  return ok('The indices, densities and warnings of the report are those of the document in it.');
}

/** The scores and the hash once more, from the stored cells. */
function hashCheck({ hash, run }: ScoreResult, { measurement }: SavedSlide): Check {
  const { preset, edits = [], leftOut = [], pcms } = requestOfRun(run);
  const thresholds = typeof preset === 'string' ? undefined : preset.gradeThresholds;
  const again = rescoredResult(measurement, { thresholds, edits, leftOut, pcms });
  return again.hash === hash
    ? ok(`The hash ${hash.slice(0, 12)} is that of the stored cells.`)
    : differs(
        `The stored cells give the hash ${again.hash.slice(0, 12)}, the report says ${hash.slice(0, 12)}.`,
      );
}
