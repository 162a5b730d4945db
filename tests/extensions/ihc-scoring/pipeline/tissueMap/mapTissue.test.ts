import { plainImageSource } from '@timescope/core/plainPyramid';
import type { RgbRaster } from '@timescope/core/raster';
import { TISSUE_CLASSES } from '@timescope/core/tissueClass';
import { micrometresPerPixel } from '@timescope/core/units';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { classAreas, codeOf, mapHash } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { areasCsv, mapCsv, mapPicture } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapFiles';
import type { MapSteps } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapGrid';
import {
  mapInThisThread,
  mapTissue,
  type MapRequest,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import type { TileClassifier } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/tissueSource';
import { box, SIZE, TISSUE, twoHalves } from './twoHalves';

const source = plainImageSource(twoHalves(), micrometresPerPixel(0.5));
const { left, right, upper, lower, middle } = TISSUE;

const drawn: MapRequest = {
  preset: presets.cd3,
  slide: { description: 'two halves', digest: 'two halves' },
  limits: [],
  areas: [
    { className: 'TUM', rings: [box(left - 50, upper - 50, middle, lower + 50)] },
    { className: 'STR', rings: [box(middle, upper - 50, right + 50, lower + 50)] },
  ],
  source: { kind: 'drawn', name: 'by hand' },
  steps: '74',
};
const mapped = (request: MapRequest, network?: TileClassifier) =>
  mapTissue(source, request, { runner: mapInThisThread(source, network) });

/** Both halves have the same area of tissue: the block is symmetric about its middle. */
const HALF_MM2 = ((middle - left) * (lower - upper) * 0.25) / 1e6;

test('drawn areas: half of the tissue is tumour, half stroma, to a block of 8 um along the edge', async () => {
  const areas = classAreas(await mapped(drawn));
  expect(areas.TUM / HALF_MM2).toBeCloseTo(1, 1);
  expect(areas.STR / HALF_MM2).toBeCloseTo(1, 1);
  expect(areas.TUM + areas.STR).toBeCloseTo(
    Object.values(areas).reduce((sum, area) => sum + area, 0),
    9,
  );
});

test('the step does not move drawn areas, because a tile counts by the share of its tissue', async () => {
  const [fine, coarse, both] = await Promise.all(
    (['74', '149', 'both'] as const).map(async steps => classAreas(await mapped({ ...drawn, steps }))),
  );
  expect(coarse?.TUM).toBeCloseTo(fine?.TUM ?? 0, 9);
  expect(both?.STR).toBeCloseTo(fine?.STR ?? 0, 9);
});

test('the smaller of two drawn areas lies on top, in whatever order they were drawn', async () => {
  const island = { className: 'MUC' as const, rings: [box(400, 400, 600, 500)] };
  const first = await mapped({ ...drawn, areas: [island, ...drawn.areas] });
  const last = await mapped({ ...drawn, areas: [...drawn.areas, island] });
  const expected = (200 * 100 * 0.25) / 1e6;
  expect(classAreas(first).MUC).toBeCloseTo(expected, 6);
  expect(classAreas(last).MUC).toBeCloseTo(expected, 6);
});

test('tissue that nobody drew over is of no named class', async () => {
  const areas = classAreas(await mapped({ ...drawn, areas: drawn.areas.slice(0, 1) }));
  expect(areas.OTH / HALF_MM2).toBeCloseTo(1, 1);
});

test('what is left out has no class', async () => {
  const limits = [
    { name: 'control', role: 'exclude' as const, rings: [box(middle, 0, SIZE.width, SIZE.height)] },
  ];
  const areas = classAreas(await mapped({ ...drawn, limits }));
  expect(areas.STR).toBe(0);
  expect(areas.TUM / HALF_MM2).toBeCloseTo(1, 1);
});

/** Tumour where a tile is dark. Counts the tiles that it is asked about. */
function darkIsTumour(): TileClassifier & { tiles: number } {
  const network = {
    tiles: 0,
    classify: (tiles: readonly RgbRaster[]) => {
      network.tiles += tiles.length;
      return Promise.resolve(
        tiles.map(tile => {
          expect([tile.width, tile.height]).toEqual([224, 224]);
          const dark = tile.values.filter((value, at) => at % 3 === 0 && value < 155).length;
          const isTumour = 2 * dark > 224 * 224;
          const wanted = isTumour ? 'TUM' : 'STR';
          return Float32Array.from(TISSUE_CLASSES, name => (name === wanted ? 0.92 : 0.01));
        }),
      );
    },
  };
  return network;
}

const byNetwork = (steps: MapSteps): MapRequest => ({
  ...drawn,
  areas: [],
  source: {
    ...{ kind: 'network', model: 'dark-is-tumour', version: '1' },
    ...{ sha256: 'none', isSyntheticTrained: true },
  },
  steps,
});

test('a network is asked about tiles of tissue only, and again at 74 px where neighbours disagree', async () => {
  const [coarse, both, fine] = [darkIsTumour(), darkIsTumour(), darkIsTumour()];
  const first = await mapped(byNetwork('149'), coarse);
  const second = await mapped(byNetwork('both'), both);
  await mapped(byNetwork('74'), fine);
  expect(coarse.tiles).toBeLessThan(both.tiles);
  expect(both.tiles).toBeLessThan(fine.tiles);
  expect(new Set(first.steps)).toEqual(new Set([0, 149]));
  expect(new Set(second.steps)).toEqual(new Set([0, 149, 74]));
  // Far from the border between the halves nothing was asked again.
  expect(second.steps[4 * second.width + 4]).toBe(149);
});

test("a network's cells are of their most probable class, with its probability beside", async () => {
  const map = await mapped(byNetwork('149'), darkIsTumour());
  const cell = 6 * map.width + 6;
  expect(map.values[cell]).toBe(codeOf('TUM'));
  expect(map.shares[cell * 10 + 8]).toBeCloseTo(0.92, 6);
  expect(map.source.gives).toBe('probabilities');
});

test('a drawn area goes over the network', async () => {
  const areas = [{ className: 'DEB' as const, rings: [box(left, upper, middle, lower)] }];
  const map = await mapped({ ...byNetwork('74'), areas }, darkIsTumour());
  expect(map.values[6 * map.width + 6]).toBe(codeOf('DEB'));
  expect(map.values[6 * map.width + 14]).toBe(codeOf('STR'));
});

test('the files: a row a cell with tissue, a row a class, four pixels a cell; the same map has the same hash', async () => {
  const map = await mapped(drawn);
  const cells = map.values.filter(code => code !== 0).length;
  expect([...mapCsv(map)]).toHaveLength(cells + 1);
  expect(areasCsv(map).split('\n')).toHaveLength(12);
  expect(areasCsv(map)).toMatch(/^STR,0\.\d{6},\d+\.\d{3}\r?$/m);
  expect(mapPicture(map).width).toBe(4 * map.width);
  expect(mapHash(await mapped(drawn))).toBe(mapHash(map));
  expect(mapHash(await mapped({ ...drawn, areas: drawn.areas.slice(0, 1) }))).not.toBe(mapHash(map));
});
