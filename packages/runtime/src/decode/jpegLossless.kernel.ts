import type { EncodedFrame } from '@timescope/core/pixelSource';
import { requireAnnounced, tileUnreadable } from './announcedSize';
import { jpegScan, type HuffmanTable, type JpegScan } from './jpegScan';
import { jpegSize } from './jpegSegments';
import type { Samples } from './samples.kernel';

/**
 * JPEG Lossless (ITU-T T.81 annex H, processes 14 and 14 with first order prediction) of 8 bits, all colours in one scan.
 * @throws TimescopeError TRUNCATED, NOT_AN_IMAGE
 */
export function decodeJpegLossless(frame: EncodedFrame): Samples {
  const size = jpegSize(frame.bytes);
  if (!size) throw unreadable('it has no frame header');
  requireAnnounced(size, frame);
  const { width, height, samplesPerPixel } = frame;
  const values = new Uint8Array(width * height * samplesPerPixel);
  decodeScan(frame.bytes, oneScan(frame), { width, height, values, bits: size.bits });
  return { width, height, samplesPerPixel, order: 'pixel', values };
}

/** The same of a grey image of up to 16 bits, whose size was looked at before. */
export function decodeGreyJpegLossless(frame: EncodedFrame, bits: number): Uint16Array<ArrayBuffer> {
  const { width, height } = frame;
  const values = new Uint16Array(width * height);
  decodeScan(frame.bytes, oneScan(frame), { width, height, values, bits });
  return values;
}

function oneScan({ bytes, samplesPerPixel }: EncodedFrame): JpegScan {
  const scan = jpegScan(bytes);
  if (scan?.tables.length === samplesPerPixel) return scan;
  throw unreadable('it is not one scan with its tables');
}

/** Sums of wider numbers wrap round in them, as T.81 H.1.2.1 asks for (modulo 65536). */
type SampleArray = Uint8Array | Uint16Array;

interface ScanTarget {
  readonly width: number;
  readonly height: number;
  readonly values: SampleArray;
  readonly bits: number;
}

function decodeScan(
  bytes: Uint8Array,
  { tables, offset, predictor, pointTransform, restartInterval }: JpegScan,
  { width, height, values, bits: precision }: ScanTarget,
): void {
  const channels = tables.length;
  const bits = bitReader(bytes, offset);
  const line = width * channels;
  const start = 1 << (precision - 1 - pointTransform);
  // Rows since the last restart: its first row is predicted from the left only.
  let firstRow = 0;
  for (let y = 0, at = 0, left = restartInterval; y < height; y++) {
    for (let x = 0; x < width; x++, left--) {
      if (restartInterval > 0 && left === 0) {
        bits.restart();
        left = restartInterval;
        firstRow = y;
      }
      const isFirst =
        (y === firstRow && x === 0) || (restartInterval > 0 && left === restartInterval && x === 0);
      for (let channel = 0; channel < channels; channel++, at++) {
        const predicted = isFirst
          ? start
          : prediction(values, at, x, y - firstRow, channels, line, predictor);
        values[at] = predicted + bits.difference(tables[channel]!);
      }
    }
  }
  if (pointTransform > 0)
    for (let at = 0; at < values.length; at++) values[at] = values[at]! << pointTransform;
}

/** T.81 table H.1; the first row is predicted from the left, the first column from above. */
function prediction(
  v: SampleArray,
  at: number,
  x: number,
  y: number,
  channels: number,
  line: number,
  predictor: number,
): number {
  if (y === 0) return v[at - channels]!;
  const above = v[at - line]!;
  if (x === 0) return above;
  const left = v[at - channels]!;
  const corner = v[at - line - channels]!;
  if (predictor === 1) return left;
  if (predictor === 2) return above;
  if (predictor === 3) return corner;
  if (predictor === 4) return left + above - corner;
  if (predictor === 5) return left + ((above - corner) >> 1);
  if (predictor === 6) return above + ((left - corner) >> 1);
  return (left + above) >> 1;
}

/** Reads entropy-coded bits: FF 00 stands for FF, any other FF begins a marker. */
function bitReader(bytes: Uint8Array, start: number) {
  let at = start;
  let held = 0;
  let count = 0;

  const bit = (): number => {
    if (count === 0) {
      if (at >= bytes.length || (bytes[at] === 0xff && bytes[at + 1] !== 0))
        throw unreadable('it is cut off');
      held = bytes[at]!;
      at += held === 0xff ? 2 : 1;
      count = 8;
    }
    count -= 1;
    return (held >> count) & 1;
  };

  /** One Huffman code, then as many bits as it says, extended to a signed difference (T.81 F.2.2.1, H.1.2.2). */
  const difference = ({ first, last, offset, symbols }: HuffmanTable): number => {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      code = (code << 1) | bit();
      if (code > last[length]! || last[length]! < 0) continue;
      const size = symbols[offset[length]! + code - first[length]!]!;
      if (size === 0) return 0;
      if (size > 16) break;
      if (size === 16) return 32768;
      let value = 0;
      for (let k = 0; k < size; k++) value = (value << 1) | bit();
      return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }
    throw unreadable('it holds a code that its tables do not');
  };

  /** Goes on behind the next restart marker. */
  const restart = (): void => {
    count = 0;
    while (at + 1 < bytes.length && !(bytes[at] === 0xff && (bytes[at + 1]! & 0xf8) === 0xd0)) at += 1;
    at += 2;
  };
  return { difference, restart };
}

const unreadable = (because: string) => tileUnreadable('JPEG Lossless', because);
