import { TimescopeError, messageOf } from '@timescope/core/errors';
import { text, type DicomJson } from '@timescope/core/dicom/json';
import { readCtSeries, type CtInstance } from '@timescope/core/dicom/read/ctSeries';
import type { CtVolume } from '@timescope/core/volume';
import type { Warning } from '@timescope/core/warning';
import { readCtFile } from '@timescope/runtime/decode/ctFile';
import { readNiftiCt } from '@timescope/runtime/itk';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { inflatedFile } from '@timescope/server/store/inflatedFile';

/** Code of the warning that files of the input were left out. */
export const UNREADABLE_FILES = 'UNREADABLE_FILES';

/** A CT with the headers of its images in the order of the slices; none for a NIfTI file. */
export interface CtInput extends CtVolume {
  readonly headers: readonly DicomJson[];
}

/** A CT from a NIfTI file, a DICOM file or a folder of DICOM files (with its subfolders). */
export async function readCt(input: string): Promise<CtInput> {
  const entry = await existing(input);
  if (entry.isFile() && isNifti(input)) return { ...(await readNiftiCt(input)), headers: [] };
  const files = entry.isDirectory() ? await filesBelow(input) : [input];
  const { instances, warnings } = await readInstances(files, input);
  const volume = readCtSeries(instances);
  const byUid = new Map(instances.map(({ dataset }) => [text(dataset, '00080018'), dataset]));
  const headers = volume.sliceUids.map(uid => byUid.get(uid)).filter(header => header !== undefined);
  return { ...volume, headers, warnings: [...volume.warnings, ...warnings] };
}

export const isNifti = (file: string) => /\.nii(\.gz)?$/i.test(file);

/** @throws TimescopeError NOT_FOUND */
export async function existing(file: string) {
  return stat(file).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no file or folder ${file}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .toSorted();
}

async function readInstances(
  files: readonly string[],
  input: string,
): Promise<{ instances: CtInstance[]; warnings: Warning[] }> {
  const instances: CtInstance[] = [];
  const refused: unknown[] = [];
  for (const file of files) {
    try {
      instances.push(await readCtFile(inflatedFile(await readFile(file))));
    } catch (thrown) {
      if (files.length === 1 || !isOther(file, thrown)) refused.push(thrown);
    }
  }
  if (instances.length === 0) throw noDicom(input, refused);
  return { instances, warnings: unreadableWarning(refused) };
}

/** A licence or a note beside the images is no part of the input that could not be used. */
const isOther = (file: string, thrown: unknown) =>
  thrown instanceof TimescopeError && thrown.code === 'NOT_DICOM' && !/\.(dcm|dicom|ima)$/i.test(file);

/** Of a single file its own error says most. */
function noDicom(input: string, refused: readonly unknown[]): Error {
  const [first] = refused;
  if (refused.length === 1 && first instanceof Error) return first;
  return new TimescopeError('NOT_DICOM', `The folder ${input} holds no readable DICOM file.`, {
    nextStep: 'Choose the folder that holds the images of the CT series, or a NIfTI file.',
    cause: first,
  });
}

function unreadableWarning(refused: readonly unknown[]): Warning[] {
  if (refused.length === 0) return [];
  const reasons = [...new Set(refused.map(messageOf))].slice(0, 3).join(' ');
  return [{ code: UNREADABLE_FILES, message: `${refused.length} files were left out: ${reasons}` }];
}
