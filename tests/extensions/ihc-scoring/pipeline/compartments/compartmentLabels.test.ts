import { matrixPoint } from '@timescope/core/frames';
import { newRgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import {
  compartmentLabels,
  hasCompartments,
  type CompartmentSource,
} from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentSource';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';

/** A slide at 0.25 um/px: a working pixel is two matrix pixels. */
const mpp = { x: micrometresPerPixel(0.25), y: micrometresPerPixel(0.25) };
const level = { width: 16, height: 12, tileWidth: 16, tileHeight: 16, mpp };
const frame = workingFrame({ levels: [level] });
const tables = stainTables({ white: [255, 255, 255], vectors: RUIFROK_H_DAB });

/** The labels of working pixels 1 to 7 of rows 1 to 5, a row of digits each. */
function labelled(source: CompartmentSource, annotations: readonly Annotation[]): string[] {
  const at = { x: 1, y: 1, width: 7, height: 5 };
  const out = new Uint8Array(35).fill(9);
  compartmentLabels(source, annotations, newRgbRaster(7, 5), at, frame, tables, out);
  return Array.from({ length: 5 }, (_, y) => out.subarray(7 * y, 7 * y + 7).join(''));
}

const area = (role: Annotation['role'], x0: number, y0: number, x1: number, y1: number): Annotation => ({
  name: role,
  role,
  rings: [[matrixPoint(x0, y0), matrixPoint(x1, y0), matrixPoint(x1, y1), matrixPoint(x0, y1)]],
});

test('drawn tumour and stroma by hand; of overlapping areas the smaller wins, in any order', () => {
  const areas = [area('stroma', 6, 4, 10, 8), area('tumour', 2, 2, 14, 10), area('region', 0, 0, 16, 12)];
  const expected = ['1111110', '1122110', '1122110', '1111110', '0000000'];
  expect(labelled({ kind: 'drawn' }, areas)).toEqual(expected);
  expect(labelled({ kind: 'drawn' }, areas.toReversed())).toEqual(expected);
});

test('a mask has its own spacing and origin; a drawing overrides it; outside it all is other', () => {
  const mask = {
    width: 2,
    height: 2,
    values: Uint8Array.of(1, 2, 2, 1),
    origin: matrixPoint(4, 2),
    matrixStep: { x: 4, y: 4 },
    source: 'a network',
  };
  expect(labelled({ kind: 'mask', mask }, [])).toEqual([
    '0112200',
    '0112200',
    '0221100',
    '0221100',
    '0000000',
  ]);
  expect(labelled({ kind: 'mask', mask }, [area('tumour', 0, 0, 16, 4)])[0]).toBe('1111111');
});

test('without a source nothing is told apart', () => {
  const areas = [area('tumour', 0, 0, 16, 12)];
  expect(labelled({ kind: 'none' }, areas).join('')).toMatch(/^0+$/);
  expect(hasCompartments({ kind: 'none' }, areas)).toBe(false);
  expect(hasCompartments({ kind: 'drawn' }, areas)).toBe(true);
  expect(hasCompartments({ kind: 'drawn' }, [area('region', 0, 0, 4, 4)])).toBe(false);
});
