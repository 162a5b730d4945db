import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256Hex } from '@timescope/core/sha256';
import { borderDistance, gapUm, TOUCHING_UM, type SyntheticCell } from '@timescope/synthetic/slide/cell';
import { demoSlide, type DemoSlide } from '@timescope/synthetic/slide/demoSlide';
import { isInside, nucleusLabels } from '@timescope/synthetic/slide/nucleusLabels';
import { touching } from '@timescope/synthetic/slide/placeCells';
import { regionAt } from '@timescope/synthetic/slide/regions';
import { slideSize, SLIDE_MPP } from '@timescope/synthetic/slide/slideSize';
import { readSlideTruth, trueHScore, writeSlideTruth } from '@timescope/synthetic/slide/slideTruth';

let slide: DemoSlide;
beforeAll(() => {
  slide = demoSlide(1);
}, 120_000);

const tileDigest = (from: DemoSlide, column: number, row: number) =>
  sha256Hex(from.drawTile(column, row).values);

test('the slide is at least 20,000 pixels wide at 0.25 um and holds at least 50,000 cells', () => {
  expect(slideSize.width).toBeGreaterThanOrEqual(20_000);
  expect(SLIDE_MPP).toBe(0.25);
  expect(slide.cells.length).toBeGreaterThanOrEqual(50_000);
});

test('about a third of the nuclei touch another', () => {
  const share = touching(slide.cells).filter(Boolean).length / slide.cells.length;
  expect(share).toBeGreaterThan(0.28);
  expect(share).toBeLessThan(0.4);
});

test('every grade and both compartments are there in thousands', () => {
  for (const grade of [0, 1, 2, 3])
    expect(slide.cells.filter(cell => cell.grade === grade).length).toBeGreaterThan(2000);
  for (const compartment of ['tumour', 'stroma'])
    expect(slide.cells.filter(cell => cell.compartment === compartment).length).toBeGreaterThan(10_000);
});

test('each cell lies in tissue, in the compartment that its region says', () => {
  for (const cell of slide.cells) {
    const region = regionAt(slide.regions, cell.x, cell.y);
    expect(region === 'tumour' ? 'tumour' : region === 'glass' ? 'glass' : 'stroma').toBe(cell.compartment);
  }
});

test('a tile does not depend on the tiles drawn before it, nor on the run', () => {
  const again = demoSlide(1);
  slide.drawTile(9, 9);
  expect(tileDigest(slide, 20, 12)).toBe(tileDigest(again, 20, 12));
  expect(again.cells.length).toBe(slide.cells.length);
}, 120_000);

test('the truth comes back from its file with every count', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-truth-'));
  try {
    const file = path.join(folder, 'slide.json');
    await writeSlideTruth(file, slide.cells, slide.regions);
    const truth = await readSlideTruth(file);
    expect(truth.cells.length).toBe(slide.cells.length);
    for (const grade of [0, 1, 2, 3])
      expect(truth.cells.filter(cell => cell.grade === grade).length).toBe(
        slide.cells.filter(cell => cell.grade === grade).length,
      );
    expect(truth.cells.filter(cell => cell.touching).length).toBe(
      touching(slide.cells).filter(Boolean).length,
    );
    expect(truth.regions.names).toHaveLength(truth.regions.width * truth.regions.height);
    const sum = slide.cells.reduce((total, cell) => total + cell.grade, 0);
    expect(trueHScore(truth.cells)).toBeCloseTo((100 * sum) / slide.cells.length, 9);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

const round: SyntheticCell['nucleus'] = { longUm: 4, shortUm: 2, axisX: 1, axisY: 0, cos3: 0, sin3: 0 };
const cellAt = (x: number): SyntheticCell => ({
  x,
  y: 0,
  kind: 'tumour',
  compartment: 'tumour',
  grade: 0,
  nucleus: round,
  haematoxylin: 0.4,
  dab: 0,
  vesicular: 0,
});

test('the border of an ellipse of 4 x 2 um lies 4 um along it and 2 um across it', () => {
  expect(borderDistance(round, 1, 0)).toBeCloseTo(4, 9);
  expect(borderDistance(round, 0, -3)).toBeCloseTo(2, 9);
  expect(isInside(round, 3.99, 0)).toBe(true);
  expect(isInside(round, 0, 2.01)).toBe(false);
});

test('two such nuclei 8.2 um apart have a gap of 0.2 um and touch; 0.3 um is apart', () => {
  expect(gapUm(cellAt(0), cellAt(8.2))).toBeCloseTo(0.2, 9);
  expect(TOUCHING_UM).toBe(0.25);
  expect(touching([cellAt(0), cellAt(8.2)])).toEqual([true, true]);
  expect(touching([cellAt(0), cellAt(8.3)])).toEqual([false, false]);
});

test('the label of an ellipse of 4 x 2 um covers its area at 0.25 um', () => {
  const { values } = nucleusLabels(
    [{ x: 8, y: 8, nucleus: round }],
    { x: 0, y: 0, width: 16, height: 16 },
    0.25,
  );
  const area = values.filter(value => value === 1).length * 0.25 * 0.25;
  expect(Math.abs(area - Math.PI * 8)).toBeLessThan(0.3);
});
