import type { RgbRaster } from '@timescope/core/raster';
import { eigenvectors, type Symmetric3 } from './eigenvectors';
import { smoothed, stainedPixels } from './stainedPixels.kernel';
import { defaultVectors, dot, unit, type StainKind, type StainVectors, type Triple } from './stainVectors';

/** Fewer stained pixels than this say nothing. Ours. */
const LEAST_PIXELS = 500;
/** Share of the pixels left out at either end of the angles (Macenko et al., ISBI 2009, section 2; QuPath the same). */
const IGNORED = 0.01;
/** QuPath 0.3.2, EstimateStainVectors: stained is at least 0.05 in every channel and at most 1 in length. */
const QUPATH_RULE = { least: 0.05, most: 1 };
/** Macenko et al.: 0.15 in natural logarithms, here in decadic ones. */
const MACENKO_RULE = { least: 0.065, most: Infinity };

/**
 * The two stains of the patches as QuPath estimates them: pixels smoothed twice by 3 x 3, projected on the plane of the
 * two strongest directions of their optical densities; the pixels at 1 % and 99 % of the angles are the stains. Undefined
 * where too few pixels are stained.
 */
export function quPathVectors(
  patches: readonly RgbRaster[],
  white: Triple,
  stain: StainKind,
): StainVectors | undefined {
  const densities = stainedPixels(
    patches.map(patch => smoothed(smoothed(patch))),
    white,
    QUPATH_RULE,
  );
  if (densities.length < 3 * LEAST_PIXELS) return undefined;
  const [low, high] = extremes(densities, stainPlane(densities));
  return assigned(unit(low), unit(high), stain);
}

/** The same by Macenko et al. (ISBI 2009): unsmoothed pixels, and the stains are the plane's own directions there. */
export function macenkoVectors(
  patches: readonly RgbRaster[],
  white: Triple,
  stain: StainKind,
): StainVectors | undefined {
  const densities = stainedPixels(patches, white, MACENKO_RULE);
  if (densities.length < 3 * LEAST_PIXELS) return undefined;
  const plane = stainPlane(densities);
  const [low, high] = extremes(densities, plane);
  return assigned(onPlane(low, plane), onPlane(high, plane), stain);
}

/** Two unit vectors at right angles; the first points where the mean of the pixels does, so angles do not wrap. */
interface StainPlane {
  readonly along: Triple;
  readonly across: Triple;
}

function stainPlane(densities: Float64Array): StainPlane {
  const { mean, covariance } = spreadOf(densities);
  const [first, second] = eigenvectors(covariance);
  const [u, v] = [dot(mean, first), dot(mean, second)];
  return {
    along: unit(combined(first, u, second, v)),
    across: unit(combined(first, -v, second, u)),
  };
}

const combined = (a: Triple, u: number, b: Triple, v: number): Triple => [
  u * a[0] + v * b[0],
  u * a[1] + v * b[1],
  u * a[2] + v * b[2],
];

function spreadOf(densities: Float64Array): { mean: Triple; covariance: Symmetric3 } {
  const n = densities.length / 3;
  let [x, y, z, xx, yy, zz, xy, xz, yz] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  forEachPixel(densities, ([r, g, b]) => {
    x += r;
    y += g;
    z += b;
    xx += r * r;
    yy += g * g;
    zz += b * b;
    xy += r * g;
    xz += r * b;
    yz += g * b;
  });
  const [mx, my, mz] = [x / n, y / n, z / n];
  const covariance = {
    xx: xx / n - mx * mx,
    yy: yy / n - my * my,
    zz: zz / n - mz * mz,
    xy: xy / n - mx * my,
    xz: xz / n - mx * mz,
    yz: yz / n - my * mz,
  };
  return { mean: [mx, my, mz], covariance };
}

/** The pixels at 1 % and at 99 % of the angles in the plane; of equal angles the first. */
function extremes(densities: Float64Array, plane: StainPlane): readonly [Triple, Triple] {
  const angles = new Float64Array(densities.length / 3);
  forEachPixel(densities, (pixel, index) => {
    angles[index] = angleRank(dot(pixel, plane.along), dot(pixel, plane.across));
  });
  const n = angles.length;
  const sorted = angles.slice().sort();
  const pixelAt = (rank: number): Triple => {
    const index = angles.indexOf(sorted[Math.min(n - 1, Math.max(0, rank))] ?? 0);
    return [densities[3 * index] ?? 0, densities[3 * index + 1] ?? 0, densities[3 * index + 2] ?? 0];
  };
  return [pixelAt(Math.floor(IGNORED * n + 0.5)), pixelAt(Math.floor((1 - IGNORED) * n + 0.5))];
}

/** Grows with the angle of (x, y) from -180 to 180 degrees, without an arctangent: -2 to 2. */
function angleRank(x: number, y: number): number {
  const length = Math.abs(x) + Math.abs(y);
  if (length === 0) return 0;
  const rank = y / length;
  if (x >= 0) return rank;
  return y >= 0 ? 2 - rank : -2 - rank;
}

const onPlane = (pixel: Triple, { along, across }: StainPlane): Triple =>
  unit(combined(along, dot(pixel, along), across, dot(pixel, across)));

/** Of the two, haematoxylin is the one that makes the smallest angle with a default vector the right way round. */
function assigned(one: Triple, other: Triple, stain: StainKind): StainVectors {
  const { haematoxylin, dab } = defaultVectors(stain);
  const straight = Math.max(dot(one, haematoxylin), dot(other, dab));
  const swapped = Math.max(dot(one, dab), dot(other, haematoxylin));
  return swapped > straight ? { haematoxylin: other, dab: one } : { haematoxylin: one, dab: other };
}

function forEachPixel(densities: Float64Array, visit: (pixel: Triple, index: number) => void): void {
  for (let i = 0; i < densities.length; i += 3)
    visit([densities[i] ?? 0, densities[i + 1] ?? 0, densities[i + 2] ?? 0], i / 3);
}
