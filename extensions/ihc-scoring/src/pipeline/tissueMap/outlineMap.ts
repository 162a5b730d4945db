import type { PixelSource } from '@timescope/core/pixelSource';
import { overviewOf } from '../overview';
import { regionOf } from '../region';
import { tileReader } from '../tileReader';
import { findTissue, isOnTissue } from '../tissue';
import { whiteOf } from '../white';
import { levelAt, workingFrame } from '../workingFrame';
import { codeOf, MAP_CLASSES, type ClassMap } from './classMap';
import { newClassMap } from './classMapOf';
import { MAP_CELL_PIXELS, mapGrid } from './mapGrid';
import { mapSourceOf } from './tissueSource';

/** Points along a cell's edge at which the tissue is looked up: 9 um apart. Ours. */
const POINTS = 4;

/**
 * Where a slide has tissue, of one class, from its overview alone: seconds also for a large slide.
 * @param name of the map's source
 */
export async function outlineMap(source: PixelSource, name: string, signal?: AbortSignal): Promise<ClassMap> {
  const frame = workingFrame(source);
  const overview = await overviewOf(source, tileReader(source, signal, 0));
  const tissue = findTissue(overview, whiteOf(overview).rgb, regionOf([], levelAt(source, 0)));
  const map = newClassMap(mapGrid(frame), mapSourceOf({ kind: 'drawn', name }, []));
  const { width, matrixStep } = map;
  map.values.forEach((_, cell) => {
    let points = 0;
    for (let point = 0; point < POINTS * POINTS; point++) {
      const x = ((cell % width) + ((point % POINTS) + 0.5) / POINTS) * matrixStep.x;
      const y = (Math.floor(cell / width) + (Math.floor(point / POINTS) + 0.5) / POINTS) * matrixStep.y;
      if (isOnTissue(tissue, { x, y })) points++;
    }
    if (points === 0) return;
    map.values[cell] = codeOf('OTH');
    map.shares[cell * MAP_CLASSES.length + codeOf('OTH') - 1] = 1;
    map.tissuePixels[cell] = Math.round((MAP_CELL_PIXELS * points) / (POINTS * POINTS));
  });
  return map;
}
