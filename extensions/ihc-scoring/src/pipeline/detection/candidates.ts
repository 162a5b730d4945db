import type { HalfKernel, SplitTolerance } from '@timescope/core/nucleusKernels';
import { gaussian } from './gaussian';
import type { DetectedTile } from './detectNuclei';
import { MAX_DISTANCE } from './distance.kernel';

/**
 * 30 um in pixels: what spans more columns or rows is no nucleus. With the limits below everything that is done to a
 * pixel looks only so far, whatever lies in the tile. All ours.
 */
export const LARGEST_OBJECT = 60;
/** 8 um from a basin's rim to its peak: farther ones are ridges, not nuclei. */
const MOST_CLIMB = 16;
/** A pale middle of a nucleus, not the lumen of a gland: 25 um2, 6 um across. */
const HOLE = { mostPixels: 100, mostEdge: 12 } as const;
/** From what is filled to the mask. */
export const HOLE_REACH = HOLE.mostEdge;
/** Where all that hangs together spans more than 24 um, a nucleus stands out from it and has a rim of at most 6 um. */
const SPLIT = { mostEdge: 48, mostSteps: 12 } as const;
/** From the response to the mask: two pixels of a basin, holes before and after drawing in. */
const MASK_REACH = 2 * MOST_CLIMB + 2 * HOLE.mostEdge + 1;
/** From the mask to the label: the distance, the way up to a core, what the core hangs together with. */
const LABEL_REACH = MAX_DISTANCE + SPLIT.mostSteps + SPLIT.mostEdge + 1;

/** Pixels beyond which the response cannot show in which nucleus, if any, a pixel lies. */
export const CANDIDATE_REACH = MASK_REACH + LABEL_REACH;
/** The same of a mask and heights that come from elsewhere: a hole, the way up to a core, what that hangs together with. */
export const SPLIT_REACH = HOLE.mostEdge + SPLIT.mostSteps + SPLIT.mostEdge + 1;

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
  kernels.climbToPeaks(response, width, height, MOST_CLIMB, peaks);
  const limits = { minPeak: MIN_PEAK_RESPONSE, minMean };
  kernels.keepBasins(peaks, response, image, width * height, limits, mask);
  kernels.fillHoles(mask, width, height, HOLE);
}

/** Touching nuclei of bytes[0] apart by shape: labels[1]. */
export function separate(tile: DetectedTile, tolerance: SplitTolerance): void {
  const { width, height, kernels, buffers } = tile;
  const [squared] = buffers.labels;
  const [mask, rowsAway] = buffers.bytes;
  kernels.squaredDistance(mask, width, height, rowsAway, squared);
  separateByHeight(tile, tolerance);
}

/** Parts of the heights in labels[0], given as squares up to MAX_DISTANCE squared and 0 outside the mask: labels[1]. */
export function separateByHeight(
  { width, height, kernels, buffers }: DetectedTile,
  tolerance: SplitTolerance,
): void {
  const [squared, parts] = buffers.labels;
  kernels.splitByShape(squared, width, height, tolerance, SPLIT, parts);
}

/** Fills the pale middles of the nuclei of bytes[0]. */
export function fillPaleMiddles({ width, height, kernels, buffers }: DetectedTile): void {
  kernels.fillHoles(buffers.bytes[0], width, height, HOLE);
}

/** Areas in pixels. */
export interface NucleusSizes {
  readonly minArea: number;
  readonly maxArea: number;
}

/** Keeps what of labels[0] has a nucleus' size. Returns how many are left. */
export function keepSized(
  { width, height, kernels, buffers }: DetectedTile,
  candidates: number,
  { minArea, maxArea }: NucleusSizes,
): number {
  const [pieces] = buffers.labels;
  const { areas, spans } = kernels.measureLabels(pieces, width, height, candidates, []);
  const keep = areas.map((area, label) => {
    const isRightSize = area >= minArea && area <= maxArea;
    return isRightSize && (spans[label] ?? 0) <= LARGEST_OBJECT ? 1 : 0;
  });
  return kernels.keepLabels(pieces, width * height, Uint8Array.from(keep));
}

/** Blobs of bytes[0] drawn in to where a fine Laplacian of `image` says so, before they are told apart. Uses floats[1]. */
export function drawInMask({ width, height, kernels, buffers }: DetectedTile, image: Float32Array): void {
  const [, fine] = buffers.floats;
  const [mask, refined] = buffers.bytes;
  kernels.laplacianOfBlur(image, width, height, FINE_BLUR, fine);
  kernels.refineMask(mask, fine, width, height, refined);
  kernels.fillHoles(refined, width, height, HOLE);
  mask.set(refined.subarray(0, width * height));
}
