import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { CompiledKernels } from './compiledKernels';
import type { WasmMemory } from './wasmMemory';

type CellKernels = Pick<NucleusKernels, 'membraneBands' | 'tallyPixels' | 'outlines'>;

/** membrane.c: the widest band that it has room for, in pixels. */
const MOST_REACH = 8;
/** membrane.c: centre and 32 directions of each label. */
const RAY_WORDS = 35;
/** outlines.c: bytes for each pixel edge of the longest outline, and points of a ring. */
const EDGE = 32;
const MOST_VERTICES = 16;

/** What is measured and drawn of the cells; what they return is a copy outside the kernels' memory. */
export function cellKernels(compiled: CompiledKernels, { at, room }: WasmMemory): CellKernels {
  return {
    membraneBands: (image, nuclei, cells, width, height, { reach, within }, count) => {
      if (reach > MOST_REACH) throw new RangeError(`A membrane's band reaches at most ${MOST_REACH} pixels.`);
      const free = room();
      const scratch = free.take(4 * RAY_WORDS * (count + 1));
      const sum = free.take(8 * (count + 1));
      const pixels = free.take(4 * (count + 1));
      const tenth = free.take(4 * (count + 1));
      const images = [at(image), at(nuclei), at(cells)] as const;
      const window = [within.x, within.y, within.x + within.width, within.y + within.height] as const;
      compiled.membraneBands(...images, width, height, reach, ...window, count, scratch, sum, pixels, tenth);
      return {
        sum: free.doublesAt(sum, count + 1),
        pixels: free.countsAt(pixels, count + 1),
        tenth: new Float32Array(free.countsAt(tenth, count + 1).buffer),
      };
    },
    tallyPixels: (dab, cells, isCounted, { at: tile, owned, counts, compartments }, thresholds) => {
      const free = room();
      const bytes = [isCounted, counts, compartments].map(free.bytesOf) as [number, number, number];
      const place = [owned.x - tile.x, owned.y - tile.y, owned.width, owned.height] as const;
      const all = free.take(48);
      const within = free.take(48);
      compiled.tallyPixels(at(dab), at(cells), ...bytes, tile.width, ...place, ...thresholds, all, within);
      const counted = (address: number) => Float64Array.from(free.countsAt(address, 12));
      return { tissuePixels: counted(all), cellPixels: counted(within) };
    },
    outlines: (labels, width, height, starts, areas) => {
      const free = room();
      const count = starts.length;
      const longest = 4 * areas.reduce((most, area) => Math.max(most, area), 1);
      const scratch = free.take(EDGE * longest + 64);
      const corners = free.take(8 * count);
      const offsets = free.take(4 * (count + 1));
      const points = free.take(16 * MOST_VERTICES * count);
      const given = [free.intsOf(starts), free.intsOf(new Int32Array(areas))] as const;
      const written = [corners, offsets, points] as const;
      const total = compiled.outlines(
        at(labels),
        width,
        height,
        ...given,
        count,
        longest,
        scratch,
        ...written,
      );
      return {
        corners: new Int32Array(free.countsAt(corners, 2 * count).buffer),
        offsets: free.countsAt(offsets, count + 1),
        points: free.doublesAt(points, 2 * total),
      };
    },
  };
}
