import { codeOf, MAP_CLASSES, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_PIXELS, MAP_CELL_UM } from '../tissueMap/mapGrid';

/** What sections are laid on each other by: tumour, stroma and tissue together, or the outline of the tissue alone. */
export type RegisteredBy = 'tumour' | 'tissue';

/** What two sections are compared by, as shares of a cell's area; a plane each, that of all tissue the last. */
export interface SectionImage {
  readonly width: number;
  readonly height: number;
  readonly cellUm: number;
  readonly planes: readonly Float32Array[];
}

export function sectionImage(map: ClassMap, by: RegisteredBy): SectionImage {
  const { width, height, shares, tissuePixels } = map;
  const plane = (of: (cell: number) => number) =>
    Float32Array.from(
      { length: width * height },
      (_, cell) => ((tissuePixels[cell] ?? 0) / MAP_CELL_PIXELS) * of(cell),
    );
  const shareOf = (name: 'TUM' | 'STR') => (cell: number) =>
    shares[cell * MAP_CLASSES.length + codeOf(name) - 1] ?? 0;
  return {
    width,
    height,
    cellUm: MAP_CELL_UM,
    planes: [...(by === 'tumour' ? [plane(shareOf('TUM')), plane(shareOf('STR'))] : []), plane(() => 1)],
  };
}

/** Means of 2 x 2 cells. */
export function halved({ width, height, cellUm, planes }: SectionImage): SectionImage {
  const [across, down] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const half = (plane: Float32Array) => {
    const out = new Float32Array(across * down);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const to = (y >> 1) * across + (x >> 1);
        out[to] = (out[to] ?? 0) + (plane[y * width + x] ?? 0) / 4;
      }
    return out;
  };
  return { width: across, height: down, cellUm: 2 * cellUm, planes: planes.map(half) };
}

/** Means of 3 x 3 cells; beyond the rim there is nothing. */
export function smoothed(image: SectionImage): SectionImage {
  const { width, height } = image;
  const along = (plane: Float32Array, step: number, isInside: (cell: number, by: number) => boolean) =>
    plane.map((value, cell) => {
      const before = isInside(cell, -1) ? (plane[cell - step] ?? 0) : 0;
      const behind = isInside(cell, 1) ? (plane[cell + step] ?? 0) : 0;
      return (before + value + behind) / 3;
    });
  const inRow = (cell: number, by: number) => (cell % width) + by >= 0 && (cell % width) + by < width;
  const inColumn = (cell: number, by: number) => {
    const row = Math.floor(cell / width) + by;
    return row >= 0 && row < height;
  };
  return { ...image, planes: image.planes.map(plane => along(along(plane, 1, inRow), width, inColumn)) };
}

/** The middle of the tissue in micrometres. */
export function middleOf({ width, cellUm, planes }: SectionImage): {
  readonly x: number;
  readonly y: number;
} {
  let [sum, x, y] = [0, 0, 0];
  planes.at(-1)?.forEach((tissue, cell) => {
    sum += tissue;
    x += tissue * ((cell % width) + 0.5);
    y += tissue * (Math.floor(cell / width) + 0.5);
  });
  return { x: (x / sum) * cellUm, y: (y / sum) * cellUm };
}
