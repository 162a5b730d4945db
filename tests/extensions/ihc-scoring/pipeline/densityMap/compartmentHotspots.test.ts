import { matrixPoint } from '@timescope/core/frames';
import { micrometresPerPixel } from '@timescope/core/units';
import { ringEdges, type RingEdges } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringEdges';
import { compartmentArea } from '@timescope/extension-ihc-scoring/pipeline/densityMap/compartmentArea';
import {
  newDensityMap,
  type DensityMap,
} from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityMap';
import {
  hotspots as hotspotsIn,
  type HotspotArea,
} from '@timescope/extension-ihc-scoring/pipeline/densityMap/hotspots';
import type { TissueClasses } from '@timescope/extension-ihc-scoring/pipeline/tissueClasses.kernel';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';

/** At 0.25 um/px a bin of 50 um is 200 matrix pixels, a block of 16 um is 64. */
const BLOCK_UM = 16;
const TUMOUR = 2;

function slideOf(widthUm: number, heightUm: number) {
  const level = {
    ...{ width: 4 * widthUm, height: 4 * heightUm, tileWidth: 256, tileHeight: 256 },
    mpp: { x: micrometresPerPixel(0.25), y: micrometresPerPixel(0.25) },
  };
  const map = newDensityMap(workingFrame({ levels: [level] }));
  const [width, height] = [Math.ceil(widthUm / BLOCK_UM), Math.ceil(heightUm / BLOCK_UM)];
  const blockMatrix = { x: 64, y: 64 };
  const classes: TissueClasses = { width, height, blockMatrix, values: new Uint8Array(width * height) };
  return { map, classes };
}

/** Fills blocks with a class: columns and rows from, to. */
function fill({ width, values }: TissueClasses, value: number, [left, upper, right, lower]: number[]): void {
  for (let row = upper ?? 0; row < (lower ?? 0); row++)
    values.fill(value, row * width + (left ?? 0), row * width + (right ?? 0));
}

/** Cells of the tumour in a bin. */
function addCells({ width, height, cells, positive }: DensityMap, column: number, row: number, n: number[]) {
  const bin = width * height + row * width + column;
  cells[bin] = n[0] ?? 0;
  positive[bin] = n[1] ?? 0;
}

const hotspots = (map: DensityMap, of: HotspotArea, classes?: TissueClasses, leftOut: RingEdges[] = []) =>
  hotspotsIn(map, of, classes && compartmentArea(map, classes, leftOut), leftOut);

/** At the left end 900 cells in a full field of tumour, at the right end 400 in a strip of it: one field holds either. */
function twoFields() {
  const slide = slideOf(3000, 1000);
  fill(slide.classes, TUMOUR, [0, 0, 62, 62]);
  addCells(slide.map, 0, 5, [900, 90]);
  // 20 x 40 blocks are 0.2048 mm2.
  fill(slide.classes, TUMOUR, [167, 10, 187, 50]);
  addCells(slide.map, 59, 10, [400, 80]);
  return slide;
}

test('of two fields of tumour the denser tissue wins, not the greater count', () => {
  const { map, classes } = twoFields();
  const [most, positive] = hotspots(map, 'tumour', classes);
  expect(most).toMatchObject({ by: 'cellsPerMm2', cells: 400, fieldMm2: 1 });
  expect(most?.tissueMm2).toBeCloseTo(0.2048, 10);
  expect(most?.cellsPerMm2).toBeCloseTo(400 / 0.2048, 6);
  expect(positive?.positivePerMm2).toBeCloseTo(80 / 0.2048, 6);
  // All cells together stay per mm2 of the field.
  const [whole] = hotspots(map, 'whole', classes);
  expect(whole).toMatchObject({ cells: 900, cellsPerMm2: 900 });
  expect(whole).not.toHaveProperty('tissueMm2');
});

test('a field with less than 0.1 mm2 of tumour is not the densest; alone it is named without a density', () => {
  const { map, classes } = twoFields();
  // 20 x 19 blocks are 0.0973 mm2.
  fill(classes, 0, [167, 29, 187, 50]);
  expect(hotspots(map, 'tumour', classes)[0]).toMatchObject({ cells: 900, tissueMm2: 62 * 62 * 0.000256 });
  fill(classes, 0, [0, 0, 62, 62]);
  addCells(map, 0, 5, [0, 0]);
  const [alone] = hotspots(map, 'tumour', classes);
  expect(alone).toMatchObject({ cells: 400, cellsPerMm2: null, positivePerMm2: null, percentPositive: 20 });
  expect(alone?.tissueMm2).toBeCloseTo(0.09728, 10);
});

test('without stored tissue classes the field of most cells is named without a density', () => {
  const [most] = hotspots(twoFields().map, 'tumour');
  expect(most).toMatchObject({ cells: 900, fieldMm2: 1, tissueMm2: null, cellsPerMm2: null });
});

test('tissue that is left out after the measurement does not count', () => {
  const { map, classes } = twoFields();
  // The lower half of the strip: rows 30 to 50 of 64 pixels.
  const half = ringEdges([
    [matrixPoint(10688, 1920), matrixPoint(11968, 1920), matrixPoint(11968, 3200), matrixPoint(10688, 3200)],
  ]);
  const [most] = hotspots(map, 'tumour', classes, [half, half]);
  expect(most?.tissueMm2).toBeCloseTo(0.1024, 10);
  expect(most?.fieldMm2).toBeCloseTo(1 - 0.1024, 6);
});

test('every block is counted once, in the bin of its centre', () => {
  const { map, classes } = slideOf(130, 70);
  fill(classes, TUMOUR, [0, 0, classes.width, classes.height]);
  const { blocks, blockMm2 } = compartmentArea(map, classes, []);
  // Centres at 8, 24, 40 | 56, 72, 88 | 104, 120, (136 um: the part at the end); down 8, 24, 40 | 56, 72 um.
  expect([...blocks]).toEqual([0, 0, 0, 0, 0, 0, 9, 9, 9, 6, 6, 6, 0, 0, 0, 0, 0, 0]);
  expect(blockMm2).toBeCloseTo(0.000256, 12);
});

test('on random slides no field is denser than the one that is named', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const random = numbersFrom(seed);
    const { map, classes } = slideOf(1600, 1300);
    for (let block = 0; block < classes.values.length; block++)
      classes.values[block] = Math.floor(random() * 4);
    for (let bin = 0; bin < map.width * map.height; bin++)
      addCells(map, bin % map.width, Math.floor(bin / map.width), [Math.floor(random() * 9), 0]);
    const { blocks, blockMm2 } = compartmentArea(map, classes, []);
    let densest = 0;
    for (let row = 0; row + 20 <= map.height; row++)
      for (let column = 0; column + 20 <= map.width; column++) {
        const sum = (counts: Uint32Array) => sumOfField(map, counts, column, row);
        densest = Math.max(densest, sum(map.cells) / (sum(blocks) * blockMm2));
      }
    expect(hotspots(map, 'tumour', classes)[0]?.cellsPerMm2).toBeCloseTo(densest, 6);
  }
});

function sumOfField({ width, height }: DensityMap, counts: Uint32Array, column: number, row: number): number {
  let sum = 0;
  for (let y = row; y < row + 20; y++)
    for (let x = column; x < column + 20; x++) sum += counts[width * height + y * width + x] ?? 0;
  return sum;
}

/** Park and Miller's generator: the same numbers in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}
