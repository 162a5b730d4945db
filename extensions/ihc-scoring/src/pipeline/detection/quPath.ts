import type { QuPathDetector } from '../presets/preset';
import { CANDIDATE_REACH, drawInMask, findBlobs, LARGEST_OBJECT, separate } from './candidates';
import type { DetectedTile } from './detectNuclei';
import { gaussian, gaussianReach } from './gaussian';
import { clearDarkBackground, median, withoutDab } from './quPathImage.kernel';
import { WORKING_MPP } from './workingMpp';

/** In pixels, on exact distances; QuPath's own rounds them. Found on its results for images of two scanners. Ours. */
const SPLIT = { least: 0.6, ofRadius: 0 } as const;
/** Up to this blur in pixels the outlines are not drawn in (QuPath 0.3.2). */
const FINE_SIGMA = 1.5;

/** Beyond this many pixels nothing can show in whether a pixel lies in a nucleus. */
export function quPathReach({ backgroundRadiusUm, medianRadiusUm, sigmaUm }: QuPathDetector): number {
  const opening = 2 * pixelsOf(backgroundRadiusUm);
  return opening + pixelsOf(medianRadiusUm) + gaussianReach(sigmaUm / WORKING_MPP) + 1 + CANDIDATE_REACH;
}

/**
 * Nuclei as QuPath's watershed cell detection finds them (Bankhead et al., Sci Rep 2017;7:16878; version 0.3.2), with its
 * parameters. Labels 1 ... count in labels[0]; the image that it looks at takes the place of `nuclear`.
 */
export function quPathNuclei(tile: DetectedTile, detector: QuPathDetector): number {
  const { width, height, kernels, buffers } = tile;
  const { nuclear: image } = buffers.stains;
  const [corrected] = buffers.floats;
  const [pieces, parts] = buffers.labels;
  const sigma = detector.sigmaUm / WORKING_MPP;
  drawDetectionImage(tile, detector, image);
  subtractBackground(tile, detector, image);
  findBlobs(tile, corrected, { blur: gaussian(sigma), minMean: detector.threshold });
  if (detector.backgroundRadiusUm > 0)
    clearDarkBackground(image, corrected, detector.maxBackground, width * height, buffers.bytes[0]);
  if (sigma > FINE_SIGMA) drawInMask(tile, image);
  if (detector.splitByShape) separate(tile, SPLIT);
  else parts.set(buffers.bytes[0].subarray(0, width * height));
  const candidates = kernels.relabel(parts, width, height, pieces);
  return keepSizedAndDark(tile, candidates, detector);
}

function drawDetectionImage(tile: DetectedTile, detector: QuPathDetector, out: Float32Array): void {
  const { width, height, buffers } = tile;
  const { odSum, haematoxylin, dab } = buffers.stains;
  const [, between] = buffers.floats;
  const pixels = width * height;
  const stain = detector.image === 'od-sum' ? odSum : haematoxylin;
  if (detector.excludeDab) withoutDab(stain, haematoxylin, dab, pixels, out);
  else out.set(stain.subarray(0, pixels));
  if (detector.medianRadiusUm === 0) return;
  between.set(out.subarray(0, pixels));
  median(between, width, height, detector.medianRadiusUm / WORKING_MPP, out);
}

function subtractBackground(tile: DetectedTile, { backgroundRadiusUm }: QuPathDetector, image: Float32Array) {
  const { width, height, kernels, buffers } = tile;
  const [corrected] = buffers.floats;
  if (backgroundRadiusUm > 0)
    kernels.subtractBackground(image, width, height, pixelsOf(backgroundRadiusUm), corrected);
  else corrected.set(image.subarray(0, width * height));
}

function keepSizedAndDark(tile: DetectedTile, candidates: number, detector: QuPathDetector): number {
  const { width, height, kernels, buffers } = tile;
  const [corrected] = buffers.floats;
  const [pieces] = buffers.labels;
  const pixels = width * height;
  const measured = kernels.measureLabels(pieces, width, height, candidates, [corrected]);
  const { areas, spans } = measured;
  const [darkness = areas] = measured.sums;
  const keep = Uint8Array.from(areas, (own, label) => {
    const um2 = own * WORKING_MPP * WORKING_MPP;
    const isRightSize =
      um2 >= detector.minAreaUm2 && um2 <= detector.maxAreaUm2 && (spans[label] ?? 0) <= LARGEST_OBJECT;
    return isRightSize && (darkness[label] ?? 0) > detector.threshold * own ? 1 : 0;
  });
  return kernels.keepLabels(pieces, pixels, keep);
}

const pixelsOf = (um: number): number => Math.round(um / WORKING_MPP);
