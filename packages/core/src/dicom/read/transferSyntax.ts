import { TimescopeError } from '../../errors';

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

const names: Readonly<Record<string, string>> = {
  [IMPLICIT_LITTLE_ENDIAN]: 'Implicit VR Little Endian',
  [EXPLICIT_LITTLE_ENDIAN]: 'Explicit VR Little Endian',
  '1.2.840.10008.1.2.1.99': 'Deflated Explicit VR Little Endian',
  '1.2.840.10008.1.2.2': 'Explicit VR Big Endian',
  '1.2.840.10008.1.2.4.50': 'JPEG Baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless, First-Order Prediction',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS Lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS Near-Lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.4.201': 'High-Throughput JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.202': 'High-Throughput JPEG 2000 Lossless RPCL',
  '1.2.840.10008.1.2.4.203': 'High-Throughput JPEG 2000',
  '1.2.840.10008.1.2.5': 'RLE Lossless',
};

const unreadable = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.2']);

export const transferSyntaxName = (uid: string): string => names[uid] ?? uid;

export const isUncompressed = (uid: string): boolean =>
  uid === IMPLICIT_LITTLE_ENDIAN || uid === EXPLICIT_LITTLE_ENDIAN;

/** @throws TimescopeError UNSUPPORTED_TRANSFER_SYNTAX for deflated and big-endian files. */
export function requireReadable(transferSyntax: string): void {
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
