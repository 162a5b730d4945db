import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { RgbRaster } from '@timescope/core/raster';
import type { DetectorSettings } from '../presets/preset';
import type { StainTables } from '../stain/stainTables';
import { GAUSS_1_PX, GAUSS_4_PX } from './blur.kernel';
import type { TileBuffers } from './tileBuffers';

/** Micrometres per pixel that the pixel counts of this file stand for. */
export const WORKING_MPP = 0.5;

/**
 * One setting for every slide: found on human-labelled photographs and tiles of several sources, where it beats other
 * tools' defaults without tuning per slide (README). All ours; lengths in pixels of 0.5 um.
 */
const SETTINGS = {
  /** 8 um: larger than a nucleus' radius, smaller than the folds of the background. */
  backgroundRadius: 16,
  /** At 0.5 um/px; weaker peaks are noise. */
  minPeakResponse: 0.001,
  /** Loose: the ring test below decides. */
  minMeanOd: 0.02,
  /** A nucleus' mean of the darker of its stains above glass: slivers of stroma and septa of fat have less. Ours. */
  minStainOd: 0.06,
  /** 25 um2: a pale middle of a nucleus, not the lumen of a gland. */
  maxHolePixels: 100,
  split: { least: 0.6, ofRadius: 0.2 },
  /** 10 and 400 um2. */
  minArea: 40,
  maxArea: 1600,
  /** 2 um around the nucleus. */
  ring: 4,
} as const;

/** How far beyond its own area a tile must see so that its cells are the same in any tiling: 48 um. */
export const TILE_MARGIN = 96;

/** Nuclei of one tile, in the tile's pixels; arrays run over labels 1 ... count, index 0 is the background. */
export interface TileNuclei {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Valid until the next tile is detected in the same buffers. */
  readonly nucleusLabels: Int32Array;
  /** The nuclei grown to the borders of their cells. */
  readonly cellLabels: Int32Array;
  /** Areas of nuclei and cells in pixels. */
  readonly pixels: Uint32Array;
  readonly cellPixels: Uint32Array;
  /** Index of each nucleus' first pixel in memory order. */
  readonly firstPixels: Int32Array;
}

/** How nuclei are found and grown. */
export interface Detection {
  readonly detector: DetectorSettings;
  readonly tables: StainTables;
  readonly cellExpansionUm: number;
}

/** Finds the nuclei of a tile at 0.5 um/px and grows them to cells; the stain images are left in the buffers. */
export function detectNuclei(
  rgb: RgbRaster,
  { detector, tables, cellExpansionUm }: Detection,
  kernels: NucleusKernels,
  buffers: TileBuffers,
): TileNuclei {
  const size = { width: rgb.width, height: rgb.height };
  kernels.stainImages(rgb, tables, buffers.stains);
  const ringContrast = detector.kind === 'generic' ? detector.ringContrast : detector.threshold;
  findNuclearMask(kernels, size, buffers);
  separate(kernels, size, buffers);
  const candidates = refine(kernels, size, buffers);
  const count = keepContrasted(kernels, size, candidates, ringContrast, buffers);
  return grown(kernels, size, count, cellExpansionUm, buffers);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Blobs darker than their surroundings: bytes[0]. */
function findNuclearMask(
  kernels: NucleusKernels,
  { width, height }: Size,
  { stains, floats, labels, bytes }: TileBuffers,
): void {
  const [corrected, between, blurred, response] = floats;
  const [peaks] = labels;
  const [mask] = bytes;
  kernels.subtractBackground(stains.nuclear, width, height, SETTINGS.backgroundRadius, corrected);
  kernels.blur(corrected, width, height, GAUSS_4_PX, between, blurred);
  kernels.negativeLaplacian(blurred, width, height, response);
  kernels.climbToPeaks(response, width, height, peaks);
  const limits = { minPeak: SETTINGS.minPeakResponse, minMean: SETTINGS.minMeanOd };
  kernels.keepBasins(peaks, response, corrected, width * height, limits, mask);
  kernels.fillHoles(mask, width, height, SETTINGS.maxHolePixels);
}

/** Touching nuclei apart by shape: labels[1]. */
function separate(kernels: NucleusKernels, { width, height }: Size, { labels, bytes }: TileBuffers): void {
  const [squared, parts] = labels;
  const [mask, rowsAway] = bytes;
  kernels.squaredDistance(mask, width, height, rowsAway, squared);
  kernels.splitByShape(squared, width, height, SETTINGS.split, parts);
}

/** Outlines drawn in to the real edge, each piece a candidate: labels[0]. Returns how many. */
function refine(
  kernels: NucleusKernels,
  { width, height }: Size,
  { stains, floats, labels }: TileBuffers,
): number {
  const [, between, blurred, fine] = floats;
  const [pieces, parts, refined] = labels;
  kernels.blur(stains.nuclear, width, height, GAUSS_1_PX, between, blurred);
  kernels.negativeLaplacian(blurred, width, height, fine);
  kernels.refineBoundaries(parts, fine, width, height, refined);
  kernels.fillNotches(refined, width, height, parts);
  kernels.fillNotches(parts, width, height, refined);
  return kernels.relabel(refined, width, height, pieces);
}

/** Keeps candidates of a nucleus' size that are darker than the ring around them. Returns how many are left. */
function keepContrasted(
  kernels: NucleusKernels,
  { width, height }: Size,
  candidates: number,
  ringContrast: number,
  { stains, floats, labels }: TileBuffers,
): number {
  const [pieces, nearest, grown] = labels;
  const pixels = width * height;
  const inside = kernels.areas(pieces, pixels, candidates);
  const rightSize = inside.map(area => (area >= SETTINGS.minArea && area <= SETTINGS.maxArea ? 1 : 0));
  const sized = kernels.keepLabels(pieces, pixels, Uint8Array.from(rightSize));
  kernels.growLabels(pieces, width, height, SETTINGS.ring, nearest, grown);
  const area = kernels.areas(pieces, pixels, sized);
  const [corrected] = floats;
  const darkness = kernels.sums(stains.odSum, pieces, pixels, sized);
  const elevation = kernels.sums(corrected, pieces, pixels, sized);
  const stain = kernels.sums(stains.nuclear, pieces, pixels, sized);
  const around = kernels.sums(stains.odSum, grown, pixels, sized);
  const withRing = kernels.areas(grown, pixels, sized);
  const keep = Uint8Array.from(area, (own, label) => {
    const of = (values: ArrayLike<number>) => values[label] ?? 0;
    const ring = of(withRing) - own;
    const ringMean = ring > 0 ? (of(around) - of(darkness)) / ring : 0;
    const isRaised = of(elevation) > SETTINGS.minMeanOd * own;
    const isStained = of(stain) >= SETTINGS.minStainOd * own;
    return isStained && isRaised && of(darkness) / own - ringMean > ringContrast ? 1 : 0;
  });
  return kernels.keepLabels(pieces, pixels, keep);
}

function grown(
  kernels: NucleusKernels,
  { width, height }: Size,
  count: number,
  cellExpansionUm: number,
  { labels }: TileBuffers,
): TileNuclei {
  const [nucleusLabels, nearest, cellLabels] = labels;
  const reach = Math.round(cellExpansionUm / WORKING_MPP);
  kernels.growLabels(nucleusLabels, width, height, reach, nearest, cellLabels);
  return {
    count,
    width,
    height,
    nucleusLabels,
    cellLabels,
    pixels: kernels.areas(nucleusLabels, width * height, count),
    cellPixels: kernels.areas(cellLabels, width * height, count),
    firstPixels: kernels.firstPixels(nucleusLabels, width * height, count),
  };
}
