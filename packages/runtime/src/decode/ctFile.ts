import { number } from '@timescope/core/dicom/json';
import type { CtInstance } from '@timescope/core/dicom/read/ctSlice';
import { readFrame } from '@timescope/core/dicom/read/frame';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { EXPLICIT_LITTLE_ENDIAN } from '@timescope/core/dicom/read/transferSyntaxes';
import { greyPixels } from './greyFrame';

/**
 * A DICOM file as a CT image with its pixels uncompressed.
 * @throws TimescopeError NOT_DICOM, UNSUPPORTED_TRANSFER_SYNTAX, NOT_AN_IMAGE, TRUNCATED
 */
export async function readCtFile(bytes: Uint8Array): Promise<CtInstance> {
  const part10 = readPart10(bytes);
  const { meta, dataset, pixelData } = part10;
  if (pixelData?.kind === 'encapsulated') {
    const bitsAllocated = number(dataset, '00280100') === 8 ? 8 : 16;
    const pixels = await greyPixels(readFrame(bytes, part10, 0), bitsAllocated);
    return { dataset, transferSyntax: EXPLICIT_LITTLE_ENDIAN, pixels };
  }
  const { offset, length } = pixelData ?? { offset: 0, length: 0 };
  return { dataset, transferSyntax: meta.transferSyntax, pixels: bytes.subarray(offset, offset + length) };
}
