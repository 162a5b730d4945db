import type { RgbRaster } from '@timescope/core/raster';
import { ringOf, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { rasteriseContours, type ContourVertex } from '@timescope/core/geometry/rasteriseContours';
import type { HumanLabels } from './humanLabels';

/** Numbers of nuclei over one image or more. */
export interface SameNuclei {
  readonly found: number;
  readonly drawn: number;
  /** Found nuclei that share at least half of what they and a drawn one cover together. */
  readonly same: number;
}

const LEAST_IOU = 0.5;

/** Found against drawn nuclei by intersection over union; above a half no nucleus has two partners. */
export function sameNuclei({ nuclei, count }: CellTable, { labels, nuclei: drawn }: HumanLabels): SameNuclei {
  const pixelsOf = new Map(drawn.map(({ label, pixels }) => [label, pixels]));
  const taken = new Set<number>();
  for (let cell = 0; cell < count; cell++) {
    const shared = sharedPixels(ringOf(nuclei, cell), labels);
    const all = [...shared.values()].reduce((sum, pixels) => sum + pixels, 0);
    for (const [label, pixels] of shared) {
      const drawnPixels = pixelsOf.get(label);
      if (drawnPixels !== undefined && pixels > LEAST_IOU * (all + drawnPixels - pixels)) taken.add(label);
    }
  }
  return { found: count, drawn: drawn.length, same: taken.size };
}

/** Pixels within a ring by the number of the drawn nucleus that they belong to, 0 for none. */
function sharedPixels(ring: Float32Array, labels: HumanLabels['labels']): ReadonlyMap<number, number> {
  const xs = ring.filter((_, at) => at % 2 === 0);
  const ys = ring.filter((_, at) => at % 2 === 1);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const width = Math.min(labels.width, Math.ceil(Math.max(...xs))) - left;
  const height = Math.min(labels.height, Math.ceil(Math.max(...ys))) - top;
  // Rings name corners of pixels, contours their centres.
  const contour = [...xs].map((x, at): ContourVertex => ({
    i: x - left - 0.5,
    j: (ys[at] ?? 0) - top - 0.5,
  }));
  const shared = new Map<number, number>();
  rasteriseContours([contour], width, height).forEach((inside, at) => {
    if (inside === 0) return;
    const label = labels.values[(top + Math.floor(at / width)) * labels.width + left + (at % width)] ?? 0;
    shared.set(label, (shared.get(label) ?? 0) + 1);
  });
  return shared;
}

export const f1Of = (parts: readonly SameNuclei[]): number => {
  const sum = (key: keyof SameNuclei) => parts.reduce((total, part) => total + part[key], 0);
  return (2 * sum('same')) / (sum('found') + sum('drawn'));
};

export type Style = 'white' | 'lilac';

/** From this green value of its glass a crop is of the style "white". Ours; nothing lies between 181 and 205. */
const WHITE_FROM = 190;
const BRIGHTEST = 0.98;

/** The style of a crop's background, as the training tells them apart (models/training/nuclei/images.py). */
export function styleOf({ values }: RgbRaster): Style {
  const green = values.filter((_, at) => at % 3 === 1).sort();
  return (green[Math.floor(BRIGHTEST * (green.length - 1))] ?? 0) >= WHITE_FROM ? 'white' : 'lilac';
}
