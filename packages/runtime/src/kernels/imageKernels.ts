import type { NucleusKernels, StainAmounts } from '@timescope/core/nucleusKernels';
import type { CompiledKernels } from './compiledKernels';
import type { WasmMemory } from './wasmMemory';

type ImageKernels = Pick<NucleusKernels, 'stainImages' | 'subtractBackground' | 'blur' | 'negativeLaplacian'>;

/** From the colours of a tile to the responses in which nuclei are sought. */
export function imageKernels(compiled: CompiledKernels, { at, room }: WasmMemory): ImageKernels {
  return {
    stainImages: (rgb, tables, out) => {
      const free = room();
      const pixels = rgb.width * rgb.height;
      compiled.stainImages(
        free.bytesOf(rgb.values.subarray(0, 3 * pixels)),
        pixels,
        free.floatsOf(interleaved(tables)),
        at(out.haematoxylin),
        at(out.dab),
        at(out.odSum),
        at(out.nuclear),
      );
    },
    subtractBackground: (image, width, height, radius, out) => {
      const scratch = room().take(compiled.subtractBackgroundScratch(width, height, radius));
      compiled.subtractBackground(at(image), width, height, radius, scratch, at(out));
    },
    blur: (image, width, height, half, between, out) => {
      const free = room();
      const reach = half.length - 1;
      const row = free.take(4 * (width + 2 * reach + 16));
      compiled.blur(at(image), width, height, free.floatsOf(half), reach, row, at(between), at(out));
    },
    negativeLaplacian: (image, width, height, out) => {
      compiled.negativeLaplacian(at(image), width, height, at(out));
    },
  };
}

/** Four floats a byte of each channel: haematoxylin, DAB, OD sum, 0. */
function interleaved({ haematoxylin, dab, odSum }: StainAmounts): Float32Array {
  const tables = new Float32Array(4 * 768);
  for (let value = 0; value < 768; value++) {
    tables[4 * value] = haematoxylin[value] ?? 0;
    tables[4 * value + 1] = dab[value] ?? 0;
    tables[4 * value + 2] = odSum[value] ?? 0;
  }
  return tables;
}
