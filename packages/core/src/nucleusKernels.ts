import type { RgbRaster } from './raster';

/**
 * The image operations of the nucleus detectors, a member each. Their meaning is that of the TypeScript twins in the
 * pathology pipeline; another body (WebAssembly) must give the same bits. Images are row-major, a value a pixel, on
 * views of this body's own memory (`floats`, `ints`, `bytes`); tables and numbers a label are ordinary arrays.
 */
export interface NucleusKernels extends KernelMemory {
  /** Which body runs; the numbers do not depend on it. */
  readonly engine: 'typescript' | 'typescript + wasm-simd';

  stainImages(rgb: RgbRaster, tables: StainAmounts, out: StainImages): void;

  subtractBackground(
    image: Float32Array,
    width: number,
    height: number,
    radius: number,
    out: Float32Array,
  ): void;

  blur(
    image: Float32Array,
    width: number,
    height: number,
    half: HalfKernel,
    between: Float32Array,
    out: Float32Array,
  ): void;

  negativeLaplacian(image: Float32Array, width: number, height: number, out: Float32Array): void;

  climbToPeaks(response: Float32Array, width: number, height: number, peak: Int32Array): void;

  keepBasins(
    peak: Int32Array,
    response: Float32Array,
    image: Float32Array,
    pixels: number,
    limits: BasinLimits,
    mask: Uint8Array,
  ): void;

  fillHoles(mask: Uint8Array, width: number, height: number, maxPixels: number): void;

  squaredDistance(
    mask: Uint8Array,
    width: number,
    height: number,
    rowsAway: Uint8Array,
    out: Int32Array,
  ): void;

  splitByShape(
    squared: Int32Array,
    width: number,
    height: number,
    tolerance: SplitTolerance,
    labels: Int32Array,
  ): void;

  refineBoundaries(
    labels: Int32Array,
    fineResponse: Float32Array,
    width: number,
    height: number,
    out: Int32Array,
  ): void;

  fillNotches(labels: Int32Array, width: number, height: number, out: Int32Array): void;

  relabel(parts: Int32Array, width: number, height: number, out: Int32Array): number;

  areas(labels: Int32Array, pixels: number, count: number): Uint32Array;

  firstPixels(labels: Int32Array, pixels: number, count: number): Int32Array;

  sums(image: Float32Array, labels: Int32Array, pixels: number, count: number): Float64Array;

  moments(labels: Int32Array, width: number, height: number, count: number): Moments;

  keepLabels(labels: Int32Array, pixels: number, keep: Uint8Array): number;

  growLabels(
    labels: Int32Array,
    width: number,
    height: number,
    reach: number,
    nearest: Int32Array,
    out: Int32Array,
  ): void;
}

/** The operations that a faster body gives, with the memory that they share. */
export type FasterKernels = Partial<NucleusKernels> & KernelMemory & Pick<NucleusKernels, 'engine'>;

/** Memory that the operations can reach. Views are taken once for the largest tile and used again for every tile. */
export interface KernelMemory {
  /** Forgets every view given out and makes room for `bytes` of new ones; old views must not be used again. */
  readonly reset: (bytes: number) => void;
  readonly floats: (length: number) => Float32Array;
  readonly ints: (length: number) => Int32Array;
  readonly bytes: (length: number) => Uint8Array;
}

/** What each byte of each channel adds to a stain: three tables of 256 in optical density, red first. */
export interface StainAmounts {
  readonly haematoxylin: Float64Array;
  readonly dab: Float64Array;
  readonly odSum: Float64Array;
}

/** The optical density images of a tile, a value a pixel; written over for every tile. */
export interface StainImages {
  readonly haematoxylin: Float32Array;
  readonly dab: Float32Array;
  /** Sum of the three channels' optical density: what any pigment darkens. */
  readonly odSum: Float32Array;
  /** The darker of the two stains: where a nucleus is, blue or brown. */
  readonly nuclear: Float32Array;
}

/** Half of a symmetric kernel, from its centre outwards; the whole sums to 1. */
export type HalfKernel = readonly number[];

export interface BasinLimits {
  readonly minPeak: number;
  readonly minMean: number;
}

/** How much a bulge must stand out from the neck before it is a nucleus of its own. */
export interface SplitTolerance {
  /** In pixels. */
  readonly least: number;
  /** Fraction of the bulge's own radius. */
  readonly ofRadius: number;
}

/** Sums of x + 0.5 and y + 0.5 a label. */
export interface Moments {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Bytes that a view of `length` values of `size` bytes takes: views begin at multiples of 16 bytes. */
export const viewBytes = (length: number, size: number): number => Math.ceil((length * size) / 16) * 16;
