import { TimescopeError } from '@timescope/core/errors';
import { EXPLICIT_LITTLE_ENDIAN } from '@timescope/core/dicom/read/transferSyntaxes';
import { inflateRawSync } from 'node:zlib';

const DEFLATED = '1.2.840.10008.1.2.1.99';
/** Preamble and "DICM", then the meta group's own length (PS3.10 section 7.1). */
const META = 132;
const META_GROUP_LENGTH = 12;
/** Ours: a CT image has 0.5 MB; a file that unpacks to more than this is no CT image. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What is enough of a file's beginning to tell; a meta group is shorter. Ours. */
export const DEFLATED_HEAD = 1024;

/** @param head the first DEFLATED_HEAD bytes of a file */
export function isDeflated(head: Uint8Array): boolean {
  const end = metaEnd(head);
  return end !== undefined && Buffer.from(head.subarray(0, end)).includes(DEFLATED);
}

/**
 * A file of the deflated transfer syntax as the same file in Explicit VR Little Endian (PS3.5 A.5); any other as it is.
 * @throws TimescopeError TRUNCATED for one that cannot be unpacked
 */
export function inflatedFile(bytes: Uint8Array): Uint8Array {
  const end = metaEnd(bytes);
  if (end === undefined) return bytes;
  const meta = Buffer.from(bytes.subarray(0, Math.min(end, bytes.length)));
  const at = meta.indexOf(DEFLATED);
  if (at < 0) return bytes;
  // The element keeps its length: zeros at the end of a UID do not count.
  meta.fill(0, at, at + DEFLATED.length).write(EXPLICIT_LITTLE_ENDIAN, at, 'latin1');
  return Buffer.concat([meta, unpacked(bytes.subarray(end))]);
}

function metaEnd(bytes: Uint8Array): number | undefined {
  if (bytes.length < META + META_GROUP_LENGTH) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return META + META_GROUP_LENGTH + view.getUint32(META + 8, true);
}

function unpacked(deflated: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(deflated, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new TimescopeError('TRUNCATED', 'The deflated DICOM file cannot be unpacked.', {
      nextStep: 'Copy or export the file again.',
      cause,
    });
  }
}
