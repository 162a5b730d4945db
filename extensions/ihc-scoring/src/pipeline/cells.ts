import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { PixelRect } from '@timescope/core/raster';
import type { CellMeasurements, CellTable, PolygonTable } from './cellTable';
import { WORKING_MPP, type TileNuclei } from './detection/detectNuclei';
import { membraneBands } from './detection/membrane.kernel';
import { traceOutline } from './detection/outline.kernel';
import { simpleRing } from './detection/simpleRing.kernel';
import type { TileBuffers } from './detection/tileBuffers';
import { gradeOf } from './intensity';
import type { Measured } from './presets/preset';
import type { TileInput, TileSettings } from './scoreTile';

/** Half the width of the band on the cell's border that holds the membrane, in micrometres. */
const MEMBRANE_UM = 1;

export interface TileCells {
  readonly cells: CellTable;
  /** 1 for each label of the tile whose cell counts, also those of other tiles; index 0 is 0. */
  readonly isCounted: Uint8Array;
}

/** The tile's own cells in matrix pixels, with what is measured on them. */
export function cellsOf(
  nuclei: TileNuclei,
  input: TileInput,
  settings: TileSettings,
  kernels: NucleusKernels,
  buffers: TileBuffers,
): TileCells {
  const centres = centresOf(nuclei, input.at, kernels);
  const isCounted = Uint8Array.from(centres, ({ pixel }) => (pixel < 0 ? 0 : (input.counts[pixel] ?? 0)));
  const labels = ownLabels(centres, isCounted, input.owned);
  const measurements = measure(nuclei, labels, kernels, buffers);
  const place = { at: input.at, step: settings.matrixStep };
  const centre = (label: number) => centres[label] ?? NOWHERE;
  const cells = {
    count: labels.length,
    centroids: Float32Array.from(
      labels.flatMap(label => [
        centre(label).x * settings.matrixStep.x,
        centre(label).y * settings.matrixStep.y,
      ]),
    ),
    nuclei: outlines(nuclei.nucleusLabels, nuclei, labels, nuclei.pixels, place),
    cells: outlines(nuclei.cellLabels, nuclei, labels, nuclei.cellPixels, place),
    ...measurements,
    grade: Uint8Array.from(measuredDab(measurements, settings.measured), dab =>
      gradeOf(dab, settings.gradeThresholds),
    ),
    compartment: Uint8Array.from(labels, label => input.compartments[centre(label).pixel] ?? 0),
    type: new Uint8Array(labels.length),
  };
  return { cells, isCounted };
}

/** The centre of a nucleus in the working grid, and the pixel of the tile in which it lies. */
interface Centre {
  readonly x: number;
  readonly y: number;
  readonly pixel: number;
}

const NOWHERE: Centre = { x: NaN, y: NaN, pixel: -1 };

/** Sums of whole positions in the slide's grid are divided once, so that no digit depends on the tile. */
function centresOf(nuclei: TileNuclei, at: PixelRect, kernels: NucleusKernels): Centre[] {
  const { count, width, height, nucleusLabels, pixels } = nuclei;
  const sums = kernels.moments(nucleusLabels, width, height, count);
  return Array.from({ length: count + 1 }, (_, label) => {
    const area = pixels[label] ?? 0;
    if (label === 0 || area === 0) return NOWHERE;
    const x = ((sums.x[label] ?? 0) + area * at.x) / area;
    const y = ((sums.y[label] ?? 0) + area * at.y) / area;
    return { x, y, pixel: (Math.floor(y) - at.y) * width + Math.floor(x) - at.x };
  });
}

function ownLabels(centres: readonly Centre[], isCounted: Uint8Array, owned: PixelRect): number[] {
  return centres.flatMap(({ x, y }, label) => (isCounted[label] === 1 && isIn(owned, x, y) ? [label] : []));
}

const isIn = (rect: PixelRect, x: number, y: number): boolean =>
  x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;

/** Means on each compartment of the cells; NaN where it has no pixels. */
function measure(
  nuclei: TileNuclei,
  labels: readonly number[],
  kernels: NucleusKernels,
  { stains }: TileBuffers,
): CellMeasurements {
  const { count, width, height, nucleusLabels, cellLabels, pixels, cellPixels } = nuclei;
  const dab = kernels.sums(stains.dab, nucleusLabels, width * height, count);
  const haematoxylin = kernels.sums(stains.haematoxylin, nucleusLabels, width * height, count);
  const wholeDab = kernels.sums(stains.dab, cellLabels, width * height, count);
  const reach = Math.round(MEMBRANE_UM / WORKING_MPP);
  const membrane = membraneBands(stains.dab, nucleusLabels, cellLabels, width, height, reach, count);
  const column = (of: (label: number) => number) => Float32Array.from(labels, of);
  const mean = (sums: Float64Array, areas: Uint32Array) =>
    column(label => (sums[label] ?? NaN) / (areas[label] ?? NaN));
  const areaUm2 = (areas: Uint32Array) => column(label => (areas[label] ?? NaN) * WORKING_MPP * WORKING_MPP);
  return {
    nucleusDab: mean(dab, pixels),
    nucleusHaematoxylin: mean(haematoxylin, pixels),
    cytoplasmDab: mean(
      wholeDab.map((sum, label) => sum - (dab[label] ?? 0)),
      cellPixels.map((area, label) => area - (pixels[label] ?? 0)),
    ),
    membraneDab: mean(membrane.sum, membrane.pixels),
    membraneDabP10: column(label => membrane.tenth[label] ?? NaN),
    cellDab: mean(wholeDab, cellPixels),
    nucleusAreaUm2: areaUm2(pixels),
    cellAreaUm2: areaUm2(cellPixels),
  };
}

function measuredDab(measurements: CellMeasurements, measured: Measured): Float32Array {
  switch (measured) {
    case 'nucleus':
      return measurements.nucleusDab;
    case 'cytoplasm':
      return measurements.cytoplasmDab;
    case 'membrane':
      return measurements.membraneDab;
    case 'cell':
      return measurements.cellDab;
  }
}

interface Place {
  readonly at: PixelRect;
  readonly step: { readonly x: number; readonly y: number };
}

/** Walks up from the nucleus' first pixel to the upper edge of the labelled area, then around it. */
function outlines(
  raster: Int32Array,
  nuclei: TileNuclei,
  labels: readonly number[],
  areas: Uint32Array,
  { at, step }: Place,
): PolygonTable {
  const { width, height, firstPixels } = nuclei;
  const offsets = new Uint32Array(labels.length + 1);
  const xy: number[] = [];
  labels.forEach((label, cell) => {
    let pixel = firstPixels[label] ?? 0;
    while (pixel >= width && raster[pixel - width] === label) pixel -= width;
    const x = pixel % width;
    const y = Math.floor(pixel / width);
    const ring = simpleRing(traceOutline(raster, width, height, x, y), areas[label] ?? 0);
    ring.forEach((value, k) =>
      xy.push(k % 2 === 0 ? (at.x + x + value) * step.x : (at.y + y + value) * step.y),
    );
    offsets[cell + 1] = xy.length / 2;
  });
  return { xy: Float32Array.from(xy), offsets };
}
