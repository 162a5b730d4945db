import type { HalfKernel, SplitTolerance } from '@timescope/core/nucleusKernels';
import { gaussian } from './gaussian';
import type { DetectedTile } from './detectNuclei';

/** The longest object, 30 um in pixels: what is longer is no nucleus. Ours. */
export const LARGEST_OBJECT = 60;
/** 25 um2: a pale middle of a nucleus, not the lumen of a gland. Ours. */
const MAX_HOLE_PIXELS = 100;
/** At 0.5 um/px; weaker peaks are noise (QuPath 0.3.2). */
const MIN_PEAK_RESPONSE = 0.001;

/** Standard deviation 1 px (QuPath 0.3.2). */
const FINE_BLUR = gaussian(1);

export interface BlobLimits {
  /** Standard deviation of the blur as a kernel. */
  readonly blur: HalfKernel;
  /** Mean of the image that a blob must exceed. */
  readonly minMean: number;
}

/** Blobs of `image` darker than their surroundings: bytes[0]. Uses floats[1] and labels[0]. */
export function findBlobs(tile: DetectedTile, image: Float32Array, { blur, minMean }: BlobLimits): void {
  const { width, height, kernels, buffers } = tile;
  const [, response] = buffers.floats;
  const [peaks] = buffers.labels;
  const [mask] = buffers.bytes;
  kernels.laplacianOfBlur(image, width, height, blur, response);
  kernels.climbToPeaks(response, width, height, peaks);
  const limits = { minPeak: MIN_PEAK_RESPONSE, minMean };
  kernels.keepBasins(peaks, response, image, width * height, limits, mask);
  kernels.fillHoles(mask, width, height, MAX_HOLE_PIXELS);
}

/** Touching nuclei of bytes[0] apart by shape: labels[1]. */
export function separate({ width, height, kernels, buffers }: DetectedTile, tolerance: SplitTolerance): void {
  const [squared, parts] = buffers.labels;
  const [mask, rowsAway] = buffers.bytes;
  kernels.squaredDistance(mask, width, height, rowsAway, squared);
  kernels.splitByShape(squared, width, height, tolerance, parts);
}

/** Blobs of bytes[0] drawn in to where a fine Laplacian of `image` says so, before they are told apart. Uses floats[1]. */
export function drawInMask({ width, height, kernels, buffers }: DetectedTile, image: Float32Array): void {
  const [, fine] = buffers.floats;
  const [mask, refined] = buffers.bytes;
  kernels.laplacianOfBlur(image, width, height, FINE_BLUR, fine);
  kernels.refineMask(mask, fine, width, height, refined);
  kernels.fillHoles(refined, width, height, MAX_HOLE_PIXELS);
  mask.set(refined.subarray(0, width * height));
}
