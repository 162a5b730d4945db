import { MAP_CLASSES, type ClassMap, type MapSource } from './classMap';
import { COARSE_STEP, FINE_STEP, type MapGrid, type MapSquare } from './mapGrid';
import type { MapOutcome } from './mapJob';

/** Without any tissue yet. */
export function newClassMap({ width, height, whole, matrixStep }: MapGrid, source: MapSource): ClassMap {
  const cells = width * height;
  return {
    ...{ width, height, whole, matrixStep, source },
    values: new Uint8Array(cells),
    shares: new Float32Array(MAP_CLASSES.length * cells),
    tissuePixels: new Uint16Array(cells),
    steps: new Uint8Array(cells),
  };
}

/** Writes what was found of the squares into their cells, over what a coarser step said. */
export function addToMap(
  map: ClassMap,
  squares: readonly MapSquare[],
  { shares, tissuePixels }: Pick<MapOutcome, 'shares' | 'tissuePixels'>,
): void {
  const classes = MAP_CLASSES.length;
  let part = 0;
  squares.forEach(({ column, row, span }, index) => {
    const own = shares.subarray(index * classes, (index + 1) * classes);
    const code = 1 + greatest(own);
    for (let y = row; y < row + span; y++)
      for (let x = column; x < column + span; x++) {
        const tissue = tissuePixels[part++] ?? 0;
        if (x >= map.width || y >= map.height) continue;
        const cell = y * map.width + x;
        map.tissuePixels[cell] = tissue;
        map.values[cell] = tissue > 0 ? code : 0;
        map.steps[cell] = tissue > 0 ? (span === 2 ? COARSE_STEP : FINE_STEP) : 0;
        map.shares.set(tissue > 0 ? own : NOTHING, cell * classes);
      }
  });
}

const NOTHING = new Float32Array(MAP_CLASSES.length);

/** Of equal ones the first. */
function greatest(shares: Float32Array): number {
  let best = 0;
  shares.forEach((share, at) => {
    if (share > (shares[best] ?? 0)) best = at;
  });
  return best;
}

/** The cells, one by one, of the tiles of 149 px that have another class than a tile around them. */
export function disagreeing(map: ClassMap): MapSquare[] {
  const found: MapSquare[] = [];
  for (let row = 0; row < map.height; row += 2)
    for (let column = 0; column < map.width; column += 2)
      if (isAtBorder(map, column, row)) found.push(...cellsOfTile(map, column, row));
  return found;
}

function isAtBorder(map: ClassMap, column: number, row: number): boolean {
  const own = classAt(map, column, row);
  if (own === 0) return false;
  for (const down of [-2, 0, 2])
    for (const across of [-2, 0, 2]) {
      const other = classAt(map, column + across, row + down);
      if (other !== 0 && other !== own) return true;
    }
  return false;
}

/** The class of a tile of 149 px: that of its first cell with tissue. */
function classAt({ width, height, values }: ClassMap, column: number, row: number): number {
  if (column < 0 || row < 0) return 0;
  for (let y = row; y < Math.min(height, row + 2); y++)
    for (let x = column; x < Math.min(width, column + 2); x++) {
      const code = values[y * width + x] ?? 0;
      if (code !== 0) return code;
    }
  return 0;
}

function* cellsOfTile({ width, height }: ClassMap, column: number, row: number): Generator<MapSquare> {
  for (let y = row; y < Math.min(height, row + 2); y++)
    for (let x = column; x < Math.min(width, column + 2); x++) yield { column: x, row: y, span: 1 };
}
