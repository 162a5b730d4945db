import { TimescopeError } from '@timescope/core/errors';
import type { RgbRaster } from '@timescope/core/raster';

/** Decoded 8-bit samples before their colours are known, one or three a pixel. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly samplesPerPixel: number;
  /** `pixel`: a pixel's samples stand together; `plane`: all first samples, then all second, then all third. */
  readonly order: 'pixel' | 'plane';
  readonly values: Uint8Array;
}

/**
 * Samples as RGB by their photometric interpretation (PS3.3 C.7.6.3.1.2). Grey stands in all three channels.
 * @throws TimescopeError UNSUPPORTED_TRANSFER_SYNTAX for palettes and other colours, TRUNCATED for too few samples.
 */
export function rgbOfSamples(samples: Samples, photometricInterpretation: string): RgbRaster {
  const { width, height, samplesPerPixel: channels } = samples;
  const expected = width * height * channels;
  if (samples.values.length < expected)
    throw new TimescopeError(
      'TRUNCATED',
      `A tile of ${width} x ${height} pixels holds ${samples.values.length} of ${expected} bytes.`,
      { nextStep: 'Fetch the slide again from where it came.' },
    );
  if (channels === 1 && photometricInterpretation === 'MONOCHROME2') return greyRgb(samples);
  if (channels === 1 && photometricInterpretation === 'MONOCHROME1') return inverted(greyRgb(samples));
  if (channels === 3 && photometricInterpretation === 'RGB') return interleaved(samples);
  if (channels === 3 && photometricInterpretation.startsWith('YBR_FULL'))
    return rgbOfYbr(interleaved(samples));
  throw new TimescopeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `Colours stored as ${photometricInterpretation} with ${channels} samples a pixel cannot be read; expected RGB, YBR_FULL or grey.`,
    { nextStep: 'Export the slide as RGB.' },
  );
}

export function inverted({ width, height, values }: RgbRaster): RgbRaster {
  return { width, height, values: values.map(value => 255 - value) };
}

function greyRgb({ width, height, values: grey }: Samples): RgbRaster {
  const values = new Uint8Array(3 * width * height);
  for (let pixel = 0, to = 0; pixel < width * height; pixel++) {
    const level = grey[pixel]!;
    values[to++] = level;
    values[to++] = level;
    values[to++] = level;
  }
  return { width, height, values };
}

function interleaved({ width, height, order, values: stored }: Samples): RgbRaster {
  const pixels = width * height;
  if (order === 'pixel') return { width, height, values: stored.slice(0, 3 * pixels) };
  const values = new Uint8Array(3 * pixels);
  for (let pixel = 0, to = 0; pixel < pixels; pixel++) {
    values[to++] = stored[pixel]!;
    values[to++] = stored[pixels + pixel]!;
    values[to++] = stored[2 * pixels + pixel]!;
  }
  return { width, height, values };
}

/** Weights of PS3.3 C.7.6.3.1.2 (as in JFIF) in 1/65536, so that every machine rounds alike. */
const RED_OF_CR = 91881; // 1.402
const GREEN_OF_CB = -22554; // -0.344136
const GREEN_OF_CR = -46802; // -0.714136
const BLUE_OF_CB = 116130; // 1.772
const HALF = 32768;

/** Y, Cb, Cr of each pixel in place of R, G, B. */
export function rgbOfYbr({ width, height, values: ybr }: RgbRaster): RgbRaster {
  const values = new Uint8ClampedArray(ybr.length);
  for (let at = 0; at < ybr.length; at += 3) {
    const y = ybr[at]!;
    const cb = ybr[at + 1]! - 128;
    const cr = ybr[at + 2]! - 128;
    values[at] = y + ((RED_OF_CR * cr + HALF) >> 16);
    values[at + 1] = y + ((GREEN_OF_CB * cb + GREEN_OF_CR * cr + HALF) >> 16);
    values[at + 2] = y + ((BLUE_OF_CB * cb + HALF) >> 16);
  }
  return { width, height, values: new Uint8Array(values.buffer) };
}

/** YBR_FULL_422 without compression: Y Y Cb Cr for each two pixels of a row. */
export function ybrOf422(width: number, height: number, stored: Uint8Array): RgbRaster {
  const values = new Uint8Array(3 * width * height);
  for (let pixel = 0, to = 0; pixel < width * height; pixel++) {
    const pair = 4 * (pixel >> 1);
    values[to++] = stored[pair + (pixel & 1)]!;
    values[to++] = stored[pair + 2]!;
    values[to++] = stored[pair + 3]!;
  }
  return { width, height, values };
}
