import type { GenericDetector } from '../presets/preset';
import { CANDIDATE_REACH, drawInMask, findBlobs, keepSized, separate } from './candidates';
import type { DetectedTile } from './detectNuclei';
import { gaussian, gaussianReach } from './gaussian';

/**
 * One setting for every slide: found on human-labelled photographs and tiles of several sources, where it beats other
 * tools' defaults without tuning per slide (README). All ours; lengths in pixels of 0.5 um.
 */
const SETTINGS = {
  /** 8 um: larger than a nucleus' radius, smaller than the folds of the background. */
  backgroundRadius: 16,
  /** 1.75 um. */
  blur: gaussian(3.5),
  /** Loose: the ring test below decides. */
  minMeanOd: 0.02,
  /** A nucleus' mean of the darker of its stains above glass: slivers of stroma and septa of fat have less. Ours. */
  minStainOd: 0.05,
  split: { least: 0.6, ofRadius: 0.25 },
  /** 10 and 400 um2. */
  minArea: 40,
  maxArea: 1600,
  /** 2 um around the nucleus. */
  ring: 4,
  /** Around paler rings than this less contrast is asked for, around darker ones more: half of it grows with the ring. */
  usualRingOd: 0.2,
} as const;

/** Beyond this many pixels nothing can show in whether a pixel lies in a nucleus: opening there and back, Laplacian of the blur. */
export const GENERIC_REACH = 2 * SETTINGS.backgroundRadius + gaussianReach(3.5) + 1 + CANDIDATE_REACH;

/**
 * Nuclei as blobs of the darker of haematoxylin and DAB that stand out from the ring around them; no setting depends on
 * the slide. Labels 1 ... count in labels[0].
 */
export function genericNuclei(tile: DetectedTile, { image, ringContrast }: GenericDetector): number {
  const { width, height, kernels, buffers } = tile;
  const { stains } = buffers;
  const isBlue = image === 'haematoxylin';
  const nuclear = isBlue ? stains.haematoxylin : stains.nuclear;
  const [corrected] = buffers.floats;
  const [pieces, parts, filled] = buffers.labels;
  kernels.subtractBackground(nuclear, width, height, SETTINGS.backgroundRadius, corrected);
  findBlobs(tile, corrected, { blur: SETTINGS.blur, minMean: SETTINGS.minMeanOd });
  drawInMask(tile, nuclear);
  separate(tile, SETTINGS.split);
  kernels.fillNotches(parts, width, height, filled);
  kernels.fillNotches(filled, width, height, parts);
  const candidates = kernels.relabel(parts, width, height, pieces);
  const dark = isBlue ? stains.haematoxylin : stains.odSum;
  return keepContrasted(tile, candidates, ringContrast, { nuclear, dark });
}

/** Keeps candidates of a nucleus' size that are darker than the ring around them. Returns how many are left. */
function keepContrasted(
  tile: DetectedTile,
  candidates: number,
  ringContrast: number,
  { nuclear, dark }: { readonly nuclear: Float32Array; readonly dark: Float32Array },
): number {
  const { width, height, kernels, buffers } = tile;
  const { floats, labels } = buffers;
  const [pieces, nearest, grown] = labels;
  const pixels = width * height;
  const sized = keepSized(tile, candidates, SETTINGS);
  kernels.growLabels(pieces, width, height, SETTINGS.ring, nearest, grown);
  const [corrected] = floats;
  const images = [dark, corrected, nuclear];
  const { areas, sums } = kernels.measureLabels(pieces, width, height, sized, images);
  const [darkness = areas, elevation = areas, stain = areas] = sums;
  const around = kernels.ringMeans(dark, pieces, grown, pixels, sized);
  const keep = Uint8Array.from(areas, (area, label) => {
    const of = (values: ArrayLike<number>) => values[label] ?? 0;
    const ringMean = (of(around.whole) + of(around.darker)) / 2;
    const required = ringContrast * (0.5 + ringMean / (2 * SETTINGS.usualRingOd));
    const isRaised = of(elevation) > SETTINGS.minMeanOd * area;
    const isStained = of(stain) >= SETTINGS.minStainOd * area;
    return isStained && isRaised && of(darkness) / area - ringMean > required ? 1 : 0;
  });
  return kernels.keepLabels(pieces, pixels, keep);
}
