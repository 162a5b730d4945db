import type { KernelMemory } from '@timescope/core/nucleusKernels';
import { random as randomFrom } from '@timescope/synthetic/random';

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
  const random = randomFrom(seed).uniform;
  const image = Float32Array.from(
    { length: width * height },
    (_, i) => 0.1 * random() - 0.02 + (i % width) / 2000,
  );
  const blobs = Math.ceil((width * height) / 300);
  for (let blob = 0; blob < blobs; blob++) {
    addBlob(image, { width, height }, random() * width, random() * height, 2 + 8 * random(), random());
  }
  return image;
}

/** Whole numbers only: many equal neighbours, so that ties are met. */
export function stepImage(size: Size, seed: number, levels: number): Float32Array {
  return odImage(size, seed).map(od => Math.round(od * levels) / levels);
}

/** 1 inside round overlapping parts, 0 outside; the rim of one pixel is 0. */
export function maskImage(size: Size, seed: number, threshold = 0.3): Uint8Array {
  const mask = Uint8Array.from(odImage(size, seed), od => (od > threshold ? 1 : 0));
  return mask.map((value, i) => (isRim(size, i) ? 0 : value));
}

export const isRim = ({ width, height }: Size, i: number): boolean =>
  i < width || i >= width * (height - 1) || i % width === 0 || i % width === width - 1;

export function rgbImage({ width, height }: Size, seed: number) {
  const random = randomFrom(seed).uniform;
  return {
    width,
    height,
    values: Uint8Array.from({ length: width * height * 3 }, () => Math.floor(256 * random())),
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
