import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { findCells } from '@timescope/extension-ihc-scoring/pipeline/findCells';
import { overviewOf } from '@timescope/extension-ihc-scoring/pipeline/overview';
import { regionOf } from '@timescope/extension-ihc-scoring/pipeline/region';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { findTissue } from '@timescope/extension-ihc-scoring/pipeline/tissue';
import { levelAt, workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../harness/sharedData';
import { drawnSlide, GLASS, randomDiscs } from './drawnSlide';

async function cellsWithTiles(source: PixelSource, edge: number): Promise<string[]> {
  const reader = tileReader(source);
  const region = regionOf(undefined, levelAt(source, 0));
  const tissue = findTissue(await overviewOf(source, reader), GLASS, region);
  const settings = settingsOf({ preset: 'ki67', slide: { description: '', digest: '' } });
  const frame = workingFrame(source);
  const search = { frame, reader, region, tissue, tables: stainTables(GLASS), settings };
  return rowsOf(await findCells(search, {}, edge));
}

/** Everything known of each cell as one text, sorted, so that sets of cells compare exactly. */
function rowsOf(cells: CellTable): string[] {
  return Array.from({ length: cells.count }, (_, cell) =>
    [
      cells.centroids.subarray(2 * cell, 2 * cell + 2),
      cells.nucleusDab[cell],
      cells.nucleusHaematoxylin[cell],
      cells.nucleusAreaUm2[cell],
      cells.cytoplasmDab[cell],
      cells.membraneDab[cell],
      cells.membraneDabP10[cell],
      cells.cellDab[cell],
      cells.cellAreaUm2[cell],
      cells.nuclei.xy.subarray(
        2 * (cells.nuclei.offsets[cell] ?? 0),
        2 * (cells.nuclei.offsets[cell + 1] ?? 0),
      ),
      cells.cells.xy.subarray(2 * (cells.cells.offsets[cell] ?? 0), 2 * (cells.cells.offsets[cell + 1] ?? 0)),
    ].join(';'),
  ).sort();
}

test('a crowd of touching nuclei has the same cells to the last bit however the slide is cut into tiles', async () => {
  const drawn = drawnSlide(700, 600, randomDiscs(700, 600, 900, 7));
  const source = plainImageSource(drawn, micrometresPerPixel(0.47));
  const whole = await cellsWithTiles(source, 2048);
  expect(whole.length).toBeGreaterThan(200);
  expect(await cellsWithTiles(source, 256)).toEqual(whole);
  expect(await cellsWithTiles(source, 150)).toEqual(whole);
});

testOnRealData(
  'a real slide has the same cells to the last bit however it is cut into tiles',
  async () => {
    const image = await readPlainImage(
      sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
    );
    const source = plainImageSource(image, micrometresPerPixel(0.2271));
    const whole = await cellsWithTiles(source, 2048);
    expect(await cellsWithTiles(source, 512)).toEqual(whole);
    expect(await cellsWithTiles(source, 338)).toEqual(whole);
  },
  60_000,
);
