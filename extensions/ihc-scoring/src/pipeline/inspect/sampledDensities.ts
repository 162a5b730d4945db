/** Pixels of the slide's tissue, drawn evenly, as they are stored and as amounts of stain. Arrays have an entry a pixel. */
export interface DensitySample {
  /** Amount of each stain with the white and the vectors in use; on H&E, `dab` is eosin. Negative ones are normal. */
  readonly haematoxylin: Float32Array;
  readonly dab: Float32Array;
  /** Optical densities from the white in use, three a pixel, red first. */
  readonly densities: Float32Array;
  /** Three bytes a pixel, as stored: no ICC correction. */
  readonly rgb: Uint8Array;
}
