import type { RgbRaster } from '@timescope/core/raster';
import { random } from '@timescope/synthetic/random';
import { tissueClasses, type TissueClass } from '@timescope/synthetic/tissue/tissueClasses';
import {
  drawnFrom,
  pieceOfClass,
  shareOf,
  trainingScene,
  type TissueRanges,
} from '@timescope/synthetic/tissue/trainingTissue';
import { trainingPatches } from '@timescope/synthetic/tissue/trainingPatches';
import { TISSUE_RANGES } from '@timescope/synthetic/tissue/trainingTiles';

const { train, test: heldOut } = TISSUE_RANGES;

test('no value of the test ranges lies in the ranges of training', () => {
  const names = Object.keys(train) as (keyof TissueRanges)[];
  expect(Object.keys(heldOut)).toEqual(names);
  for (const name of names) {
    const stretches = (from: TissueRanges) => (name === 'seeds' ? [from.seeds] : from[name]);
    for (const [a = 0, b = 0] of stretches(train))
      for (const [c = 0, d = 0] of stretches(heldOut))
        expect(`${name} ${b < c || d < a}`).toBe(`${name} true`);
  }
});

test('values are drawn from the stretches and never from between them', () => {
  const dice = random(1);
  const drawn = Array.from({ length: 500 }, () =>
    drawnFrom(
      [
        [0, 1],
        [5, 6],
      ],
      dice,
    ),
  );
  expect(drawn.every(value => value <= 1 || (value >= 5 && value <= 6))).toBe(true);
  expect(drawn.filter(value => value <= 1).length).toBeGreaterThan(200);
});

/** Mean red, green and blue of generated tiles of each class, some from each of these blocks. */
function meanColours(blocks: readonly number[], each: number) {
  return blocks.flatMap(block => {
    const scene = trainingScene(train, block);
    const dice = random(block, 9);
    return tissueClasses.flatMap(name =>
      Array.from({ length: each }, () => {
        const piece = pieceOfClass(scene, train, name, 112, 0.5, dice);
        if (!piece) return undefined;
        expect(shareOf(piece, name)).toBeGreaterThanOrEqual(0.75);
        return { name, colour: meanOf(piece.section.drawTile(piece.at, 0.5)) };
      }).filter(tile => tile !== undefined),
    );
  });
}

type Colour = readonly [number, number, number];

function meanOf({ values }: RgbRaster): Colour {
  const sums: [number, number, number] = [0, 0, 0];
  values.forEach((value, at) => {
    sums[(at % 3) as 0 | 1 | 2] += (3 * value) / values.length;
  });
  return sums;
}

test('mean colour alone does not tell the nine classes apart', () => {
  const known = meanColours([0, 1, 2], 3);
  const asked = meanColours([3, 4, 5], 3);
  expect(asked.length).toBeGreaterThan(60);
  const centre = (name: TissueClass): Colour => {
    const own = known.filter(tile => tile.name === name).map(({ colour }) => colour);
    const mean = (channel: 0 | 1 | 2) => own.reduce((sum, colour) => sum + colour[channel], 0) / own.length;
    return [mean(0), mean(1), mean(2)];
  };
  const centres = tissueClasses.map(name => ({ name, colour: centre(name) }));
  const away = (a: Colour, b: Colour) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const right = asked.filter(({ name, colour }) => {
    const nearest = [...centres].sort((a, b) => away(a.colour, colour) - away(b.colour, colour))[0];
    return nearest?.name === name;
  });
  expect(right.length / asked.length).toBeLessThan(0.7);
}, 60_000);

test('of eight patches of IHC five have tumour or its stroma in their middle', async () => {
  let count = 0;
  for await (const { classes } of trainingPatches(TISSUE_RANGES.test, 8))
    if ((classes.values[256 * classes.width + 256] ?? 3) <= 1) count++;
  expect(count).toBe(5);
}, 60_000);
