import { canonicalJson } from '@timescope/core/canonicalJson';
import type { DicomJson } from '@timescope/core/dicom/json';
import type { ByteSource } from '@timescope/core/dicom/read/byteSource';
import { openFrameBytes } from '@timescope/core/dicom/read/frame';
import { openPart10, type Part10 } from '@timescope/core/dicom/read/part10';
import { readSlide, WHOLE_SLIDE_MICROSCOPY } from '@timescope/core/dicom/read/slide';
import { slidePixelSource } from '@timescope/core/dicom/read/slidePixelSource';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { sha256Hex } from '@timescope/core/sha256';
import { micrometresPerPixel } from '@timescope/core/units';
import { decodeFrame, readPlainImage } from '@timescope/runtime/decode/node';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A slide opened from a path. `close` gives its files back. */
export interface SlideInput {
  readonly source: PixelSource;
  readonly kind: 'dicom' | 'plain';
  readonly description: string;
  readonly digest: string;
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens SLIDE of the command line: a folder of DICOM files, one `.dcm` file, or a plain image with its spacing.
 * @param mpp Micrometres per pixel of a plain image.
 * @throws TimescopeError USAGE, NOT_FOUND, NOT_DICOM, NOT_AN_IMAGE, and what readSlide throws.
 */
export async function openSlide(slidePath: string, mpp: number | undefined): Promise<SlideInput> {
  const found = await stat(slidePath).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no file or folder ${slidePath}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  const isDicom = found.isDirectory() || path.extname(slidePath).toLowerCase() === '.dcm';
  if (!isDicom) return openPlainImage(slidePath, mpp);
  if (mpp !== undefined)
    throw usage('--mpp is for plain images; a DICOM slide states its own spacing.', 'Leave --mpp out.');
  return found.isDirectory() ? openFolder(slidePath) : openDicom(await openFiles([slidePath]));
}

async function openPlainImage(imagePath: string, mpp: number | undefined): Promise<SlideInput> {
  if (mpp === undefined)
    throw usage(
      'A plain image does not say how large its pixels are.',
      'Add --mpp UM, micrometres per pixel.',
    );
  if (!(mpp > 0 && mpp < 1000))
    throw usage(
      'The pixel size must be a number of micrometres above 0.',
      'Give --mpp as for example 0.2271.',
    );
  const rgb = await readPlainImage(imagePath);
  return {
    source: plainImageSource(rgb, micrometresPerPixel(mpp)),
    kind: 'plain',
    description: path.basename(imagePath),
    digest: `sha256:${await fileDigest(imagePath)}`,
    warnings: [],
    close: () => Promise.resolve(),
  };
}

interface OpenFile {
  readonly bytes: ByteSource;
  readonly part10: Part10;
  close(): Promise<void>;
}

async function openFolder(folder: string): Promise<SlideInput> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
  return openDicom(await openFiles(files.sort(), 'others are passed over'));
}

/** With `others are passed over` a file that is not DICOM is left out, else it is refused. */
async function openFiles(files: readonly string[], rule?: 'others are passed over'): Promise<OpenFile[]> {
  const opened: OpenFile[] = [];
  for (const file of files) {
    try {
      opened.push(await openFile(file));
    } catch (thrown) {
      const isOther = thrown instanceof TimescopeError && thrown.code === 'NOT_DICOM';
      if (rule && isOther) continue;
      await closeAll(opened);
      throw thrown;
    }
  }
  return opened;
}

async function openFile(file: string): Promise<OpenFile> {
  const handle = await open(file, 'r');
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
    return { bytes, part10: await openPart10(bytes), close: () => handle.close() };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

async function openDicom(files: readonly OpenFile[]): Promise<SlideInput> {
  try {
    return dicomInput(files);
  } catch (thrown) {
    await closeAll(files);
    throw thrown;
  }
}

function dicomInput(files: readonly OpenFile[]): SlideInput {
  if (files.length === 0)
    throw new TimescopeError('NOT_DICOM', 'The folder holds no DICOM file.', {
      nextStep: 'Choose the folder with the files of one slide.',
    });
  requireOneSlide(files);
  const slide = readSlide(files.map(withTransferSyntax));
  const byUid = new Map(files.map(file => [file.part10.meta.sopInstanceUid, file]));
  const fetchFrame = async (sopInstanceUid: string, frameNumber: number) => {
    const file = byUid.get(sopInstanceUid);
    if (!file)
      throw new TimescopeError('NOT_FOUND', `The slide has no instance ${sopInstanceUid}.`, { nextStep: '' });
    return openFrameBytes(file.bytes, file.part10, frameNumber - 1);
  };
  return {
    source: slidePixelSource(slide, fetchFrame, decodeFrame),
    kind: 'dicom',
    description: `DICOM series ${slide.seriesInstanceUid}`,
    digest: `uids-sha256:${sha256Hex(canonicalJson([...byUid.keys()].sort()))}`,
    warnings: slide.warnings,
    close: () => closeAll(files),
  };
}

function requireOneSlide(files: readonly OpenFile[]): void {
  const slides = files.filter(file => file.part10.meta.sopClassUid === WHOLE_SLIDE_MICROSCOPY);
  const series = new Set(slides.map(file => file.part10.dataset['0020000E']?.Value?.[0]));
  if (series.size > 1)
    throw new TimescopeError(
      'GEOMETRY',
      `The folder holds ${series.size} slide series; one slide was expected.`,
      {
        nextStep: 'Give the folder of one slide, or score them one after the other.',
      },
    );
}

/** The reader of slides finds the transfer syntax in the data set, as WADO metadata may carry it. */
const withTransferSyntax = ({ part10 }: OpenFile): DicomJson => ({
  ...part10.dataset,
  '00020010': { vr: 'UI', Value: [part10.meta.transferSyntax] },
});

async function closeAll(files: readonly OpenFile[]): Promise<void> {
  await Promise.all(files.map(file => file.close()));
}

async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  } catch (cause) {
    throw new TimescopeError('NOT_FOUND', `The file cannot be read (${messageOf(cause)}).`, {
      nextStep: 'Check its permissions.',
      cause,
    });
  }
  return hash.digest('hex');
}

const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
