import type { DataSet } from 'dicom-parser';
import { TimescopeError } from '../../errors';
import { text, type DicomJson } from '../json';
import { answer, answerFrom, type ByteQuestions, type ByteRange, type ByteSource } from './byteSource';
import { datasetJson } from './datasetJson';
import { parseHeader } from './header';
import { locatePixelData, type PixelDataLocation } from './pixelDataLocation';

/** A DICOM file (PS3.10): its header as DICOM JSON, and where its large values lie in the file. */
export interface Part10 {
  readonly meta: {
    readonly transferSyntax: string;
    readonly sopClassUid: string;
    readonly sopInstanceUid: string;
  };
  /** Without pixel data; binary elements above 1 KB carry a BulkDataURI that is a key of `bulk`. */
  readonly dataset: DicomJson;
  readonly bulk: ReadonlyMap<string, ByteRange>;
  /** Undefined for an object without an image. */
  readonly pixelData: PixelDataLocation | undefined;
}

/** The first read of a file in bytes; headers of slides with long per-frame groups take more reads. Ours. */
const FIRST_READ = 64 * 1024;
const GROWTH = 8;

/**
 * Reads a DICOM file that is in memory.
 * @throws TimescopeError NOT_DICOM, TRUNCATED, UNSUPPORTED_TRANSFER_SYNTAX (deflated and big-endian files).
 */
export function readPart10(bytes: Uint8Array): Part10 {
  return answer(part10(bytes.length), bytes);
}

/** The same for a file that is too large for memory: only its header is read. */
export function openPart10(source: ByteSource): Promise<Part10> {
  return answerFrom(part10(source.length), source);
}

function* part10(fileLength: number): ByteQuestions<Part10> {
  const dataSet = yield* header(fileLength);
  const { dataset, bulk } = datasetJson(dataSet);
  const meta = {
    transferSyntax: dataSet.string('x00020010') ?? '',
    sopClassUid: text(dataset, '00080016') ?? '',
    sopInstanceUid: required(text(dataset, '00080018')),
  };
  return { meta, dataset, bulk, pixelData: yield* locatePixelData(dataSet, dataset, fileLength) };
}

function* header(fileLength: number): ByteQuestions<DataSet> {
  for (let length = FIRST_READ; ; length *= GROWTH) {
    const isWholeFile = length >= fileLength;
    const dataSet = parseHeader(yield { offset: 0, length: Math.min(length, fileLength) }, isWholeFile);
    if (dataSet) return dataSet;
  }
}

function required(sopInstanceUid: string | undefined): string {
  if (sopInstanceUid !== undefined) return sopInstanceUid;
  throw new TimescopeError('NOT_DICOM', 'The DICOM file holds no SOP Instance UID (0008,0018).', {
    nextStep: 'A DICOMDIR and its like are not images: choose the image files themselves.',
  });
}
