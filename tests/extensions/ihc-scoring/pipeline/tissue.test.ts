import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import type { Annotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { artefactShares } from '@timescope/extension-ihc-scoring/pipeline/artefacts/artefactShares';
import { overviewOf } from '@timescope/extension-ihc-scoring/pipeline/overview';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import type { Triple } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { findTissue, tissueAreaMm2, type Tissue } from '@timescope/extension-ihc-scoring/pipeline/tissue';
import { GLASS } from './drawnSlide';

/** 80 x 80 blocks of 8 um, eight pixels each. */
const EDGE = 640;
const PINK: Triple = [200, 150, 190];

/** Rectangles of blocks on glass: left, upper, width, height and colour. */
type Patch = readonly [number, number, number, number, Triple];

function slide(...patches: readonly Patch[]): RgbRaster {
  const image = newRgbRaster(EDGE, EDGE);
  for (let pixel = 0; pixel < EDGE * EDGE; pixel++) image.values.set(GLASS, 3 * pixel);
  for (const [left, upper, width, height, colour] of patches)
    for (let y = 8 * upper; y < 8 * (upper + height); y++)
      for (let x = 8 * left; x < 8 * (left + width); x++) image.values.set(colour, 3 * (y * EDGE + x));
  return image;
}

async function tissueOf(image: RgbRaster, annotations: readonly Annotation[] = []): Promise<Tissue> {
  const source = plainImageSource(image, micrometresPerPixel(1));
  const overview = await overviewOf(source, tileReader(source));
  return findTissue(overview, GLASS, regionOf(annotations, { width: EDGE, height: EDGE }));
}

const percents = (tissue: Tissue) =>
  Object.fromEntries(Object.entries(artefactShares(tissue, 0).percent).filter(([, percent]) => percent > 0));

test('a square of 40 x 40 blocks of tissue is 1600 blocks of 8 um, the rest of 6400 is blank', async () => {
  const tissue = await tissueOf(slide([20, 20, 40, 40, PINK]));
  expect(tissueAreaMm2(tissue)).toBeCloseTo(1600 * 64e-6, 9);
  expect(percents(tissue)).toEqual({ blank: 75 });
  expect(tissue.nearTissue.filter(near => near === 1)).toHaveLength(42 * 42);
});

test('a lumen of 10 x 10 blocks is kept out, a cleft of 4 blocks is tissue', async () => {
  const tissue = await tissueOf(
    slide([20, 20, 40, 40, PINK], [30, 30, 10, 10, GLASS], [50, 20, 4, 30, GLASS]),
  );
  expect(tissueAreaMm2(tissue)).toBeCloseTo(1500 * 64e-6, 9);
});

test.each<[string, Triple]>([
  ['penRed', [225, 45, 60]],
  ['penGreen', [50, 170, 130]],
  ['penBlue', [30, 150, 225]],
  ['penBlack', [35, 35, 38]],
])('%s on glass and on tissue is left out with a margin of two blocks, and named', async (name, ink) => {
  const tissue = await tissueOf(slide([0, 0, 80, 40, PINK], [20, 20, 20, 40, ink]));
  const shares = artefactShares(tissue, 0).percent;
  const inkBlocks = 24 * 44;
  // All of the upper half is tissue or ink; below it lies the ink's rest.
  const used = 80 * 40 + 24 * 22;
  expect(shares[name]).toBeCloseTo((100 * inkBlocks) / used, 6);
  expect(tissueAreaMm2(tissue)).toBeCloseTo((80 * 40 - 24 * 22) * 64e-6, 9);
  expect(Object.keys(percents(tissue)).sort()).toEqual(['blank', name].sort());
});

test.each<[string, Triple]>([
  ['strong DAB', [95, 55, 30]],
  ['DAB so dark that it is nearly black', [50, 30, 20]],
  ['dense haematoxylin', [70, 60, 130]],
  ['eosin', [215, 90, 140]],
  ['erythrocytes', [200, 40, 70]],
])('a large area of %s is tissue, neither pen nor fold', async (_, colour) => {
  const tissue = await tissueOf(slide([10, 10, 60, 60, PINK], [20, 20, 30, 30, colour]));
  expect(percents(tissue)).toEqual({ blank: (100 * 2800) / 6400 });
});

test('a band three times as dense as the tissue around it is a fold', async () => {
  const pale: Triple = [170, 130, 185];
  const three = pale.map((value, c) => Math.round((GLASS[c] ?? 240) * (value / (GLASS[c] ?? 240)) ** 5));
  const band: Triple = [three[0] ?? 0, three[1] ?? 0, three[2] ?? 0];
  const tissue = await tissueOf(slide([0, 0, 80, 80, pale], [0, 30, 80, 5, band]));
  expect(percents(tissue)).toEqual({ fold: 6.25 });
});

const square = (left: number, upper: number, edge: number): readonly MatrixPoint[] => [
  matrixPoint(8 * left, 8 * upper),
  matrixPoint(8 * (left + edge), 8 * upper),
  matrixPoint(8 * (left + edge), 8 * (upper + edge)),
  matrixPoint(8 * left, 8 * (upper + edge)),
];

test('an on-slide control leaves the tissue and is reported in percent', async () => {
  const image = slide([10, 10, 20, 20, PINK], [50, 10, 20, 20, PINK]);
  const control: Annotation = { name: 'Control', role: 'control', rings: [square(45, 5, 30)] };
  const tissue = await tissueOf(image, [control]);
  expect(tissueAreaMm2(tissue)).toBeCloseTo(400 * 64e-6, 9);
  expect(percents(tissue).excluded).toBe(50);
});

test('out of focus is a share of what was looked at: 100 of 400 blocks are 25 percent', async () => {
  const tissue = await tissueOf(slide([10, 10, 20, 20, PINK]));
  expect(artefactShares(tissue, 100 * 64e-6).percent.outOfFocus).toBeCloseTo(25, 9);
});

test('a bare slide has no tissue and nothing to divide by', async () => {
  const tissue = await tissueOf(slide());
  expect(tissueAreaMm2(tissue)).toBe(0);
  expect(percents(tissue)).toEqual({ blank: 100 });
});

test('a photograph without glass is all tissue, however even its background is', async () => {
  const lilac: Triple = [180, 165, 205];
  const image = slide([0, 0, 80, 80, lilac], [40, 40, 2, 2, [110, 90, 160]]);
  const source = plainImageSource(image, micrometresPerPixel(0.1));
  const overview = await overviewOf(source, tileReader(source));
  const tissue = findTissue(overview, lilac, regionOf([], { width: EDGE, height: EDGE }));
  expect(percents(tissue)).toEqual({});
});
