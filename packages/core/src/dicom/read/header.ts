import dicomParser, { type DataSet } from 'dicom-parser';
import { TimescopeError, messageOf } from '../../errors';
import { transferSyntaxName } from './transferSyntaxes';
import { fromDictionary } from './valueRepresentation';

/** Preamble, "DICM" and the first element of the meta group: less than this is no DICOM file. */
const SMALLEST_FILE = 144;

/** The letters DICM follow a preamble of 128 bytes (PS3.10 section 7.1). */
const PREAMBLE = 128;

/**
 * Parses everything before the pixel data.
 * @param bytes the beginning of a file, or all of it.
 * @returns undefined when the pixel data, or the end of the file, lies beyond these bytes.
 * @throws TimescopeError NOT_DICOM, TRUNCATED or UNSUPPORTED_TRANSFER_SYNTAX.
 */
export function parseHeader(bytes: Uint8Array, isWholeFile: boolean): DataSet | undefined {
  requireDicom(bytes);
  try {
    requireReadable(transferSyntaxOf(bytes));
    const dataSet = dicomParser.parseDicom(bytes, {
      untilTag: 'x7fe00010',
      vrCallback: tag => fromDictionary(tag.slice(1).toUpperCase(), false),
    });
    return isWholeFile || dataSet.elements.x7fe00010 ? dataSet : undefined;
  } catch (thrown) {
    if (thrown instanceof TimescopeError) throw thrown;
    if (!isWholeFile) return undefined;
    throw explained(thrown, bytes.length);
  }
}

function requireDicom(bytes: Uint8Array): void {
  const letters = String.fromCharCode(...bytes.subarray(PREAMBLE, PREAMBLE + 4));
  if (letters === 'DICM' && bytes.length >= SMALLEST_FILE) return;
  throw new TimescopeError('NOT_DICOM', `This is not a DICOM file: ${whatItLooksLike(bytes)}.`, {
    nextStep: 'Choose a file that was exported as DICOM (it has the letters DICM at byte 128).',
    fields: { bytes: bytes.length },
  });
}

function whatItLooksLike(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty';
  const start = bytes.subarray(0, 64);
  const text = String.fromCharCode(...start)
    .trimStart()
    .toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'it is a web page';
  const isText = start.every(byte => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13);
  if (isText) return 'it is a text file';
  return bytes.length < SMALLEST_FILE
    ? `it ends after ${bytes.length} bytes`
    : 'the letters DICM are not at byte 128';
}

function transferSyntaxOf(bytes: Uint8Array): string {
  const transferSyntax = dicomParser.readPart10Header(bytes).string('x00020010');
  if (transferSyntax !== undefined) return transferSyntax;
  throw new TimescopeError('NOT_DICOM', 'The DICOM file does not say its transfer syntax (0002,0010).', {
    nextStep: 'Export it again from the system that made it.',
  });
}

/** Deflated files could hold a bomb, big-endian ones are retired from the standard. */
const unreadable = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.2']);

function requireReadable(transferSyntax: string): void {
  if (!unreadable.has(transferSyntax)) return;
  throw new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `The file is written in ${transferSyntaxName(transferSyntax)}, which is not read here.`,
    {
      nextStep: 'Export it again in Explicit VR Little Endian or in JPEG Baseline.',
      fields: { transferSyntax },
    },
  );
}

/** dicom-parser throws strings, errors, and objects that hold one of them. */
function explained(thrown: unknown, length: number): TimescopeError {
  const cause =
    typeof thrown === 'object' && thrown !== null && 'exception' in thrown ? thrown.exception : thrown;
  const said = messageOf(cause);
  const isTruncated = /overrun|overread|past the end|maxPosition|greater than or equal/i.test(said);
  return isTruncated
    ? new TimescopeError(
        'TRUNCATED',
        `The DICOM file ends in the middle of an element, after ${length} bytes.`,
        {
          nextStep: 'Copy or export it again.',
          fields: { bytes: length },
          cause,
        },
      )
    : new TimescopeError('NOT_DICOM', 'The file begins like DICOM but its elements cannot be read.', {
        nextStep: 'Export it again from the system that made it.',
        fields: { bytes: length },
        cause,
      });
}
