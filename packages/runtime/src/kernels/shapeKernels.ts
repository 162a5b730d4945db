import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { CompiledKernels } from './compiledKernels';
import type { WasmMemory } from './wasmMemory';

type ShapeKernels = Pick<
  NucleusKernels,
  | 'climbToPeaks'
  | 'keepBasins'
  | 'fillHoles'
  | 'squaredDistance'
  | 'splitByShape'
  | 'refineMask'
  | 'fillNotches'
  | 'growLabels'
>;

/** Bytes of a basin and of a run in the C sources. */
const BASIN = 16;
const RUN = 16;
/** Bytes of a hole's columns and of a part's box. */
const COLUMNS = 8;
const BOX = 8;
/** distance.c: bytes that a row needs beyond its own. */
const ROW_MARGIN = 72;

/** Runs of pixels in rows, with at least a pixel between two. */
const mostRuns = (width: number, height: number): number => Math.ceil(width / 2) * height;
/** No two parts begin at neighbouring pixels. */
const mostParts = (width: number, height: number): number => Math.ceil(width / 2) * Math.ceil(height / 2) + 2;

/** Runs, sorted runs, starts, order, parts, boxes, steps: split.c. */
type Scratch = [number, number, number, number, number, number, number];

/** From responses to the outlines of nuclei and cells. */
export function shapeKernels(compiled: CompiledKernels, { at, room }: WasmMemory): ShapeKernels {
  return {
    climbToPeaks: (response, width, height, mostSteps, peak) => {
      const steps = room().take(width * height);
      compiled.climbToPeaks(at(response), width, height, mostSteps, steps, at(peak));
    },
    keepBasins: (peak, response, image, pixels, { minPeak, minMean }, mask) => {
      const free = room();
      const basinOf = free.take(4 * pixels);
      const basins = free.take(BASIN * (pixels + 1));
      const images = [at(peak), at(response), at(image)] as const;
      compiled.keepBasins(...images, pixels, minPeak, minMean, basinOf, basins, at(mask));
    },
    fillHoles: (mask, width, height, { mostPixels, mostEdge }) => {
      const free = room();
      const most = mostRuns(width, height);
      const [runs, columns] = [free.take(RUN * most), free.take(COLUMNS * most)];
      compiled.fillHoles(at(mask), width, height, mostPixels, mostEdge, runs, columns);
    },
    squaredDistance: (mask, width, height, rowsAway, out) => {
      const row = room().take(width + ROW_MARGIN);
      compiled.squaredDistance(at(mask), width, height, at(rowsAway), row, at(out));
    },
    splitByShape: (squared, width, height, { least, ofRadius }, { mostEdge, mostSteps }, labels) => {
      const free = room();
      const pixels = width * height;
      const runs = mostRuns(width, height);
      const parts = mostParts(width, height);
      const bytes = [RUN * runs, 4 * runs, 4 * (runs + 1), 4 * pixels, 4 * parts, BOX * parts, pixels];
      const scratch = bytes.map(free.take) as Scratch;
      const limits = [least, ofRadius, mostEdge, mostSteps] as const;
      compiled.splitByShape(at(squared), width, height, ...limits, ...scratch, at(labels));
    },
    refineMask: (mask, fine, width, height, out) => {
      compiled.refineMask(at(mask), at(fine), width, height, at(out));
    },
    fillNotches: (labels, width, height, out) => {
      compiled.fillNotches(at(labels), width, height, at(out));
    },
    growLabels: (labels, width, height, reach, nearest, out) => {
      const row = room().take(4 * (width + 2 * reach + 8));
      const fits = compiled.growLabels(at(labels), width, height, reach, at(nearest), row, at(out));
      if (fits === 0)
        throw new RangeError(`Too many labels to grow them by ${reach} pixels: use smaller tiles.`);
    },
  };
}
