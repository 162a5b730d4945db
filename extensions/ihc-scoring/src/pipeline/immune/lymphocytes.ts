import { ringOf, type CellTable } from '../cellTable';
import { ringShape } from '../cellTypes/nucleusShape';
import { STROMA, TUMOUR } from '../compartments/compartmentSource';
import type { ClassMap } from '../tissueMap/classMap';

/** A lymphocyte's nucleus is small and round ... Ours, from generated sections: 85 % of theirs are. */
const MOST_AREA_UM2 = 45;
const LEAST_AREA_UM2 = 12;
const MOST_ELONGATION = 1.6;
/** ... and darker than half of the slide's large nuclei, whatever its stain and scanner. Ours. */
const LARGE_FROM_UM2 = 50;

/** Lymphocytes in each cell of a tissue map. */
export interface LymphocyteMap {
  readonly stroma: Uint32Array<ArrayBuffer>;
  readonly tumour: Uint32Array<ArrayBuffer>;
}

/** Nuclei of an H&E slide that look like a lymphocyte's: four numbers each, so a whole slide's can be kept. */
export interface LymphocytesOfSlide {
  readonly add: (cells: CellTable) => void;
  /** Once all cells were added. */
  on(map: ClassMap): LymphocyteMap;
}

export function lymphocytesOfSlide(): LymphocytesOfSlide {
  const small: Float32Array[] = [];
  const large = new Uint32Array(BINS);
  return {
    add: cells => {
      const found: number[] = [];
      for (let cell = 0; cell < cells.count; cell++) {
        const darkness = cells.nucleusHaematoxylin[cell] ?? 0;
        if ((cells.nucleusAreaUm2[cell] ?? 0) > LARGE_FROM_UM2) count(large, binOf(darkness));
        else if (isSmallAndRound(cells, cell)) found.push(...placeOf(cells, cell), darkness);
      }
      small.push(Float32Array.from(found));
    },
    on: map => mapped(map, small, median(large)),
  };
}

function isSmallAndRound(cells: CellTable, cell: number): boolean {
  const area = cells.nucleusAreaUm2[cell] ?? 0;
  if (area < LEAST_AREA_UM2 || area > MOST_AREA_UM2) return false;
  return ringShape(ringOf(cells.nuclei, cell)).elongation <= MOST_ELONGATION;
}

const placeOf = ({ centroids, compartment }: CellTable, cell: number): number[] => [
  centroids[2 * cell] ?? 0,
  centroids[2 * cell + 1] ?? 0,
  compartment[cell] ?? 0,
];

/** Optical density in steps of a hundredth. */
const BINS = 300;
const binOf = (darkness: number): number => Math.max(0, Math.min(BINS - 1, Math.floor(100 * darkness)));

const count = (counts: Uint32Array, at: number): number => (counts[at] = (counts[at] ?? 0) + 1);

function median(histogram: Uint32Array): number {
  const half = histogram.reduce((sum, each) => sum + each, 0) / 2;
  let below = 0;
  const bin = histogram.findIndex(each => (below += each) >= half);
  return (bin + 0.5) / 100;
}

function mapped(
  { width, height, matrixStep }: ClassMap,
  parts: readonly Float32Array[],
  darkness: number,
): LymphocyteMap {
  const [stroma, tumour] = [new Uint32Array(width * height), new Uint32Array(width * height)];
  for (const part of parts)
    for (let k = 0; k + 3 < part.length; k += 4) {
      const [x = 0, y = 0, compartment, own = 0] = part.subarray(k, k + 4);
      const [column, row] = [Math.floor(x / matrixStep.x), Math.floor(y / matrixStep.y)];
      if (own < darkness || column >= width || row >= height) continue;
      if (compartment === STROMA) count(stroma, row * width + column);
      if (compartment === TUMOUR) count(tumour, row * width + column);
    }
  return { stroma, tumour };
}
