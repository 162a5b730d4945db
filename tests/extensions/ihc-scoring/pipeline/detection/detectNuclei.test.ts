import { detectNuclei } from '@timescope/extension-ihc-scoring/pipeline/detection/detectNuclei';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { BLUE, BROWN, drawnSlide, GLASS, type Disc } from '../drawnSlide';

const SIZE = 160;
const kernels = nucleusKernels();
const buffers = tileBuffers(kernels, SIZE * SIZE);
const generic = {
  detector: { kind: 'generic', ringContrast: 0.055 },
  tables: stainTables({ white: GLASS, vectors: RUIFROK_H_DAB }),
  cellExpansionUm: 5,
} as const;

/** What is found, with the centre and the mean DAB of each nucleus from left to right. */
function detect(...discs: Disc[]) {
  const nuclei = detectNuclei(drawnSlide(SIZE, SIZE, discs), generic, kernels, buffers);
  const { count, inNuclei } = nuclei;
  const { areas, x, y, sums } = inNuclei;
  const found = Array.from({ length: count }, (_, k) => {
    const mean = (total: Float64Array | undefined) => (total?.[k + 1] ?? 0) / (areas[k + 1] ?? 0);
    return { x: mean(x), y: mean(y), dab: mean(sums[0]) };
  });
  return { ...nuclei, found: found.sort((a, b) => a.x - b.x) };
}

const disc = (x: number, y: number, radius: number, colour = BLUE): Disc => ({ x, y, radius, colour });

test.each([7, 9, 12])('a drawn disc of radius %p px gives one nucleus of its area and place', radius => {
  const nuclei = detect(disc(80, 72, radius));
  expect(nuclei.count).toBe(1);
  expect(nuclei.found[0]?.x).toBeCloseTo(80, 0);
  expect(nuclei.found[0]?.y).toBeCloseTo(72, 0);
  const area = Math.PI * radius * radius;
  expect((nuclei.inNuclei.areas[1] ?? 0) / area).toBeGreaterThan(0.85);
  expect((nuclei.inNuclei.areas[1] ?? 0) / area).toBeLessThan(1.15);
});

test('blue and brown nuclei are both found, and the brown one holds the DAB', () => {
  const nuclei = detect(disc(50, 80, 8, BLUE), disc(110, 80, 8, BROWN));
  expect(nuclei.count).toBe(2);
  expect(nuclei.found[0]?.dab).toBeLessThan(0.1);
  expect(nuclei.found[1]?.dab).toBeGreaterThan(0.5);
});

test('a pale nucleus counts, a patch of stroma hardly darker than glass does not', () => {
  // Optical densities of haematoxylin above GLASS: 0.12 and 0.04.
  const pale = [195, 192, 216] as const;
  const stroma = [226, 225, 236] as const;
  expect(detect(disc(80, 80, 9, pale)).count).toBe(1);
  expect(detect(disc(80, 80, 9, stroma)).count).toBe(0);
});

test('two touching nuclei are two', () => {
  expect(detect(disc(71, 80, 9), disc(88, 80, 9)).count).toBe(2);
});

test('glass gives none, nor does a speck of 2 square micrometres or a blot of 2000', () => {
  expect(detect().count).toBe(0);
  expect(detect(disc(80, 80, 1.5)).count).toBe(0);
  expect(detect(disc(80, 80, 50)).count).toBe(0);
});

test('a cell reaches 5 um beyond its nucleus, and only halfway to a neighbour', () => {
  const nuclei = detect(disc(80, 80, 8));
  const cellPixels = nuclei.cellLabels.reduce((sum, label) => sum + (label === 1 ? 1 : 0), 0);
  expect(cellPixels / (Math.PI * 18 * 18)).toBeCloseTo(1, 1);
  const pair = detect(disc(70, 80, 7), disc(90, 80, 7));
  const middle = 80 * SIZE;
  expect(pair.cellLabels[middle + 78]).not.toBe(pair.cellLabels[middle + 82]);
});
