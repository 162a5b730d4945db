import { joinedBytes } from '../../joinedBytes';
import { TimescopeError } from '../../errors';
import type { EncodedFrame } from '../../pixelSource';
import { number, text, type DicomJson } from '../json';
import { answer, answerFrom, type ByteQuestions, type ByteRange, type ByteSource } from './byteSource';
import type { Part10 } from './part10';
import { bitsPerFrame, numberOfFrames } from './pixelDataLocation';

/** One frame of a file in memory, as stored, with what is needed to decode it. `index` counts from 0. */
export function readFrame(bytes: Uint8Array, part10: Part10, index: number): EncodedFrame {
  return encodedFrame(readFrameBytes(bytes, part10, index), part10);
}

/** The same from a file that is not in memory: only the frame's bytes are read. */
export async function openFrame(source: ByteSource, part10: Part10, index: number): Promise<EncodedFrame> {
  return encodedFrame(await openFrameBytes(source, part10, index), part10);
}

/**
 * The stored bytes of one frame; a frame in several fragments is put together. The bit-packed frames of a binary
 * segmentation begin at a byte of their own (as WADO-RS gives them).
 * @throws TimescopeError NOT_FOUND when the file has no such frame, NOT_AN_IMAGE when it has none at all.
 */
export function readFrameBytes(bytes: Uint8Array, part10: Part10, index: number): Uint8Array {
  return answer(frameBytes(part10, index), bytes);
}

export function openFrameBytes(source: ByteSource, part10: Part10, index: number): Promise<Uint8Array> {
  return answerFrom(frameBytes(part10, index), source);
}

/** A frame's bytes with the description that the header gives of them; also for frames that came over DICOMweb. */
export function describeFrame(bytes: Uint8Array, dataset: DicomJson, transferSyntax: string): EncodedFrame {
  return {
    bytes,
    transferSyntax,
    width: number(dataset, '00280011') ?? 0,
    height: number(dataset, '00280010') ?? 0,
    samplesPerPixel: number(dataset, '00280002') ?? 1,
    photometricInterpretation: text(dataset, '00280004') ?? 'MONOCHROME2',
    planarConfiguration: number(dataset, '00280006') ?? 0,
  };
}

function* frameBytes(part10: Part10, index: number): ByteQuestions<Uint8Array> {
  requireFrame(part10, index);
  const { pixelData, dataset } = part10;
  if (pixelData?.kind === 'encapsulated') return yield* joined(pixelData.frames[index] ?? []);
  const bits = bitsPerFrame(dataset);
  const firstBit = index * bits;
  const firstByte = Math.floor(firstBit / 8);
  const length = Math.ceil((firstBit + bits) / 8) - firstByte;
  const bytes = yield { offset: (pixelData?.offset ?? 0) + firstByte, length };
  return firstBit % 8 === 0 && bits % 8 === 0 ? bytes : shifted(bytes, firstBit % 8, bits);
}

const encodedFrame = (bytes: Uint8Array, { dataset, meta }: Part10) =>
  describeFrame(bytes, dataset, meta.transferSyntax);

function requireFrame({ pixelData, dataset, meta }: Part10, index: number): void {
  const fields = { sopInstanceUid: meta.sopInstanceUid, frame: index + 1 };
  if (!pixelData)
    throw new TimescopeError('NOT_AN_IMAGE', 'The object holds no pixel data.', {
      nextStep: 'Choose an image, not a report or an annotation.',
      fields,
    });
  const frames = pixelData.kind === 'encapsulated' ? pixelData.frames.length : numberOfFrames(dataset);
  if (Number.isInteger(index) && index >= 0 && index < frames) return;
  throw new TimescopeError('NOT_FOUND', `The image has ${frames} frames; frame ${index + 1} was asked for.`, {
    nextStep: 'Ask for a frame that exists.',
    fields,
  });
}

function* joined(ranges: readonly ByteRange[]): ByteQuestions<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const range of ranges) parts.push(yield range);
  const [only] = parts;
  return only && parts.length === 1 ? only : joinedBytes(parts);
}

/** Bits `skip` to `skip + bits` of little-endian packed bits, moved to the first bit; the rest of the last byte is 0. */
function shifted(bytes: Uint8Array, skip: number, bits: number): Uint8Array {
  const moved = Uint8Array.from(
    { length: Math.ceil(bits / 8) },
    (_, index) => ((bytes[index] ?? 0) >> skip) | ((bytes[index + 1] ?? 0) << (8 - skip)),
  );
  const last = moved.length - 1;
  if (bits % 8 !== 0) moved[last] = (moved[last] ?? 0) & ((1 << (bits % 8)) - 1);
  return moved;
}
