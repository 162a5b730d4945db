import { localMoment } from '@timescope/core/dicom/localMoment';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readStructuredReport, type StructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { ResultObjects, SavedBy } from '@timescope/core/dicom/write/resultObjects';
import type { PredecessorReport } from '@timescope/core/dicom/write/structuredReport';
import { subjectOf } from '@timescope/core/dicomweb/studyResults';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dicomFolder } from './dicomObjects';

/** When a result was saved, and its place among the versions. */
export interface SavedPlace {
  readonly at: SavedBy['at'];
  readonly version: number;
  readonly predecessor: PredecessorReport | null;
}

/**
 * The objects of a result. Saved again unchanged into the same folder they keep date and version of the first time, so
 * that every byte is the same. A changed result of the same kind and region on the same images is the next version there.
 * @param out folder of the run; undefined without one
 * @param report name of the report's file
 */
export async function savedAgain(
  make: (place: SavedPlace) => ResultObjects,
  out: string | undefined,
  report: string,
  now: Date,
): Promise<ResultObjects> {
  const at = localMoment(now);
  const before = out === undefined ? undefined : await reportBefore(out, report);
  if (!before) return make({ at, version: 1, predecessor: null });
  const again = make(before);
  const made = readReport(again.objects.at(-1)?.bytes);
  if (made?.sopInstanceUid === before.sopInstanceUid) return again;
  if (made?.subject !== before.subject) return make({ at, version: 1, predecessor: null });
  const { seriesInstanceUid, sopInstanceUid } = before;
  return make({ at, version: before.version + 1, predecessor: { seriesInstanceUid, sopInstanceUid } });
}

async function reportBefore(out: string, report: string) {
  return readReport(await readFile(path.join(dicomFolder(out), `${report}.dcm`)).catch(() => undefined));
}

function readReport(bytes: Uint8Array | undefined) {
  if (!bytes) return undefined;
  try {
    const report = readStructuredReport(bytes);
    return { ...report, subject: imagesAndSubject(report, bytes) };
  } catch {
    return undefined;
  }
}

/** What versions have in common: the measured images, which come first, and the subject. */
const imagesAndSubject = ({ studyInstanceUid, evidence }: StructuredReport, bytes: Uint8Array): string =>
  [studyInstanceUid, evidence[0]?.seriesInstanceUid, subjectOf(readPart10(bytes).dataset)].join(' ');
