import { canonicalJson } from '@timescope/core/canonicalJson';
import { text, type DicomJson } from '@timescope/core/dicom/json';
import { openFrameBytes } from '@timescope/core/dicom/read/frame';
import { readSlide, type Slide, type SlideChoice } from '@timescope/core/dicom/read/slide';
import { slideDigest } from '@timescope/core/dicom/read/slideDigest';
import { slidePixelSource, type FetchFrame } from '@timescope/core/dicom/read/slidePixelSource';
import { sourceAttributes, type SourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { sha256Hex } from '@timescope/core/sha256';
import { micrometresPerPixel } from '@timescope/core/units';
import { stainWords } from '@timescope/extension-ihc-scoring/pipeline/immune/stainOfImage';
import { decodeFrame, readPlainImage } from '@timescope/runtime/decode/node';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isAddress, openArchiveSlide } from './slide/archiveSlide';
import {
  closeAll,
  isSlideImage,
  openDicomFile,
  openDicomFolder,
  type DicomFile,
  type DicomFiles,
} from './slide/dicomFiles';
import { slideChoice, usage, type SlideOptions } from './slide/slideOptions';

/** A slide opened from a path. `close` gives its files back. */
export interface SlideInput {
  readonly source: PixelSource;
  readonly kind: 'dicom' | 'plain';
  /** The file of a plain image. */
  readonly image?: string;
  readonly description: string;
  readonly digest: string;
  /** What the same slide is called in a document of the viewer; only of DICOM slides. */
  readonly viewerDigest?: string;
  /** What objects made of the slide refer to; only of DICOM slides. */
  readonly dicom?: {
    readonly slide: Slide;
    readonly source: SourceAttributes;
    /** What the slide says of its stain. */
    readonly stain: readonly string[];
  };
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens SLIDE of the command line: a folder of DICOM files, one `.dcm` file, the DICOMweb address of a series, or a plain
 * image with its spacing.
 * @param options or only the micrometres per pixel.
 * @throws TimescopeError USAGE, NOT_FOUND, NOT_DICOM, NOT_AN_IMAGE, and what readSlide throws.
 */
export async function openSlide(
  slidePath: string,
  options: SlideOptions | number | undefined = {},
): Promise<SlideInput> {
  const choice = slideChoice(typeof options === 'number' ? { mpp: options } : options);
  if (isAddress(slidePath)) {
    const { slide, instances, fetchFrame } = await openArchiveSlide(slidePath, choice);
    return slideInput(slide, instances, fetchFrame, { warnings: [], close: () => Promise.resolve() });
  }
  const found = await stat(slidePath).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no file or folder ${slidePath}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  if (found.isDirectory()) return openDicom(await openDicomFolder(slidePath), choice);
  return isDicomFile(slidePath)
    ? openDicom(await openDicomFile(slidePath), choice)
    : openPlainImage(slidePath, choice);
}

const isDicomFile = (slidePath: string): boolean => path.extname(slidePath).toLowerCase() === '.dcm';

/** Whether SLIDE is opened as a plain image, if it is there. */
export async function isPlainImage(slidePath: string): Promise<boolean> {
  if (isAddress(slidePath) || isDicomFile(slidePath)) return false;
  return stat(slidePath).then(
    found => found.isFile(),
    () => false,
  );
}

async function openPlainImage(imagePath: string, { mpp, ...layer }: SlideChoice): Promise<SlideInput> {
  if (mpp === undefined)
    throw usage(
      'A plain image does not say how large its pixels are.',
      'Add --mpp UM, micrometres per pixel.',
    );
  if (Object.keys(layer).length > 0)
    throw usage('A plain image has one optical path and one focal plane.', 'Leave the choice out.');
  const rgb = await readPlainImage(imagePath);
  return {
    source: plainImageSource(rgb, micrometresPerPixel(mpp)),
    kind: 'plain',
    image: imagePath,
    description: path.basename(imagePath),
    digest: `sha256:${await fileDigest(imagePath)}`,
    warnings: rgb.warnings,
    close: () => Promise.resolve(),
  };
}

async function openDicom(files: DicomFiles, choice: SlideChoice): Promise<SlideInput> {
  try {
    return dicomInput(files, choice);
  } catch (thrown) {
    await closeAll(files.files);
    throw thrown;
  }
}

function dicomInput({ files, warnings }: DicomFiles, choice: SlideChoice): SlideInput {
  requireOneSlide(files);
  const slide = readSlide(files.map(withTransferSyntax), choice);
  const byUid = new Map(files.map(file => [file.part10.meta.sopInstanceUid, file]));
  const fetchFrame = async (sopInstanceUid: string, frameNumber: number) => {
    const file = byUid.get(sopInstanceUid);
    if (!file)
      throw new TimescopeError('NOT_FOUND', `The slide has no instance ${sopInstanceUid}.`, { nextStep: '' });
    return openFrameBytes(file.bytes, file.part10, frameNumber - 1);
  };
  return slideInput(
    slide,
    files.map(({ part10 }) => part10.dataset),
    fetchFrame,
    { warnings, close: () => closeAll(files) },
  );
}

function slideInput(
  slide: Slide,
  instances: readonly DicomJson[],
  fetchFrame: FetchFrame,
  { warnings, close }: Pick<SlideInput, 'warnings' | 'close'>,
): SlideInput {
  const uids = instances.flatMap(instance => text(instance, '00080018') ?? []);
  const images = imagesOfLevels(slide, instances);
  return {
    source: slidePixelSource(slide, fetchFrame, decodeFrame),
    kind: 'dicom',
    description: `DICOM series ${slide.seriesInstanceUid}`,
    digest: `uids-sha256:${sha256Hex(canonicalJson([...uids].sort()))}`,
    viewerDigest: slideDigest(slide),
    dicom: { slide, source: sourceAttributes(images), stain: [...new Set(images.flatMap(stainWords))] },
    warnings: [...warnings, ...slide.warnings],
    close,
  };
}

/** The images that are measured, from the finest: objects refer to these and not to the label. */
function imagesOfLevels({ levels }: Slide, instances: readonly DicomJson[]): readonly DicomJson[] {
  const uids = levels.flatMap(({ parts }) => parts.map(({ sopInstanceUid }) => sopInstanceUid));
  return uids
    .map(uid => instances.find(each => text(each, '00080018') === uid))
    .filter(instance => instance !== undefined);
}

function requireOneSlide(files: readonly DicomFile[]): void {
  const series = new Set(files.filter(isSlideImage).map(file => file.part10.dataset['0020000E']?.Value?.[0]));
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
const withTransferSyntax = ({ part10 }: DicomFile): DicomJson => ({
  ...part10.dataset,
  '00020010': { vr: 'UI', Value: [part10.meta.transferSyntax] },
});

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
