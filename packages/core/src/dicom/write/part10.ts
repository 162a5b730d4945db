import { joinedBytes } from '../../joinedBytes';
import { data } from 'dcmjs';
import { TimescopeError } from '../../errors';
import { EXPLICIT_LITTLE_ENDIAN } from '../read/transferSyntaxes';
import type { Dataset } from './dataset';
import { uidFrom } from './uid';

const { DicomDict, DicomMetaDictionary } = data;

/** Written into every file's meta information. */
const IMPLEMENTATION_VERSION = 'TIMESCOPE';

/**
 * A DICOM file without pixel data, or its part before the pixel data.
 * @param dataset names its SOPClassUID and SOPInstanceUID
 */
export function part10Bytes(dataset: Dataset, transferSyntax: string = EXPLICIT_LITTLE_ENDIAN): Uint8Array {
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: dataset.SOPClassUID,
      MediaStorageSOPInstanceUID: dataset.SOPInstanceUID,
      TransferSyntaxUID: transferSyntax,
      ImplementationClassUID: uidFrom('TIMEscope', 'implementation'),
      ImplementationVersionName: IMPLEMENTATION_VERSION,
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    SpecificCharacterSet: 'ISO_IR 192',
    ...present(dataset),
  });
  return new Uint8Array(file.write());
}

/** Without the members that are undefined, at every depth: an absent attribute is not an empty one. */
function present(dataset: Dataset): Dataset {
  return Object.fromEntries(
    Object.entries(dataset)
      .filter(([, value]) => value !== undefined)
      .map(([keyword, value]) => [keyword, Array.isArray(value) ? (value as unknown[]).map(item) : value]),
  ) as Dataset;
}

const item = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? present(value as Dataset) : value;

/** Largest length of an element or of an offset that its 32 bits can say, even. */
const MOST_BYTES = 0xfffffffe;
const ITEM_HEADER = 8;

/**
 * What stands before the frames of native pixel data, `length` bytes long (odd data is followed by a zero byte). Pixels
 * that are floats have an element of their own.
 */
export function nativePixelDataHeader(length: number, kind: 'OB' | 'OW' | 'float' = 'OB'): Uint8Array {
  requireFits(length);
  const padded = length + (length % 2);
  return kind === 'float' ? pixelDataHeader('OF', padded, FLOAT_PIXELS) : pixelDataHeader(kind, padded);
}

/** What stands before the frames of encapsulated pixel data: the header and the basic offset table. */
export function encapsulatedPixelDataHeader(frameLengths: readonly number[]): Uint8Array {
  const offsets = frameOffsets(frameLengths);
  const table = new DataView(new ArrayBuffer(ITEM_HEADER + 4 * offsets.length));
  writeTag(table, 0, 0xfffe, 0xe000);
  table.setUint32(4, 4 * offsets.length, true);
  offsets.forEach((offset, frame) => table.setUint32(ITEM_HEADER + 4 * frame, offset, true));
  return joinedBytes([pixelDataHeader('OB', 0xffffffff), new Uint8Array(table.buffer)]);
}

/** A frame as one fragment, padded to even length. */
export function fragmentBytes(frame: Uint8Array): Uint8Array {
  const fragment = new Uint8Array(ITEM_HEADER + frame.length + (frame.length % 2));
  const header = new DataView(fragment.buffer);
  writeTag(header, 0, 0xfffe, 0xe000);
  header.setUint32(4, fragment.length - ITEM_HEADER, true);
  fragment.set(frame, ITEM_HEADER);
  return fragment;
}

/** Ends encapsulated pixel data. */
export const sequenceDelimiter = (): Uint8Array => Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0);

function frameOffsets(frameLengths: readonly number[]): readonly number[] {
  let next = 0;
  const offsets = frameLengths.map(length => {
    const offset = next;
    next += ITEM_HEADER + length + (length % 2);
    return offset;
  });
  requireFits(next);
  return offsets;
}

/** Elements of group 7FE0: Pixel Data and Float Pixel Data. */
const PIXELS = 0x0010;
const FLOAT_PIXELS = 0x0008;

function pixelDataHeader(vr: 'OB' | 'OW' | 'OF', length: number, element = PIXELS): Uint8Array {
  const header = new DataView(new ArrayBuffer(12));
  writeTag(header, 0, 0x7fe0, element);
  header.setUint8(4, vr.charCodeAt(0));
  header.setUint8(5, vr.charCodeAt(1));
  header.setUint32(8, length, true);
  return new Uint8Array(header.buffer);
}

function writeTag(view: DataView, at: number, group: number, element: number): void {
  view.setUint16(at, group, true);
  view.setUint16(at + 2, element, true);
}

function requireFits(length: number): void {
  if (length <= MOST_BYTES) return;
  throw new TimescopeError(
    'NOT_AN_IMAGE',
    `The pixels of one level take ${length} bytes; a DICOM file holds at most ${MOST_BYTES}.`,
    { nextStep: 'Write the slide as JPEG.' },
  );
}
