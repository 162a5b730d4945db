import type { TissueClasses } from '../tissueClasses.kernel';
import type { WorkingFrame } from '../workingFrame';
import { codeOf, MAP_CLASSES, type ClassMap, type MapSource } from './classMap';
import { newClassMap } from './classMapOf';
import { cellRect, FINE_STEP, mapGrid } from './mapGrid';

/** Points along a cell's edge at which a score's blocks of 16 um are looked up. Ours. */
const POINTS = 8;

/** Of a score's codes: nothing, other tissue, tumour, stroma. */
const CODES = [0, codeOf('OTH'), codeOf('TUM'), codeOf('STR')];

/**
 * The tissue that a score told apart, as a map: what its fields and its invasive margin are made of. Areas are right to a
 * block of 16 um; the score's own are exact.
 */
export function mapOfClasses(
  { width, height, blockMatrix, values }: TissueClasses,
  frame: WorkingFrame,
  source: MapSource,
): ClassMap {
  const map = newClassMap(mapGrid(frame), source);
  const { x: stepX, y: stepY } = map.matrixStep;
  for (let cell = 0; cell < map.values.length; cell++) {
    const [column, row] = [cell % map.width, Math.floor(cell / map.width)];
    const counts = new Uint8Array(MAP_CLASSES.length + 1);
    for (let point = 0; point < POINTS * POINTS; point++) {
      const x = Math.floor(((column + ((point % POINTS) + 0.5) / POINTS) * stepX) / blockMatrix.x);
      const y = Math.floor(((row + (Math.floor(point / POINTS) + 0.5) / POINTS) * stepY) / blockMatrix.y);
      const code = x < width && y < height ? (CODES[values[y * width + x] ?? 0] ?? 0) : 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    fill(map, cell, counts, cellRect(column, row, frame));
  }
  return map;
}

function fill(map: ClassMap, cell: number, counts: Uint8Array, own: { width: number; height: number }): void {
  const tissue = POINTS * POINTS - (counts[0] ?? 0);
  if (tissue === 0) return;
  map.tissuePixels[cell] = Math.round((tissue / (POINTS * POINTS)) * own.width * own.height);
  map.steps[cell] = FINE_STEP;
  const ofClasses = counts.subarray(1);
  map.shares.set(
    Float32Array.from(ofClasses, count => count / tissue),
    cell * MAP_CLASSES.length,
  );
  map.values[cell] = 1 + ofClasses.indexOf(Math.max(...ofClasses));
}
