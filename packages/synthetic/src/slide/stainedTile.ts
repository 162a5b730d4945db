/** A tile before it is photographed: optical densities of the two stains, row-major. */
export interface StainedTile {
  /** Place of the tile's top left pixel on the slide. */
  left: number;
  top: number;
  readonly width: number;
  readonly height: number;
  readonly haematoxylin: Float32Array;
  readonly dab: Float32Array;
}

export function newStainedTile(size: number): StainedTile {
  return {
    left: 0,
    top: 0,
    width: size,
    height: size,
    haematoxylin: new Float32Array(size * size),
    dab: new Float32Array(size * size),
  };
}

/** Makes a tile bare glass at another place: one tile is used again and again, because new ones keep the collector busy. */
export function moveTile(tile: StainedTile, left: number, top: number): void {
  tile.left = left;
  tile.top = top;
  tile.haematoxylin.fill(0);
  tile.dab.fill(0);
}
