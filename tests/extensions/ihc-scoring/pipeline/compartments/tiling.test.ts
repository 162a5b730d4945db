import { matrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { trainPixelClassifier } from '@timescope/extension-ihc-scoring/pipeline/compartments/trainPixelClassifier';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import type { Tiling } from '@timescope/extension-ihc-scoring/pipeline/tilePlan';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { slideOfField, strokesOn } from './fieldStrokes';

const field = makeField({ ...scannerField, mpp: 0.5, sizeUm: 320, seed: 3 });
const source = plainImageSource(field.rgb, micrometresPerPixel(0.5));
const model = await trainPixelClassifier('strokes', strokesOn(field, 8), await slideOfField(field));
const box = (role: Annotation['role'], x0: number, y0: number, x1: number, y1: number): Annotation => ({
  name: role,
  role,
  rings: [[matrixPoint(x0, y0), matrixPoint(x1, y0), matrixPoint(x1, y1), matrixPoint(x0, y1)]],
});
const request: ScoreRequest = {
  preset: 'ki67',
  slide: { description: 'field', digest: 'none' },
  compartments: { kind: 'pixel-classifier', model },
  cellTypes: { kind: 'compartment' },
  annotations: [box('region', 21.3, 10.2, 613.7, 600.1), box('control', 400.5, 401.5, 520.2, 640)],
};
const scored = (tiling: Tiling, asked = request) => scoreWithCells(source, asked, { tiling });

test('compartments, types, control and hotspots are the same to the last bit in any tiling', async () => {
  const { result: whole } = await scored({ edge: 2048 });
  expect(whole.areaMm2.tumour).toBeGreaterThan(0);
  expect(whole.areaMm2.stroma).toBeGreaterThan(0);
  for (const tiling of [{ edge: 512 }, { edge: 333, shift: { x: 101, y: 47 } }]) {
    const { result } = await scored(tiling);
    expect(result.hash).toBe(whole.hash);
    expect(result.hotspots).toEqual(whole.hotspots);
    expect(result.compartments).toEqual(whole.compartments);
  }
}, 60_000);

test('no cell is counted in a control; all others are as without it', async () => {
  const everywhere = { ...request, annotations: [] };
  const all = (await scored({ edge: 2048 }, everywhere)).cells;
  const { cells } = await scored(
    { edge: 2048 },
    { ...everywhere, annotations: [box('control', 400, 400, 520, 520)] },
  );
  const isInControl = (x = 0, y = 0) => x >= 400 && x < 520 && y >= 400 && y < 520;
  const outside = Array.from({ length: all.count }, (_, k) => [
    all.centroids[2 * k],
    all.centroids[2 * k + 1],
  ]).filter(([x, y]) => !isInControl(x, y));
  const kept = Array.from({ length: cells.count }, (_, k) => [
    cells.centroids[2 * k],
    cells.centroids[2 * k + 1],
  ]);
  expect(kept.length).toBeLessThan(all.count);
  expect(kept).toEqual(outside);
}, 60_000);
