import type { KernelMemory } from '@timescope/core/nucleusKernels';
import { random } from '@timescope/synthetic/random';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes around the width of a SIMD vector, a tile's rim next to its rim, and one like a real tile's shape. */
export const SIZES: readonly Size[] = [
  { width: 3, height: 3 },
  { width: 5, height: 7 },
  { width: 16, height: 16 },
  { width: 17, height: 33 },
  { width: 31, height: 18 },
  { width: 203, height: 151 },
];

/** Optical densities like a slide's: soft blobs on a ramp with noise, also below 0. */
export function odImage({ width, height }: Size, seed: number): Float32Array {
  const stream = random(seed);
  const image = Float32Array.from(
    { length: width * height },
    (_, i) => 0.1 * stream.uniform() - 0.02 + (i % width) / 2000,
  );
  const blobs = Math.ceil((width * height) / 300);
  for (let blob = 0; blob < blobs; blob++) {
    const radius = stream.uniform(2, 10);
    addBlob(
      image,
      { width, height },
      stream.uniform(0, width),
      stream.uniform(0, height),
      radius,
      stream.uniform(),
    );
  }
  return image;
}

/** Few different values, also below 0: many equal neighbours, so that ties are met. The rim is 0. */
export function responseImage(size: Size, seed: number): Float32Array {
  return odImage(size, seed).map((od, i) => (isRim(size, i) ? 0 : Math.floor(20 * od - 2) / 20));
}

/** 1 inside round overlapping parts, 0 outside; the rim of one pixel is 0. */
export function maskImage(size: Size, seed: number, threshold = 0.3): Uint8Array {
  const mask = Uint8Array.from(odImage(size, seed), od => (od > threshold ? 1 : 0));
  return mask.map((value, i) => (isRim(size, i) ? 0 : value));
}

/** Background with specks, lines and large parts. */
export function holeyMask(size: Size, seed: number): Uint8Array {
  const stream = random(seed);
  return Uint8Array.from(odImage(size, seed), od => (od > 0.2 || stream.uniform() < 0.35 ? 1 : 0));
}

export const MOST_LABELS = 12;

/** Labels 1 ... MOST_LABELS strewn over small patches; the rim is 0. */
export function labelNoise(size: Size, seed: number, share = 0.6): Int32Array {
  const stream = random(seed);
  const labels = new Int32Array(size.width * size.height);
  return labels.map((_, i) => {
    if (isRim(size, i) || stream.uniform() > share) return 0;
    const isLikeLeft = stream.uniform() < 0.5 && (labels[i - 1] ?? 0) !== 0;
    labels[i] = isLikeLeft ? (labels[i - 1] ?? 0) : 1 + stream.below(MOST_LABELS);
    return labels[i] ?? 0;
  });
}

export const isRim = ({ width, height }: Size, i: number): boolean =>
  i < width || i >= width * (height - 1) || i % width === 0 || i % width === width - 1;

export function rgbImage({ width, height }: Size, seed: number) {
  const stream = random(seed);
  return {
    width,
    height,
    values: Uint8Array.from({ length: width * height * 3 }, () => stream.below(256)),
  };
}

/** Copies of images in the memory of a body. */
export function placed(memory: KernelMemory) {
  return {
    floats: (values: Float32Array) => filled(memory.floats(values.length), values),
    ints: (values: Int32Array) => filled(memory.ints(values.length), values),
    bytes: (values: Uint8Array) => filled(memory.bytes(values.length), values),
  };
}

function filled<Values extends { set(values: Values): void }>(view: Values, values: Values): Values {
  view.set(values);
  return view;
}

function addBlob(
  image: Float32Array,
  { width, height }: Size,
  x0: number,
  y0: number,
  radius: number,
  od: number,
) {
  for (let y = Math.max(0, Math.floor(y0 - radius)); y < Math.min(height, y0 + radius); y++) {
    for (let x = Math.max(0, Math.floor(x0 - radius)); x < Math.min(width, x0 + radius); x++) {
      const away = Math.sqrt((x - x0) ** 2 + (y - y0) ** 2) / radius;
      if (away < 1) image[y * width + x] = (image[y * width + x] ?? 0) + od * (1 - away * away);
    }
  }
}
