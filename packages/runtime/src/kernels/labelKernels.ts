import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { CompiledKernels } from './compiledKernels';
import type { WasmMemory } from './wasmMemory';

type LabelKernels = Pick<NucleusKernels, 'relabel' | 'areas' | 'measureLabels' | 'ringMeans' | 'keepLabels'>;

/** Bytes of a run in the C sources. */
const RUN = 16;

/** Numbers a label; what they return is a copy outside the kernels' memory. */
export function labelKernels(compiled: CompiledKernels, { at, room }: WasmMemory): LabelKernels {
  return {
    relabel: (parts, width, height, out) =>
      compiled.relabel(at(parts), width, height, room().take(RUN * width * height), at(out)),
    areas: (labels, pixels, count) => {
      const free = room();
      const sizes = free.take(4 * (count + 1));
      compiled.areas(at(labels), pixels, count, sizes);
      return free.countsAt(sizes, count + 1);
    },
    measureLabels: (labels, width, height, count, images) => {
      const free = room();
      const counts = () => free.take(4 * (count + 1));
      const [areas, firstPixels] = [counts(), counts()];
      const [left, right, spans] = [counts(), counts(), counts()];
      const [x, y] = [free.take(8 * (count + 1)), free.take(8 * (count + 1))];
      const sums = images.map(() => free.take(8 * (count + 1)));
      const imagesAt = free.intsOf(Int32Array.from(images, at));
      const sumsAt = free.intsOf(Int32Array.from(sums));
      const written = [areas, firstPixels, left, right, spans, x, y, sumsAt] as const;
      compiled.measureLabels(at(labels), width, height, count, imagesAt, images.length, ...written);
      const doubles = (address: number) => free.doublesAt(address, count + 1);
      return {
        areas: free.countsAt(areas, count + 1),
        firstPixels: new Int32Array(free.countsAt(firstPixels, count + 1).buffer),
        spans: free.countsAt(spans, count + 1),
        x: doubles(x),
        y: doubles(y),
        sums: sums.map(doubles),
      };
    },
    ringMeans: (image, labels, grown, pixels, count) => {
      const free = room();
      const ring = free.take(8 * pixels);
      const counts = free.take(4 * (count + 1));
      const [whole, darker] = [free.take(8 * (count + 1)), free.take(8 * (count + 1))];
      const images = [at(image), at(labels), at(grown)] as const;
      compiled.ringMeans(...images, pixels, count, ring, counts, whole, darker);
      return { whole: free.doublesAt(whole, count + 1), darker: free.doublesAt(darker, count + 1) };
    },
    keepLabels: (labels, pixels, keep) => {
      const renumbered = new Int32Array(keep.length);
      let left = 0;
      for (let label = 1; label < keep.length; label++) if (keep[label]) renumbered[label] = ++left;
      compiled.renumber(at(labels), pixels, room().intsOf(renumbered));
      return left;
    },
  };
}
