import type { PixelRect } from '@timescope/core/raster';
import type { CellTable, PolygonTable } from './cellTable';
import { WORKING_MPP, type TileNuclei } from './detection/detectNuclei';
import { simplifyRing, traceOutline } from './detection/outline.kernel';
import { gradeOf, type GradeThresholds } from './intensity';
import type { WorkingFrame } from './workingFrame';

/** Outlines stay within this many working pixels (0.15 um) of the pixel edges. Ours: finer than any display shows. */
const OUTLINE_TOLERANCE = 0.3;

/**
 * The cells of a tile whose centre it owns and `counts` accepts, in matrix pixels.
 * @param tileAt Where the detected raster lies in the working grid.
 * @param owned The part of the working grid whose cells are this tile's own.
 */
export function cellsOf(
  nuclei: TileNuclei,
  tileAt: PixelRect,
  owned: PixelRect,
  frame: WorkingFrame,
  thresholds: GradeThresholds,
  counts: (x: number, y: number) => boolean,
): CellTable {
  const { matrixStep } = frame;
  const at = (values: Float64Array, label: number) => values[label] ?? 0;
  const labels = Array.from({ length: nuclei.count }, (_, k) => k + 1).filter(label => {
    const x = tileAt.x + at(nuclei.centreX, label);
    const y = tileAt.y + at(nuclei.centreY, label);
    return isIn(owned, x, y) && counts(x * matrixStep.x, y * matrixStep.y);
  });
  const column = (values: Float64Array) => Float32Array.from(labels, label => at(values, label));
  const dabMean = column(nuclei.dabMean);
  const starts = firstPixels(nuclei);
  const toMatrix = { at: tileAt, step: matrixStep };
  return {
    count: labels.length,
    centroids: Float32Array.from(
      labels.flatMap(label => [
        (tileAt.x + at(nuclei.centreX, label)) * matrixStep.x,
        (tileAt.y + at(nuclei.centreY, label)) * matrixStep.y,
      ]),
    ),
    nuclei: outlines(nuclei.nucleusLabels, nuclei, labels, starts, toMatrix),
    cells: outlines(nuclei.cellLabels, nuclei, labels, starts, toMatrix),
    dabMean,
    hMean: column(nuclei.haematoxylinMean),
    areaUm2: Float32Array.from(labels, label => (nuclei.pixels[label] ?? 0) * WORKING_MPP * WORKING_MPP),
    grade: Uint8Array.from(dabMean, dab => gradeOf(dab, thresholds)),
  };
}

const isIn = (rect: PixelRect, x: number, y: number): boolean =>
  x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;

/** Index of each nucleus' first pixel in memory order. */
function firstPixels({ nucleusLabels, width, height, count }: TileNuclei): Int32Array {
  const first = new Int32Array(count + 1).fill(-1);
  for (let i = 0; i < width * height; i++) {
    const label = nucleusLabels[i] ?? 0;
    if (label !== 0 && first[label] === -1) first[label] = i;
  }
  return first;
}

interface ToMatrix {
  readonly at: PixelRect;
  readonly step: { readonly x: number; readonly y: number };
}

/** Walks up from the nucleus' first pixel to the upper edge of the labelled area, then around it. */
function outlines(
  raster: Int32Array,
  { width, height }: TileNuclei,
  labels: readonly number[],
  starts: Int32Array,
  { at, step }: ToMatrix,
): PolygonTable {
  const offsets = new Uint32Array(labels.length + 1);
  const xy: number[] = [];
  labels.forEach((label, cell) => {
    let pixel = starts[label] ?? 0;
    while (pixel >= width && raster[pixel - width] === label) pixel -= width;
    const traced = traceOutline(raster, width, height, pixel % width, Math.floor(pixel / width));
    const ring = simplifyRing(traced, OUTLINE_TOLERANCE);
    ring.forEach((value, k) => xy.push(k % 2 === 0 ? (at.x + value) * step.x : (at.y + value) * step.y));
    offsets[cell + 1] = xy.length / 2;
  });
  return { xy: Float32Array.from(xy), offsets };
}
