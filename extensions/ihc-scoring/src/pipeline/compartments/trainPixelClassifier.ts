import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import { sha256Hex } from '@timescope/core/sha256';
import type { DrawnShape } from '../annotations/geoJsonShapes';
import { dice } from '../forest/dice';
import { growForest } from '../forest/growForest';
import { sealedClassifier } from '../forest/storedClassifier';
import type { StainTables } from '../stain/stainTables';
import { withMargin, type WorkingFrame } from '../workingFrame';
import { CLASSIFIER_MARGIN } from './classifyPixels';
import { PIXEL_CLASSIFIER, type PixelClassifier } from './pixelClassifier';
import { PIXEL_FEATURES, pixelFeatures } from './pixelFeatures';
import { GRID_STEP } from './stainGrid.kernel';
import { labelledPoints, strokeGrid, type StrokeGrid, type StrokePoint } from './strokePoints';

/** The slide that strokes were drawn on. */
export interface StrokedSlide {
  readonly frame: WorkingFrame;
  readonly stains: StainTables;
  readonly digest: string;
  /** Pixels of a rectangle of the working grid. */
  readonly readTile: (at: PixelRect) => Promise<RgbRaster>;
}

/** Most grid points of a class that are learned from; more of the same strokes add nothing. Ours. */
const MOST_POINTS = 2000;
/** Edge of the squares whose pixels are read at once, in grid points. */
const PATCH = 128;

/**
 * Learns tumour, stroma and other from a few strokes. Equal pixels, strokes and seed give the same model everywhere.
 * @throws TimescopeError EMPTY_ROI when the strokes cannot be used.
 */
export async function trainPixelClassifier(
  name: string,
  strokes: readonly DrawnShape[],
  slide: StrokedSlide,
  seed = 1,
): Promise<PixelClassifier> {
  const points = chosen(strokeGrid(strokes, slide.frame), seed);
  const count = points.length;
  const values = await featuresAt(points, slide);
  const labels = Uint8Array.from(points, ({ label }) => label);
  const forest = growForest({ count, features: PIXEL_FEATURES.length, values, classes: 3, labels }, seed);
  const samples = (label: number) => labels.filter(own => own === label).length;
  const training = {
    seed,
    samples: [samples(0), samples(1), samples(2)],
    strokes: sha256Hex(JSON.stringify(strokes)),
    slide: slide.digest,
  } as const;
  return sealedClassifier(PIXEL_CLASSIFIER, { name, forest, training });
}

/** At most MOST_POINTS of each class by lot, row by row. */
function chosen(grid: StrokeGrid, seed: number): StrokePoint[] {
  const roll = dice(seed, -1);
  const left = [...grid.counts];
  const wanted = left.map(count => Math.min(count, MOST_POINTS));
  const points: StrokePoint[] = [];
  // Selection sampling (Knuth, The Art of Computer Programming 3.4.2, algorithm S).
  for (const point of labelledPoints(grid)) {
    const { label } = point;
    const isTaken = roll(left[label] ?? 1) < (wanted[label] ?? 0);
    left[label] = (left[label] ?? 1) - 1;
    if (isTaken) wanted[label] = (wanted[label] ?? 1) - 1;
    if (isTaken) points.push(point);
  }
  return points;
}

/** Feature f of point i at f * count + i. */
async function featuresAt(points: readonly StrokePoint[], slide: StrokedSlide): Promise<Float32Array> {
  const values = new Float32Array(PIXEL_FEATURES.length * points.length);
  for (const [key, members] of byPatch(points)) {
    const [column = 0, row = 0] = key.split(' ').map(Number);
    const at = withMargin(patchRect(column, row, slide.frame), CLASSIFIER_MARGIN, slide.frame);
    const { grid, planes } = pixelFeatures(await slide.readTile(at), at, slide.stains);
    const size = grid.width * grid.height;
    for (const { point, index } of members) {
      const place = (point.row - grid.y) * grid.width + point.column - grid.x;
      for (let f = 0; f < PIXEL_FEATURES.length; f++)
        values[f * points.length + index] = planes[f * size + place] ?? Number.NaN;
    }
  }
  return values;
}

function byPatch(points: readonly StrokePoint[]) {
  const patches = new Map<string, { point: StrokePoint; index: number }[]>();
  points.forEach((point, index) => {
    const key = `${Math.floor(point.column / PATCH)} ${Math.floor(point.row / PATCH)}`;
    const members = patches.get(key) ?? [];
    members.push({ point, index });
    patches.set(key, members);
  });
  return patches;
}

function patchRect(column: number, row: number, frame: WorkingFrame): PixelRect {
  const edge = PATCH * GRID_STEP;
  const [x, y] = [column * edge, row * edge];
  return { x, y, width: Math.min(edge, frame.width - x), height: Math.min(edge, frame.height - y) };
}
