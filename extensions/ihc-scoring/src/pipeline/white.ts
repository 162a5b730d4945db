import type { OverviewSums } from './overview.kernel';
import type { Triple } from './stain/stainVectors';

export interface White {
  readonly rgb: Triple;
  /** Why the value is doubtful, when it is. */
  readonly doubt?: string;
}

/** Share of pixels that must look like glass before it replaces a pure white margin. Ours. */
const LEAST_GLASS = 0.02;
/** Glass of scanned slides lies well above this in every channel, and is nearly grey. Ours. */
const USUAL_MIN = 190;
const USUAL_SPREAD = 30;

/**
 * The slide's white: the most frequent value of each channel, over the whole slide whatever region is measured. Pure
 * 255 is what scanners fill margins with, so real glass is preferred to it.
 */
export function whiteOf({ histogram, glassHistogram }: OverviewSums): White {
  const mode = modes(histogram);
  const isFilled = mode.every(value => value === 255);
  const hasGlass = total(glassHistogram) >= LEAST_GLASS * total(histogram);
  const rgb =
    isFilled && hasGlass ? modes(glassHistogram) : looksLikeGlass(mode) ? mode : brightModes(histogram);
  const doubt = doubtOf(rgb);
  return doubt === undefined ? { rgb } : { rgb, doubt };
}

function modes(histogram: Float64Array): Triple {
  return [modeOf(histogram, 0), modeOf(histogram, 256), modeOf(histogram, 512)];
}

/**
 * Where the most frequent colour is no glass, nuclei may have set one channel and the background another. The background
 * of a photograph is brighter than half of it.
 */
function brightModes(histogram: Float64Array): Triple {
  const bright = (from: number) => {
    const median = medianOf(histogram.subarray(from, from + 256));
    return modeOf(
      histogram.map((count, at) => (at >= from + median && at < from + 256 ? count : 0)),
      from,
    );
  };
  return [bright(0), bright(256), bright(512)];
}

function medianOf(counts: Float64Array): number {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  let below = 0;
  return counts.findIndex(count => (below += count) >= half);
}

/** Each value is taken with half of its neighbours, against the comb of JPEG's rounding; of equals the brighter. */
function modeOf(histogram: Float64Array, from: number): number {
  const at = (value: number) => (value < 0 || value > 255 ? 0 : (histogram[from + value] ?? 0));
  let best = 255;
  let most = 0;
  for (let value = 255; value > 0; value--) {
    const count = at(value - 1) + 2 * at(value) + at(value + 1);
    if (count > most) {
      most = count;
      best = value;
    }
  }
  return best;
}

function doubtOf(rgb: Triple): string | undefined {
  if (looksLikeGlass(rgb)) return undefined;
  return (
    `The most frequent colour of the slide, ${rgb.join(' / ')}, does not look like glass; ` +
    'optical densities and grades may be shifted. Check an area of bare glass.'
  );
}

/** Bright and nearly grey. */
export function looksLikeGlass(rgb: Triple): boolean {
  const darkest = Math.min(...rgb);
  return darkest >= USUAL_MIN && Math.max(...rgb) - darkest <= USUAL_SPREAD;
}

function total(histogram: Float64Array): number {
  return histogram.subarray(0, 256).reduce((sum, count) => sum + count, 0);
}
