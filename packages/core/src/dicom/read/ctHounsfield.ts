import { TimescopeError } from '../../errors';
import { number, text, type DicomJson } from '../json';
import type { CtInstance } from './ctSlice';
import { isNative, transferSyntaxName } from './transferSyntaxes';

/** Ours: padding is no tissue, so it becomes the air that a CT starts from (-1024 HU). */
const PADDING_HU = -1024;

/**
 * An image's stored values as HU, rounded to whole numbers and clipped to 16 bits.
 * @throws TimescopeError UNSUPPORTED_TRANSFER_SYNTAX, NOT_AN_IMAGE, TRUNCATED
 */
export function hounsfieldUnits(instance: CtInstance): Int16Array {
  const { dataset, pixels } = instance;
  requireUncompressed(instance);
  const layout = storedLayout(dataset);
  const { slope, intercept } = rescale(dataset);
  const count = (number(dataset, '00280010') ?? 0) * (number(dataset, '00280011') ?? 0);
  requireBytes(instance, (count * layout.bitsAllocated) / 8);
  const isPadding = paddingTest(dataset);
  const stored = storedValues(pixels, layout);
  return Int16Array.from({ length: count }, (_, index) => {
    const value = stored(index);
    const hu = isPadding(value) ? PADDING_HU : Math.round(value * slope + intercept);
    return Math.min(32767, Math.max(-32768, hu));
  });
}

interface StoredLayout {
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

function requireUncompressed({ dataset, transferSyntax }: CtInstance): void {
  if (isNative(transferSyntax)) return;
  const name = transferSyntaxName(transferSyntax);
  throw new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `The CT images are compressed as ${name}, which is not read here yet.`,
    {
      nextStep: 'Export the series uncompressed (Explicit VR Little Endian).',
      fields: { transferSyntax, uid: text(dataset, '00080018') },
    },
  );
}

function storedLayout(dataset: DicomJson): StoredLayout {
  const bitsAllocated = number(dataset, '00280100');
  const bitsStored = number(dataset, '00280101') ?? bitsAllocated ?? 0;
  const highBit = number(dataset, '00280102') ?? bitsStored - 1;
  const fits = bitsStored > 0 && highBit < (bitsAllocated ?? 0) && highBit + 1 >= bitsStored;
  if ((bitsAllocated !== 8 && bitsAllocated !== 16) || !fits || (number(dataset, '00280002') ?? 1) !== 1)
    throw notCt(
      dataset,
      `has ${bitsAllocated ?? 'no'} bits a pixel, of which ${bitsStored} up to bit ${highBit}`,
    );
  return { bitsAllocated, bitsStored, highBit, signed: number(dataset, '00280103') === 1 };
}

function rescale(dataset: DicomJson): { slope: number; intercept: number } {
  const slope = number(dataset, '00281053');
  const intercept = number(dataset, '00281052');
  if (slope === undefined || intercept === undefined)
    throw notCt(dataset, 'has no Rescale Slope and Intercept (0028,1053 and 1052), so its HU are unknown');
  if (slope === 0) throw notCt(dataset, 'has a Rescale Slope (0028,1053) of 0, so its HU are lost');
  return { slope, intercept };
}

function notCt(dataset: DicomJson, what: string): TimescopeError {
  const uid = text(dataset, '00080018') ?? '';
  return new TimescopeError('NOT_AN_IMAGE', `The CT image ${uid} ${what}.`, {
    nextStep:
      'Export the series again; one grey sample of 8 or 16 bits a pixel, with its rescale, is expected.',
    fields: { uid },
  });
}

function requireBytes({ dataset, pixels }: CtInstance, expected: number): void {
  if (pixels.length >= expected && expected > 0) return;
  const uid = text(dataset, '00080018') ?? '';
  throw new TimescopeError(
    'TRUNCATED',
    `The CT image ${uid} has ${pixels.length} bytes of pixels, ${expected} were expected.`,
    { nextStep: 'Copy or export the file again.', fields: { uid, found: pixels.length, expected } },
  );
}

/** Pixel Padding Value, with Pixel Padding Range Limit a whole range of stored values. */
function paddingTest(dataset: DicomJson): (stored: number) => boolean {
  const value = number(dataset, '00280120');
  if (value === undefined) return () => false;
  const limit = number(dataset, '00280121') ?? value;
  const [least, most] = [Math.min(value, limit), Math.max(value, limit)];
  return stored => stored >= least && stored <= most;
}

/** Only the stored bits count, wherever they lie in the word; what else the word holds (old overlays) is dropped. */
function storedValues(pixels: Uint8Array, layout: StoredLayout): (index: number) => number {
  const { bitsAllocated, bitsStored, highBit, signed } = layout;
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const unused = 31 - highBit;
  const drop = 32 - bitsStored;
  return index => {
    const word = bitsAllocated === 16 ? view.getUint16(index * 2, true) : view.getUint8(index);
    return signed ? (word << unused) >> drop : (word << unused) >>> drop;
  };
}
