import { TimescopeError } from '../../errors';
import type { Raster } from '../../raster';
import { number } from '../json';
import { readFrameBytes } from './frame';
import { objectHeader, type ObjectHeader } from './objectHeader';
import { readPart10 } from './part10';

/** A grey picture as our writer stores it (8 bits, uncompressed). */
export interface SecondaryCapture {
  readonly header: ObjectHeader;
  readonly picture: Raster<Uint8Array>;
}

/** @throws TimescopeError NOT_AN_IMAGE for another kind of picture, and those of reading a file */
export function readSecondaryCapture(bytes: Uint8Array): SecondaryCapture {
  const part10 = readPart10(bytes);
  const { dataset } = part10;
  const [samples, bits] = [number(dataset, '00280002'), number(dataset, '00280100')];
  if (samples !== 1 || bits !== 8 || part10.pixelData?.kind !== 'native')
    throw new TimescopeError('NOT_AN_IMAGE', 'The picture is not one of 8-bit grey pixels, uncompressed.', {
      nextStep: 'Choose a crop that TIMEscope stored.',
    });
  const picture = {
    width: number(dataset, '00280011') ?? 0,
    height: number(dataset, '00280010') ?? 0,
    values: new Uint8Array(readFrameBytes(bytes, part10, 0)),
  };
  return { header: objectHeader(dataset), picture };
}
