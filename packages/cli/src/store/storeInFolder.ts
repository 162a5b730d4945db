import { compareDatasets } from '@timescope/core/dicom/compareDatasets';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { TimescopeError } from '@timescope/core/errors';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../dicomObjects';
import { makeFolder } from '../score/outFolder';

/**
 * Each object in a file of its own, named after its UID; read back and compared before the next one, so that a report,
 * which is last, stands for all.
 * @returns the files
 * @throws TimescopeError USAGE, NOT_FOUND for a folder that cannot be made, CONFLICT where another content is read back
 */
export async function storeInFolder(
  objects: readonly DicomObject[],
  folder: string,
): Promise<readonly string[]> {
  await makeFolder(folder);
  const files: string[] = [];
  for (const { sopInstanceUid, bytes } of objects) {
    const file = path.join(folder, `${sopInstanceUid}.dcm`);
    await writeWhole(file, bytes);
    if (compareDatasets(bytes, await readFile(file)).length > 0) throw otherContent(file);
    files.push(file);
  }
  return files;
}

const otherContent = (file: string): TimescopeError =>
  new TimescopeError('CONFLICT', `The file ${file} holds other content than was written.`, {
    nextStep: 'Look whether the disk or another program changes files there, then store again.',
  });
