import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { completeFile } from './score/completeFile';
import { makeFolder } from './score/outFolder';
import { unfinished } from './unfinishedFiles';

/** Where a run keeps its DICOM objects. */
export const dicomFolder = (out: string): string => path.join(out, 'dicom');

/** Writes one file an object; files of an earlier run that this one does not have are taken away. */
export async function writeDicomObjects(out: string, objects: readonly DicomObject[]): Promise<void> {
  const folder = dicomFolder(out);
  await makeFolder(folder);
  const names = new Set(objects.map(({ name }) => `${name}.dcm`));
  for (const file of await readdir(folder))
    if (file.endsWith('.dcm') && !names.has(file)) await rm(path.join(folder, file), { force: true });
  for (const { name, bytes } of objects) await writeFile(path.join(folder, `${name}.dcm`), bytes);
}

async function writeFile(file: string, bytes: Uint8Array): Promise<void> {
  const partial = `${file}.partial`;
  unfinished.add(partial);
  const handle = await open(partial, 'w');
  await handle.writeFile(bytes);
  await completeFile(handle, file);
  unfinished.delete(partial);
}
