import { detectNuclei } from '@timescope/extension-ihc-scoring/pipeline/detection/detectNuclei';
import { median } from '@timescope/extension-ihc-scoring/pipeline/detection/quPathImage.kernel';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import type { QuPathDetector } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { BLUE, BROWN, drawnSlide, GLASS, type Disc } from '../drawnSlide';

const SIZE = 200;
const kernels = nucleusKernels();
const buffers = tileBuffers(kernels, SIZE * SIZE);
const { detector: bundled } = presets['qupath-positive-cell-detection'];
if (bundled.kind !== 'qupath') throw new Error("QuPath's preset has another detector.");

/** Discs on glass, counted with QuPath's settings and the given changes. */
function counted(change: Partial<QuPathDetector>, ...discs: Disc[]): number {
  const detection = {
    detector: { ...bundled, ...change } as QuPathDetector,
    tables: stainTables({ white: GLASS, vectors: RUIFROK_H_DAB }),
    cellExpansionUm: 0,
  };
  return detectNuclei(drawnSlide(SIZE, SIZE, discs), detection, kernels, buffers).count;
}

const blue: Disc = { x: 60, y: 100, radius: 9, colour: BLUE };
const brown: Disc = { x: 140, y: 100, radius: 9, colour: BROWN };

test('a brown disc is a nucleus in the OD sum, and none where DAB is excluded', () => {
  expect(counted({ excludeDab: false }, blue, brown)).toBe(2);
  expect(counted({ excludeDab: true }, blue, brown)).toBe(1);
});

test('discs below the smallest or above the largest area are none', () => {
  const small: Disc = { x: 140, y: 100, radius: 5, colour: BLUE };
  expect(counted({}, blue, small)).toBe(2);
  expect(counted({ minAreaUm2: 40 }, blue, small)).toBe(1);
  expect(counted({ maxAreaUm2: 40 }, blue, small)).toBe(1);
});

test('a nucleus on a background above the limit is left out', () => {
  const patch: Disc = { x: 140, y: 100, radius: 40, colour: [200, 196, 220] };
  const onPatch: Disc = { ...blue, x: 140 };
  const background = { backgroundRadiusUm: 8, threshold: 0.1 };
  expect(counted({ ...background, maxBackground: 2 }, blue, patch, onPatch)).toBe(2);
  expect(counted({ ...background, maxBackground: 0.1 }, blue, patch, onPatch)).toBe(1);
});

test('two touching discs are two nuclei, and one without a split by shape', () => {
  const left: Disc = { x: 90, y: 100, radius: 9, colour: BLUE };
  const right: Disc = { x: 106, y: 100, radius: 9, colour: BLUE };
  expect(counted({ splitByShape: true }, left, right)).toBe(2);
  expect(counted({ splitByShape: false }, left, right)).toBe(1);
});

test('the median of 1 px takes the middle of the nine pixels of its square, as ImageJ draws a disc of 1 px', () => {
  const image = Float32Array.from([
    0, 0, 0, 0, 0, 0, 5, 6, 1, 0, 0, 7, 9, 2, 0, 0, 8, 4, 3, 0, 0, 0, 0, 0, 0,
  ]);
  const out = new Float32Array(25);
  median(image, 5, 5, 1, out);
  expect(out[12]).toBe(5);
});
