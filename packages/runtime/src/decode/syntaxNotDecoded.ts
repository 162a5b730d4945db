import { transferSyntaxName } from '@timescope/core/dicom/read/transferSyntaxes';
import { TimescopeError } from '@timescope/core/errors';

export function syntaxNotDecoded(uid: string): TimescopeError {
  return new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `Pixels stored as ${transferSyntaxName(uid)} cannot be decoded; expected JPEG, JPEG 2000, JPEG-LS, RLE or uncompressed.`,
    { nextStep: 'Export the slide as JPEG Baseline or uncompressed.', fields: { transferSyntax: uid } },
  );
}
