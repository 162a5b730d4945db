import type { FasterKernels, NucleusKernels } from '@timescope/core/nucleusKernels';
import { GAUSS_1_PX, GAUSS_4_PX } from '@timescope/extension-ihc-scoring/pipeline/detection/blur.kernel';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { odImage, placed, rgbImage, SIZES, type Size } from './rasters';

type Output = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array | number;

/** One operation on given images; what it wrote, in an order of its own. */
type Case = (kernels: NucleusKernels, size: Size, seed: number) => readonly Output[];

const cases: Readonly<Record<string, Case>> = {
  'stain images': (kernels, size, seed) => {
    const image = () => kernels.floats(size.width * size.height);
    const out = { haematoxylin: image(), dab: image(), odSum: image(), nuclear: image() };
    kernels.stainImages(rgbImage(size, seed), stainTables([240, 238, 244]), out);
    return Object.values(out);
  },
  ...Object.fromEntries(
    [1, 5, 16].map(radius => [
      `background within ${radius} px`,
      ((kernels, size, seed) => {
        const out = kernels.floats(size.width * size.height);
        const image = placed(kernels).floats(odImage(size, seed));
        kernels.subtractBackground(image, size.width, size.height, radius, out);
        return [out];
      }) satisfies Case,
    ]),
  ),
  'blur of 1 px': blurred(GAUSS_1_PX),
  'blur of 4 px': blurred(GAUSS_4_PX),
  Laplacian: (kernels, size, seed) => {
    const out = kernels.floats(size.width * size.height);
    kernels.negativeLaplacian(placed(kernels).floats(odImage(size, seed)), size.width, size.height, out);
    return [out];
  },
};

function blurred(half: readonly number[]): Case {
  return (kernels, { width, height }, seed) => {
    const between = kernels.floats(width * height);
    const out = kernels.floats(width * height);
    kernels.blur(placed(kernels).floats(odImage({ width, height }, seed)), width, height, half, between, out);
    return [out];
  };
}

const twins = nucleusKernels();
let compiled: FasterKernels;

beforeAll(async () => {
  const loaded = await loadNucleusKernels();
  if (!loaded) throw new Error('The compiled kernels did not load.');
  compiled = loaded;
});

test.each(Object.entries(cases))('%s: the compiled operation gives the bits of its twin', (_name, run) => {
  const faster = nucleusKernels(compiled);
  for (const size of SIZES) {
    for (const seed of [1, 2, 3]) {
      faster.reset(64 * size.width * size.height + 4096);
      expect(run(faster, size, seed).map(bitsOf)).toEqual(run(twins, size, seed).map(bitsOf));
    }
  }
});

/** Bytes, so that -0 differs from 0; in hexadecimal, because comparing long arrays is slow. */
function bitsOf(output: Output): string | number {
  if (typeof output === 'number') return output;
  return Buffer.from(output.buffer, output.byteOffset, output.byteLength).toString('hex');
}
