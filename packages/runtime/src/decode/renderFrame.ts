import { number, text, type DicomJson } from '@timescope/core/dicom/json';
import { JPEG_BASELINE, isNative } from '@timescope/core/dicom/read/transferSyntaxes';
import { TimescopeError } from '@timescope/core/errors';
import sharp, { type Sharp } from 'sharp';
import { syntaxNotDecoded } from './syntaxNotDecoded';

/**
 * A stored frame as a JPEG for people to look at: colour as it is, grey levels through the window of the header, or
 * from the darkest to the brightest pixel where the header has none. Never for measuring.
 * @param longestSide of the picture in pixels; undefined keeps the frame's size.
 * @throws TimescopeError UNSUPPORTED_TRANSFER_SYNTAX for other than uncompressed and JPEG baseline, TRUNCATED.
 */
export async function renderFrame(
  frame: { readonly bytes: Uint8Array; readonly transferSyntax: string; readonly dataset: DicomJson },
  longestSide: number | undefined,
): Promise<Uint8Array> {
  const picture = pictureOf(frame);
  const sized =
    longestSide === undefined
      ? picture
      : picture.resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  return sized.jpeg({ quality: 85 }).toBuffer();
}

function pictureOf({ bytes, transferSyntax, dataset }: Parameters<typeof renderFrame>[0]): Sharp {
  if (transferSyntax === JPEG_BASELINE) return sharp(bytes);
  if (!isNative(transferSyntax)) throw syntaxNotDecoded(transferSyntax);
  const width = number(dataset, '00280011') ?? 0;
  const height = number(dataset, '00280010') ?? 0;
  const samples = number(dataset, '00280002') ?? 1;
  const needed = Math.ceil((width * height * samples * bitsAllocated(dataset)) / 8);
  if (bytes.length < needed) throw tooShort(bytes.length, needed);
  if (samples === 3) return sharp(interleaved(bytes, dataset, width * height), rawImage(width, height, 3));
  return sharp(greyLevels(bytes, dataset, width * height), rawImage(width, height, 1));
}

const bitsAllocated = (dataset: DicomJson) => number(dataset, '00280100') ?? 8;

const rawImage = (width: number, height: number, channels: 1 | 3) => ({ raw: { width, height, channels } });

function interleaved(bytes: Uint8Array, dataset: DicomJson, pixels: number): Uint8Array {
  if (number(dataset, '00280006') !== 1) return bytes.subarray(0, 3 * pixels);
  return Uint8Array.from(
    { length: 3 * pixels },
    (_, at) => bytes[(at % 3) * pixels + Math.floor(at / 3)] ?? 0,
  );
}

function greyLevels(bytes: Uint8Array, dataset: DicomJson, pixels: number): Uint8Array {
  const stored = storedValues(bytes, dataset, pixels);
  const slope = number(dataset, '00281053') ?? 1;
  const intercept = number(dataset, '00281052') ?? 0;
  const [darkest, brightest] = range(stored);
  const ends = [darkest * slope + intercept, brightest * slope + intercept] as const;
  const [low, high] = window(dataset) ?? ends;
  const inverted = text(dataset, '00280004') === 'MONOCHROME1';
  const span = Math.max(high - low, Number.EPSILON);
  return Uint8Array.from(stored, value => {
    const grey = (255 * (value * slope + intercept - low)) / span;
    const clamped = Math.min(255, Math.max(0, grey));
    return inverted ? 255 - clamped : clamped;
  });
}

function storedValues(
  bytes: Uint8Array,
  dataset: DicomJson,
  pixels: number,
): ArrayLike<number> & Iterable<number> {
  const bits = bitsAllocated(dataset);
  if (bits === 8) return bytes.subarray(0, pixels);
  if (bits === 1)
    return Uint8Array.from({ length: pixels }, (_, at) => ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1);
  if (bits !== 16) throw syntaxNotDecoded(`${bits} bits a pixel`);
  // A copy: a typed array of 16 bits needs an even offset.
  const { buffer } = bytes.slice(0, 2 * pixels);
  return number(dataset, '00280103') === 1 ? new Int16Array(buffer) : new Uint16Array(buffer);
}

/** The first window of the header: WindowCenter and WindowWidth in output units. */
function window(dataset: DicomJson): readonly [number, number] | undefined {
  const centre = number(dataset, '00281050');
  const width = number(dataset, '00281051');
  if (centre === undefined || width === undefined || width <= 0) return undefined;
  return [centre - width / 2, centre + width / 2];
}

function range(values: Iterable<number>): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

const tooShort = (found: number, needed: number) =>
  new TimescopeError('TRUNCATED', `The frame holds ${found} of ${needed} bytes.`, {
    nextStep: 'Copy or export the file again.',
    fields: { found, needed },
  });
