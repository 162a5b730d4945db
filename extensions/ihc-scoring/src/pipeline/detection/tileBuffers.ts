import { viewBytes, type KernelMemory, type StainImages } from '@timescope/core/nucleusKernels';

/** Memory for the largest tile, used again for every tile of a run. */
export interface TileBuffers {
  readonly stains: StainImages;
  /** The image without its background, and the response in which blobs are sought. */
  readonly floats: readonly [Float32Array, Float32Array];
  readonly labels: readonly [Int32Array, Int32Array, Int32Array];
  readonly bytes: readonly [Uint8Array, Uint8Array];
}

/** Takes the memory of `kernels` for tiles of at most `pixels`; buffers taken from it before are void. */
export function tileBuffers(kernels: KernelMemory, pixels: number): TileBuffers {
  kernels.reset(9 * viewBytes(pixels, 4) + 2 * viewBytes(pixels, 1));
  const floats = () => kernels.floats(pixels);
  const ints = () => kernels.ints(pixels);
  return {
    stains: { haematoxylin: floats(), dab: floats(), odSum: floats(), nuclear: floats() },
    floats: [floats(), floats()],
    labels: [ints(), ints(), ints()],
    bytes: [kernels.bytes(pixels), kernels.bytes(pixels)],
  };
}
