import { classAreas, MAP_CLASSES, type ClassMap, type MapClass } from '../../pipeline/tissueMap/classMap';
import { rgbOf } from '../../pipeline/tissueMap/mapFiles';
import type { MapClassRow } from './tissueMapState';

/** The classes that either map holds, in their published order and colours. */
export function mapRows(found: ClassMap, corrected: ClassMap): readonly MapClassRow[] {
  const [before, after] = [classAreas(found), classAreas(corrected)];
  return MAP_CLASSES.filter(name => before[name] > 0 || after[name] > 0).map(name => ({
    name,
    colour: classColour(name),
    foundMm2: before[name],
    correctedMm2: after[name],
  }));
}

export const classColour = (name: MapClass): string => `rgb(${rgbOf(name).join(', ')})`;

/** Four bytes a cell, see-through where there is no tissue. */
export function mapPixels({ values }: ClassMap): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  values.forEach((code, cell) => {
    const name = MAP_CLASSES[code - 1];
    if (name !== undefined) pixels.set([...rgbOf(name), 255], 4 * cell);
  });
  return pixels;
}
