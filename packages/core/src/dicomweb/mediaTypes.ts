import { EXPLICIT_LITTLE_ENDIAN, isNative } from '../dicom/read/transferSyntaxes';

/** Media types of compressed frames (PS3.18 table 8.7.3-2). */
const mediaTypes: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.4.50': 'image/jpeg',
  '1.2.840.10008.1.2.4.51': 'image/jpeg',
  '1.2.840.10008.1.2.4.57': 'image/jpeg',
  '1.2.840.10008.1.2.4.70': 'image/jpeg',
  '1.2.840.10008.1.2.4.80': 'image/jls',
  '1.2.840.10008.1.2.4.81': 'image/jls',
  '1.2.840.10008.1.2.4.90': 'image/jp2',
  '1.2.840.10008.1.2.4.91': 'image/jp2',
  '1.2.840.10008.1.2.4.201': 'image/jphc',
  '1.2.840.10008.1.2.4.202': 'image/jphc',
  '1.2.840.10008.1.2.4.203': 'image/jphc',
  '1.2.840.10008.1.2.5': 'image/dicom-rle',
};

export const frameMediaType = (transferSyntax: string): string =>
  mediaTypes[transferSyntax] ?? 'application/octet-stream';

/** Uncompressed frames are little-endian words, whatever the VR encoding of the file was. */
export const frameTransferSyntax = (transferSyntax: string): string =>
  isNative(transferSyntax) ? EXPLICIT_LITTLE_ENDIAN : transferSyntax;
