/** A tile before it is photographed: optical densities of the two stains, row-major. */
export interface StainedTile {
  /** Place of the tile's top left pixel on the slide. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly haematoxylin: Float32Array;
  readonly dab: Float32Array;
}

export function blankTile(left: number, top: number, size: number): StainedTile {
  return {
    left,
    top,
    width: size,
    height: size,
    haematoxylin: new Float32Array(size * size),
    dab: new Float32Array(size * size),
  };
}
