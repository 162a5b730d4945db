import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import { forestTables, forestVotes, type ForestTables } from '../forest/votes.kernel';
import type { StainTables } from '../stain/stainTables';
import { labelTile } from './labelTile.kernel';
import type { PixelClassifier } from './pixelClassifier';
import { FEATURE_REACH, pixelFeatures } from './pixelFeatures';
import { smoothStep } from './smooth.kernel';
import { GRID_STEP } from './stainGrid.kernel';

/** The votes of neighbours count, too: gaps of the smoothing of the votes (about 4.5 um). Ours. */
const VOTE_GAPS = [1, 2] as const;
const VOTE_REACH = 6;

/** Working pixels that a tile must see around the pixels whose label is used. */
export const CLASSIFIER_MARGIN = GRID_STEP * (FEATURE_REACH + VOTE_REACH + 1);

/** The class with most votes for each pixel of a tile; of equal ones the lower code. */
export function classifyPixels(
  model: PixelClassifier,
  rgb: RgbRaster,
  at: PixelRect,
  stains: StainTables,
  out: Uint8Array,
): void {
  const { grid, planes } = pixelFeatures(rgb, at, stains);
  const count = grid.width * grid.height;
  const classes = model.classes.length;
  const votes = new Float32Array(classes * count);
  forestVotes(tablesOf(model), planes, count, votes);
  const between = new Float32Array(count);
  const smooth = new Float32Array(count);
  for (let label = 0; label < classes; label++) {
    const own = votes.subarray(label * count, (label + 1) * count);
    for (const gap of VOTE_GAPS) {
      smoothStep(own, grid.width, grid.height, gap, between, smooth);
      own.set(smooth);
    }
  }
  labelTile(votes, classes, grid, at, out);
}

/** A model is used for a thousand tiles; its tables are made once. */
const tables = new WeakMap<PixelClassifier, ForestTables>();

function tablesOf(model: PixelClassifier): ForestTables {
  const known = tables.get(model) ?? forestTables(model.forest);
  tables.set(model, known);
  return known;
}
