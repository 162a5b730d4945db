import type { ByteSource } from '@timescope/core/dicom/read/byteSource';
import { openPart10, type Part10 } from '@timescope/core/dicom/read/part10';
import { levelLeftOut, WHOLE_SLIDE_MICROSCOPY } from '@timescope/core/dicom/read/slideImages';
import { TimescopeError } from '@timescope/core/errors';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';

export interface DicomFile {
  readonly bytes: ByteSource;
  readonly part10: Part10;
  close(): Promise<void>;
}

/** The DICOM files of one slide; slide images are open, other objects are closed again. */
export interface DicomFiles {
  readonly files: readonly DicomFile[];
  /** One a file that should have been read and could not be. */
  readonly warnings: readonly string[];
}

/** @throws TimescopeError of the file's fault. */
export async function openDicomFile(file: string): Promise<DicomFiles> {
  return { files: [await opened(file)], warnings: [] };
}

/**
 * All DICOM files of a folder and the folders below. A damaged one is left out with a warning and the others are used.
 * @throws TimescopeError of the first damaged file when no other holds a slide image, NOT_DICOM for a folder without any.
 */
export async function openDicomFolder(folder: string): Promise<DicomFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
  const files: DicomFile[] = [];
  const refusals: TimescopeError[] = [];
  for (const name of names.sort()) {
    try {
      files.push(await opened(name));
    } catch (thrown) {
      if (!(thrown instanceof TimescopeError)) {
        await closeAll(files);
        throw thrown;
      }
      if (isDamaged(name, thrown)) refusals.push(thrown);
    }
  }
  if (!files.some(isSlideImage)) {
    await closeAll(files);
    const [first] = refusals;
    if (first) throw first;
  }
  if (files.length === 0)
    throw new TimescopeError('NOT_DICOM', 'The folder holds no DICOM file.', {
      nextStep: 'Choose the folder with the files of one slide.',
    });
  const warnings = refusals.map(({ message }) => levelLeftOut(`a file cannot be read. ${message}`));
  return { files, warnings };
}

/** Notes, licences and pictures beside the slide are no damage; a file named .dcm that is not DICOM is. */
const isDamaged = (name: string, { code }: TimescopeError): boolean =>
  code !== 'NOT_DICOM' || path.extname(name).toLowerCase() === '.dcm';

export const isSlideImage = ({ part10 }: DicomFile): boolean =>
  part10.meta.sopClassUid === WHOLE_SLIDE_MICROSCOPY;

async function opened(name: string): Promise<DicomFile> {
  const handle = await open(name, 'r');
  try {
    const { size } = await handle.stat();
    const bytes: ByteSource = {
      length: size,
      read: async ({ offset, length }) => {
        const wanted = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        const { bytesRead } = await handle.read(wanted, 0, wanted.length, offset);
        return wanted.subarray(0, bytesRead);
      },
    };
    const file = { bytes, part10: await openPart10(bytes), close: () => handle.close() };
    if (isSlideImage(file)) return file;
    // A folder of other objects may hold more files than can be open at once.
    await handle.close();
    return { ...file, close: () => Promise.resolve() };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

export async function closeAll(files: readonly DicomFile[]): Promise<void> {
  await Promise.all(files.map(file => file.close()));
}
