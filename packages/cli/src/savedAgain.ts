import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import type { ResultObjects, SavedBy } from '@timescope/core/dicom/write/resultObjects';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dicomFolder } from './dicomObjects';

/**
 * The objects of a result. Saved again unchanged into the same folder they keep the date of the first time, so that
 * every byte is the same.
 * @param out folder of the run; undefined without one
 * @param report name of the report's file
 */
export async function savedAgain(
  make: (at: SavedBy['at']) => ResultObjects,
  out: string | undefined,
  report: string,
  now: Date,
): Promise<ResultObjects> {
  const result = make(localTime(now));
  const before = out === undefined ? undefined : await reportBefore(out, report);
  const isSame = before?.sopInstanceUid === result.objects.at(-1)?.sopInstanceUid;
  return before && isSame ? make(before.at) : result;
}

async function reportBefore(out: string, report: string) {
  const bytes = await readFile(path.join(dicomFolder(out), `${report}.dcm`)).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    return readStructuredReport(bytes);
  } catch {
    return undefined;
  }
}

/** DICOM's dates and times are those of the place. */
function localTime(now: Date): SavedBy['at'] {
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`,
    time: `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`,
  };
}
