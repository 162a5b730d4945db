import { EXPLICIT_LITTLE_ENDIAN } from '@timescope/core/dicom/read/transferSyntaxes';
import type { StoredFrame } from './renderPort';

const SIDE = 64;
const GROUND = 20;
const PAPER = 170;
const INK = 70;

/** A written page, 64 x 64 pixels: the thumbnail of what has no pixels, or none that are decoded here. */
export const pageSymbol = (): StoredFrame => ({
  bytes: Uint8Array.from({ length: SIDE * SIDE }, (_, at) => greyAt(at % SIDE, Math.floor(at / SIDE))),
  transferSyntax: EXPLICIT_LITTLE_ENDIAN,
  dataset: {
    '00280010': { vr: 'US', Value: [SIDE] },
    '00280011': { vr: 'US', Value: [SIDE] },
    '00280100': { vr: 'US', Value: [8] },
    '00281050': { vr: 'DS', Value: [127.5] },
    '00281051': { vr: 'DS', Value: [255] },
  },
});

function greyAt(x: number, y: number): number {
  if (x < 16 || x >= 48 || y < 10 || y >= 54) return GROUND;
  const isLine = x >= 21 && x < 43 && y >= 18 && y < 48 && (y - 18) % 6 < 2;
  return isLine ? INK : PAPER;
}
