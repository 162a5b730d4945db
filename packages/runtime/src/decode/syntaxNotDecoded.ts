import { transferSyntaxName } from '@timescope/core/dicom/read/transferSyntaxes';
import { TimescopeError } from '@timescope/core/errors';

export function syntaxNotDecoded(uid: string): TimescopeError {
  return new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `Pixels stored as ${transferSyntaxName(uid)} cannot be decoded yet; expected JPEG Baseline or uncompressed.`,
    { nextStep: 'Export the slide as JPEG Baseline or uncompressed.', fields: { transferSyntax: uid } },
  );
}
