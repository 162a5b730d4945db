import { TimescopeError } from '@timescope/core/errors';

export const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

/** Implicit and explicit little endian. */
export const UNCOMPRESSED: ReadonlySet<string> = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']);

const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.1.99': 'deflated little endian',
  '1.2.840.10008.1.2.2': 'big endian',
  '1.2.840.10008.1.2.4.51': 'JPEG extended',
  '1.2.840.10008.1.2.4.57': 'JPEG lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG lossless, first order',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS near-lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.4.201': 'High-Throughput JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.202': 'High-Throughput JPEG 2000 lossless RPCL',
  '1.2.840.10008.1.2.4.203': 'High-Throughput JPEG 2000',
  '1.2.840.10008.1.2.5': 'RLE',
};

export function syntaxNotDecoded(uid: string): TimescopeError {
  const name = NAMES[uid];
  return new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `Pixels stored as ${name ? `${name} (${uid})` : uid} cannot be decoded yet; expected JPEG baseline or uncompressed.`,
    {
      nextStep: 'Convert the slide to JPEG baseline or uncompressed pixels.',
      fields: { transferSyntax: uid },
    },
  );
}
