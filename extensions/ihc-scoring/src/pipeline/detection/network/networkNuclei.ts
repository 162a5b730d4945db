import {
  fillPaleMiddles,
  HOLE_REACH,
  keepSized,
  LARGEST_OBJECT,
  separateByHeight,
  SPLIT_REACH,
} from '../candidates';
import type { DetectedTile } from '../detectNuclei';
import { MAX_DISTANCE } from '../distance.kernel';
import { GENERIC_REACH, genericNuclei } from '../generic';
import type { NetworkDetector } from '../../presets/preset';
import { flood, FLOOD_REACH, middles } from './flood.kernel';
import { heights, thresholded, thresholdedBeside } from './heights.kernel';
import type { NucleusMaps } from './nucleusMaps';

/** 10 and 400 um2 in pixels of 0.5 um. Ours. */
const SIZES = { minArea: 40, maxArea: 1600 } as const;
/** A maximum of the distance is a nucleus of its own when it rises by 0.15 above where it meets another. Ours. */
const SPLIT = { least: 0.15 * MAX_DISTANCE, ofRadius: 0 } as const;
/** Of a full fall of a way, in 255ths: what lies below is the middle of a nucleus (Graham 2019). */
const MIDDLE = 0.4 * 255;

/** So much more of probability is asked for where the second detector sees no nucleus. Set on crops of the training style. */
const UNCONFIRMED = 0.4;
/** Whatever threshold a reader sets, a network that is certain needs nobody else. */
const MOST = 0.95;

/** Pixels beyond which nothing can show in which nucleus a pixel lies. */
export function networkReach({ maps, beside }: NetworkDetector): number {
  const ofMaps = maps === 'ways' ? HOLE_REACH + FLOOD_REACH + LARGEST_OBJECT + 1 : SPLIT_REACH;
  return beside ? GENERIC_REACH + ofMaps : ofMaps;
}

/** Nuclei from a network's maps: foreground, parted, within a nucleus' size. Labels 1 ... count in labels[0]. */
export function networkNuclei(tile: DetectedTile, detector: NetworkDetector, maps: NucleusMaps): number {
  markForeground(tile, detector, maps);
  fillPaleMiddles(tile);
  return keepSized(tile, detector.maps === 'ways' ? flooded(tile, maps) : cut(tile, maps), SIZES);
}

function markForeground(
  tile: DetectedTile,
  { threshold, beside }: NetworkDetector,
  { foreground }: NucleusMaps,
): void {
  const { width, height, buffers } = tile;
  const [mask] = buffers.bytes;
  if (!beside) {
    thresholded(foreground, width, height, threshold, mask);
    return;
  }
  genericNuclei(tile, beside);
  const [seen] = buffers.labels;
  thresholdedBeside(
    foreground,
    seen,
    width,
    height,
    threshold,
    Math.min(MOST, threshold + UNCONFIRMED),
    mask,
  );
}

/** Cut where the distance falls between two maxima. */
function cut({ width, height, kernels, buffers }: DetectedTile, { parting }: NucleusMaps): number {
  const [pieces, parts] = buffers.labels;
  heights(parting, buffers.bytes[0], width * height, pieces);
  separateByHeight({ width, height, kernels, buffers }, SPLIT);
  return kernels.relabel(parts, width, height, pieces);
}

/** Flooded from where both ways do not fall. */
function flooded({ width, height, kernels, buffers }: DetectedTile, { parting }: NucleusMaps): number {
  const [pieces, before] = buffers.labels;
  const [mask] = buffers.bytes;
  middles(mask, parting, width, height, MIDDLE, before);
  const count = kernels.relabel(before, width, height, pieces);
  flood(pieces, mask, parting, width, height, before);
  return count;
}
