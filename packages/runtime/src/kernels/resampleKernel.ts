import type { NucleusKernels, Samples } from '@timescope/core/nucleusKernels';
import type { CompiledKernels } from './compiledKernels';
import type { WasmMemory } from './wasmMemory';

/** Working rows done at once: what they need of the patch stays in the processor's cache. */
const BAND = 64;
/** resample.c reads a few bytes behind the last pixel. */
const SLACK = 64;

/** From the pixels of a level to those of the working grid, a band of rows at a time, copied in and out. */
export function resampleKernel(
  compiled: CompiledKernels,
  { room }: WasmMemory,
): Pick<NucleusKernels, 'resampleRgb'> {
  return {
    resampleRgb: (patch, columns, rows, memory) => {
      const [width, height] = [columns.first.length, rows.first.length];
      const values = memory?.subarray(0, 3 * width * height) ?? new Uint8Array(3 * width * height);
      const weights = new Uint8Array(weightsOf(columns.weight, patch.width).buffer);
      for (let from = 0; from < height; from += BAND) {
        const band = bandOf(rows, from, Math.min(height, from + BAND), patch.height);
        const free = room();
        const pixels = patch.values.subarray(3 * patch.width * band.top, 3 * patch.width * band.end);
        const address = free.bytesOf(pixels);
        free.take(SLACK);
        const out = free.take(3 * width * band.first.length);
        compiled.resampleRgb(
          address,
          patch.width,
          free.intsOf(columns.first),
          free.bytesOf(weights),
          width,
          free.intsOf(band.first),
          free.intsOf(band.weight),
          band.first.length,
          free.take(4 * (3 * width + 8)),
          out,
        );
        values.set(free.bytesAt(out, 3 * width * band.first.length), 3 * width * from);
      }
      return { width, height, values };
    },
  };
}

/** The working rows from ... to, counted from the first patch row that they need, and the patch rows top ... end. */
function bandOf(rows: Samples, from: number, to: number, patchRows: number) {
  const first = rows.first.subarray(from, to);
  const top = first[0] ?? 0;
  const end = Math.min(patchRows, (first.at(-1) ?? 0) + 2);
  return { top, end, first: first.map(row => row - top), weight: rows.weight.subarray(from, to) };
}

/** Eight numbers a column: weights of the pixel before and of the one after, for three channels each. */
function weightsOf(after: Int32Array, patchWidth: number): Uint16Array<ArrayBuffer> {
  const weights = new Uint16Array(8 * after.length);
  after.forEach((weight, column) => {
    const second = patchWidth > 1 ? weight : 0;
    weights.fill(256 - second, 8 * column, 8 * column + 3);
    weights.fill(second, 8 * column + 3, 8 * column + 6);
  });
  return weights;
}
