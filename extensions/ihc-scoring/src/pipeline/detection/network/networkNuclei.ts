import { fillPaleMiddles, keepSized, separateByHeight } from '../candidates';
import type { DetectedTile } from '../detectNuclei';
import { MAX_DISTANCE } from '../distance.kernel';
import type { NetworkDetector } from '../../presets/preset';
import { heights, thresholded } from './heights.kernel';
import type { NucleusMaps } from './nucleusMaps';

/** 10 and 400 um2 in pixels of 0.5 um. Ours. */
const SIZES = { minArea: 40, maxArea: 1600 } as const;
/** A maximum of the distance is a nucleus of its own when it rises by 0.15 above where it meets another. Ours. */
const SPLIT = { least: 0.15 * MAX_DISTANCE, ofRadius: 0 } as const;

/**
 * Nuclei from a network's maps: what is foreground, cut where the distance falls between two maxima, within a nucleus'
 * size. Labels 1 ... count in labels[0].
 */
export function networkNuclei(tile: DetectedTile, { threshold }: NetworkDetector, maps: NucleusMaps): number {
  const { width, height, kernels, buffers } = tile;
  const [pieces, parts] = buffers.labels;
  const [mask] = buffers.bytes;
  thresholded(maps.foreground, width, height, threshold, mask);
  fillPaleMiddles(tile);
  heights(maps.distance, mask, width * height, pieces);
  separateByHeight(tile, SPLIT);
  return keepSized(tile, kernels.relabel(parts, width, height, pieces), SIZES);
}
