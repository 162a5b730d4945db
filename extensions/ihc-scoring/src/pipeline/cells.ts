import type { NucleusKernels, Outlines } from '@timescope/core/nucleusKernels';
import type { PixelRect } from '@timescope/core/raster';
import type { CellMeasurements, CellTable, PolygonTable } from './cellTable';
import { cellReach, WORKING_MPP, type TileNuclei } from './detection/detectNuclei';
import type { TileBuffers } from './detection/tileBuffers';
import { gradesOf } from './grades.kernel';
import { measuredColumn } from './measuredColumn';
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
  const centres = centresOf(nuclei, input.at);
  const isCounted = Uint8Array.from(centres, ({ pixel }) => (pixel < 0 ? 0 : (input.counts[pixel] ?? 0)));
  const labels = ownLabels(centres, isCounted, input.owned);
  const measurements = measure(nuclei, { labels, within: around(input, settings) }, kernels, buffers);
  const drawn = (raster: Int32Array, areas: Uint32Array) => {
    const starts = Int32Array.from(labels, label => nuclei.inNuclei.firstPixels[label] ?? 0);
    const own = Uint32Array.from(labels, label => areas[label] ?? 0);
    const rings = kernels.outlines(raster, nuclei.width, nuclei.height, starts, own);
    return inMatrix(rings, input.at, settings.matrixStep);
  };
  const centre = (label: number) => centres[label] ?? NOWHERE;
  const cells = {
    count: labels.length,
    centroids: Float32Array.from(
      labels.flatMap(label => [
        centre(label).x * settings.matrixStep.x,
        centre(label).y * settings.matrixStep.y,
      ]),
    ),
    nuclei: drawn(nuclei.nucleusLabels, nuclei.inNuclei.areas),
    cells: drawn(nuclei.cellLabels, nuclei.inCells.areas),
    ...measurements,
    grade: gradesOf(measuredColumn(measurements, settings.measured), settings.gradeThresholds),
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
function centresOf({ count, width, inNuclei }: TileNuclei, at: PixelRect): Centre[] {
  const { areas, x: sumX, y: sumY } = inNuclei;
  return Array.from({ length: count + 1 }, (_, label) => {
    const area = areas[label] ?? 0;
    if (label === 0 || area === 0) return NOWHERE;
    const x = ((sumX[label] ?? 0) + area * at.x) / area;
    const y = ((sumY[label] ?? 0) + area * at.y) / area;
    return { x, y, pixel: (Math.floor(y) - at.y) * width + Math.floor(x) - at.x };
  });
}

function ownLabels(centres: readonly Centre[], isCounted: Uint8Array, owned: PixelRect): number[] {
  return centres.flatMap(({ x, y }, label) => (isCounted[label] === 1 && isIn(owned, x, y) ? [label] : []));
}

const isIn = (rect: PixelRect, x: number, y: number): boolean =>
  x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;

/** The part of the tile, in its own pixels, in which pixels of the cells lie whose centre is in its own area. */
function around({ at, owned }: TileInput, settings: TileSettings): PixelRect {
  const reach = cellReach(settings) + Math.round(MEMBRANE_UM / WORKING_MPP);
  return {
    x: owned.x - at.x - reach,
    y: owned.y - at.y - reach,
    width: owned.width + 2 * reach,
    height: owned.height + 2 * reach,
  };
}

const NONE = new Float64Array(0);

/** Means on each compartment of the cells; NaN where it has no pixels. */
function measure(
  nuclei: TileNuclei,
  { labels, within }: { readonly labels: readonly number[]; readonly within: PixelRect },
  kernels: NucleusKernels,
  { stains }: TileBuffers,
): CellMeasurements {
  const { count, width, height, nucleusLabels, cellLabels, inNuclei, inCells } = nuclei;
  const [dab = NONE, haematoxylin = NONE] = inNuclei.sums;
  const [wholeDab = NONE] = inCells.sums;
  const { areas: pixels } = inNuclei;
  const { areas: cellPixels } = inCells;
  const reach = Math.round(MEMBRANE_UM / WORKING_MPP);
  const look = { reach, within };
  const membrane = kernels.membraneBands(stains.dab, nucleusLabels, cellLabels, width, height, look, count);
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

/** The one rounding of a position to 32-bit floats. */
function inMatrix(
  { corners, offsets, points }: Outlines,
  at: PixelRect,
  step: TileSettings['matrixStep'],
): PolygonTable {
  const xy = new Float32Array(points.length);
  for (let cell = 0; cell + 1 < offsets.length; cell++) {
    const left = at.x + (corners[2 * cell] ?? 0);
    const upper = at.y + (corners[2 * cell + 1] ?? 0);
    const end = 2 * (offsets[cell + 1] ?? 0);
    for (let k = 2 * (offsets[cell] ?? 0); k < end; k += 2) {
      xy[k] = (left + (points[k] ?? 0)) * step.x;
      xy[k + 1] = (upper + (points[k + 1] ?? 0)) * step.y;
    }
  }
  return { xy, offsets };
}
