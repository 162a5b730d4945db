import type { PixelRect, RgbRaster } from './raster';

/**
 * The image operations of the nucleus detectors, a member each. Their meaning is that of the TypeScript twins in the
 * pathology pipeline; another body (WebAssembly) must give the same bits. Images are row-major, a value a pixel, on
 * views of this body's own memory (`floats`, `ints`, `bytes`); tables and numbers a label are ordinary arrays.
 */
export interface NucleusKernels extends KernelMemory {
  /** Which body runs; the numbers do not depend on it. */
  readonly engine: 'typescript' | 'typescript + wasm-simd';

  /**
   * Bilinear: each pixel is mixed from the two rows and columns around it, weights in whole 256ths, rounded once.
   * @param memory For the pixels; without it they get memory of their own.
   * @returns columns x rows pixels.
   */
  resampleRgb(patch: RgbRaster, columns: Samples, rows: Samples, memory?: Uint8Array): RgbRaster;

  stainImages(rgb: RgbRaster, tables: StainAmounts, out: StainImages): void;

  subtractBackground(
    image: Float32Array,
    width: number,
    height: number,
    radius: number,
    out: Float32Array,
  ): void;

  laplacianOfBlur(
    image: Float32Array,
    width: number,
    height: number,
    half: HalfKernel,
    out: Float32Array,
  ): void;

  climbToPeaks(
    response: Float32Array,
    width: number,
    height: number,
    mostSteps: number,
    peak: Int32Array,
  ): void;

  keepBasins(
    peak: Int32Array,
    response: Float32Array,
    image: Float32Array,
    pixels: number,
    limits: BasinLimits,
    mask: Uint8Array,
  ): void;

  fillHoles(mask: Uint8Array, width: number, height: number, limits: HoleLimits): void;

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
    limits: SplitLimits,
    labels: Int32Array,
  ): void;

  refineMask(
    mask: Uint8Array,
    fineResponse: Float32Array,
    width: number,
    height: number,
    out: Uint8Array,
  ): void;

  fillNotches(labels: Int32Array, width: number, height: number, out: Int32Array): void;

  relabel(parts: Int32Array, width: number, height: number, out: Int32Array): number;

  areas(labels: Int32Array, pixels: number, count: number): Uint32Array;

  measureLabels(
    labels: Int32Array,
    width: number,
    height: number,
    count: number,
    images: readonly Float32Array[],
  ): LabelMeasures;

  ringMeans(
    image: Float32Array,
    labels: Int32Array,
    grown: Int32Array,
    pixels: number,
    count: number,
  ): RingMeans;

  keepLabels(labels: Int32Array, pixels: number, keep: Uint8Array): number;

  growLabels(
    labels: Int32Array,
    width: number,
    height: number,
    reach: number,
    nearest: Int32Array,
    out: Int32Array,
  ): void;

  membraneBands(
    image: Float32Array,
    nuclei: Int32Array,
    cells: Int32Array,
    width: number,
    height: number,
    look: MembraneLook,
    count: number,
  ): MembraneBands;

  tallyPixels(
    dab: Float32Array,
    cells: Int32Array,
    isCounted: Uint8Array,
    tile: TalliedTile,
    gradeThresholds: readonly [number, number, number],
  ): TileTally;

  outlines(
    labels: Int32Array,
    width: number,
    height: number,
    starts: Int32Array,
    areas: Uint32Array,
  ): Outlines;
}

/** The operations that a faster body gives, with the memory that they share. */
export type FasterKernels = Partial<NucleusKernels> & KernelMemory & Pick<NucleusKernels, 'engine'>;

/** Where pixels fall along one axis of another raster: the pixel before each and the weight of the one after in 1/256. */
export interface Samples {
  readonly first: Int32Array;
  readonly weight: Int32Array;
}

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

/** The largest hole that is filled. */
export interface HoleLimits {
  readonly mostPixels: number;
  /** Columns or rows that it spans at most. */
  readonly mostEdge: number;
}

/** How far splitting looks, in pixels: what lies beyond cannot show. */
export interface SplitLimits {
  /** What spans more columns or rows is no nucleus but what nuclei stand out from. */
  readonly mostEdge: number;
  /** Pixels around a nucleus that stands out belong to it within this many steps; at most 254. */
  readonly mostSteps: number;
}

/** How much a bulge must stand out from the neck before it is a nucleus of its own. */
export interface SplitTolerance {
  /** In pixels. */
  readonly least: number;
  /** Fraction of the bulge's own radius. */
  readonly ofRadius: number;
}

/** What one pass over the labels gives, a number a label; index 0 is unused. */
export interface LabelMeasures {
  readonly areas: Uint32Array;
  /** Index of the first pixel in memory order; -1 for a label without pixels. */
  readonly firstPixels: Int32Array;
  /** Columns or rows that the label spans, whichever are more. */
  readonly spans: Uint32Array;
  /** Sums of x + 0.5 and y + 0.5. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of each image the sum, added in memory order, so that a nucleus has the same sum in whatever tile it lies. */
  readonly sums: readonly Float64Array[];
}

/** Means on the ring around each label, a number a label. */
export interface RingMeans {
  readonly whole: Float64Array;
  /** On the pixels of the ring that reach its mean. */
  readonly darker: Float64Array;
}

/** Where membranes are looked for. */
export interface MembraneLook {
  /** Half the width of the band in pixels. */
  readonly reach: number;
  /** The pixels that are looked at: labels that reach out of it are not whole in what comes back. */
  readonly within: PixelRect;
}

/** What is measured on the border of each label; index 0 is unused. */
export interface MembraneBands {
  /** Sum of the image on the band, and its pixels. */
  readonly sum: Float64Array;
  readonly pixels: Uint32Array;
  /** Value that the membrane reaches in 90 % of the directions; NaN where nuclei hide half of them. */
  readonly tenth: Float32Array;
}

/** Pixels of a tile's own area that count, at 4 * compartment + DAB grade of the pixel. */
export interface TileTally {
  readonly tissuePixels: Float64Array<ArrayBuffer>;
  /** The same within the cells that count. */
  readonly cellPixels: Float64Array<ArrayBuffer>;
}

export interface TalliedTile {
  readonly at: PixelRect;
  readonly owned: PixelRect;
  /** A byte a pixel, in any memory. */
  readonly counts: Uint8Array;
  readonly compartments: Uint8Array;
}

/** Rings of points, one a label. */
export interface Outlines {
  /** Of each ring the pixel x, y from whose upper left corner its points are counted, so that no digit depends on the tile. */
  readonly corners: Int32Array;
  /** Where each ring begins among the points, and behind the last one where it ends. */
  readonly offsets: Uint32Array<ArrayBuffer>;
  /** x, y a point, in pixels. */
  readonly points: Float64Array;
}

/** Bytes that a view of `length` values of `size` bytes takes: views begin at multiples of 16 bytes. */
export const viewBytes = (length: number, size: number): number => Math.ceil((length * size) / 16) * 16;
