import type { NucleusKernels, StainAmounts } from '@timescope/core/nucleusKernels';
import type { CompiledKernels } from './compiledKernels';
import type { WasmMemory } from './wasmMemory';

type ImageKernels = Pick<NucleusKernels, 'stainImages' | 'subtractBackground' | 'laplacianOfBlur'>;

/** blur.c: the widest kernel that it has room for, in pixels from its centre. */
const MOST_REACH = 64;
/** background.c: the largest disc that it has room for. */
const MOST_RADIUS = 63;

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
      if (radius > MOST_RADIUS)
        throw new RangeError(`A background's disc has at most ${MOST_RADIUS} pixels.`);
      const scratch = room().take(compiled.subtractBackgroundScratch(width, height, radius));
      compiled.subtractBackground(at(image), width, height, radius, scratch, at(out));
    },
    laplacianOfBlur: (image, width, height, half, out) => {
      const free = room();
      const reach = half.length - 1;
      if (reach > MOST_REACH) throw new RangeError(`A blur reaches at most ${MOST_REACH} pixels.`);
      const scratch = free.take(4 * ((2 * reach + 5) * (width + 16) + 2 * reach + 16));
      compiled.laplacianOfBlur(at(image), width, height, free.floatsOf(half), reach, scratch, at(out));
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
