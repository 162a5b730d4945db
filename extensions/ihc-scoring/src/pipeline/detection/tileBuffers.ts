import type { StainImages } from './stainImages.kernel';

/** Memory for the largest tile, used again for every tile of a run. */
export interface TileBuffers {
  readonly stains: StainImages;
  /** Four images for blurring and its responses. */
  readonly floats: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
  readonly labels: readonly [Int32Array, Int32Array, Int32Array];
  readonly bytes: readonly [Uint8Array, Uint8Array];
}

export function tileBuffers(pixels: number): TileBuffers {
  const floats = () => new Float32Array(pixels);
  const ints = () => new Int32Array(pixels);
  return {
    stains: { haematoxylin: floats(), dab: floats(), odSum: floats(), nuclear: floats() },
    floats: [floats(), floats(), floats(), floats()],
    labels: [ints(), ints(), ints()],
    bytes: [new Uint8Array(pixels), new Uint8Array(pixels)],
  };
}
