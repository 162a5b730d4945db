import {
  codeOf,
  MAP_CLASSES,
  type ClassMap,
  type MapClass,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';

/** Pixels of a full cell, on average: 74.5 x 74.5. */
const CELL_PIXELS = 5550;

/** A map of full cells, classes by a rule of column and row; undefined is glass. A matrix pixel is 0.5 um. */
export function handMap(
  width: number,
  height: number,
  classAt: (column: number, row: number) => MapClass | undefined,
): ClassMap {
  const names = Array.from({ length: width * height }, (_, cell) =>
    classAt(cell % width, Math.floor(cell / width)),
  );
  const shares = names.flatMap(name => MAP_CLASSES.map(each => (each === name ? 1 : 0)));
  return {
    ...{ width, height, whole: { columns: width, rows: height } },
    matrixStep: { x: 74.5, y: 74.5 },
    values: Uint8Array.from(names, name => (name === undefined ? 0 : codeOf(name))),
    shares: Float32Array.from(shares),
    tissuePixels: Uint16Array.from(names, name => (name === undefined ? 0 : CELL_PIXELS)),
    steps: Uint8Array.from(names, name => (name === undefined ? 0 : 74)),
    source: { kind: 'drawn', name: 'by hand', hash: 'none', gives: 'areas' },
  };
}
