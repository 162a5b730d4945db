import type { RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { plainImageSource } from '@timescope/core/plainPyramid';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { scoreTile } from '@timescope/extension-ihc-scoring/pipeline/scoreTile';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { workingTile } from '@timescope/extension-ihc-scoring/pipeline/workingTile';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { readFileSync } from 'node:fs';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

const FOLDER = 'ihc-ki67-bankhead-openslide';
const MPP = micrometresPerPixel(0.2271);

interface Row {
  readonly detection: number;
  readonly dab: number;
  readonly cells: number;
  readonly percent: number;
}

/** What QuPath 0.3.2 counted on the image with each pair of thresholds. */
function quPathsRows(): Row[] {
  const [, ...lines] = readFileSync(sharedData(`${FOLDER}/OS-2-ndpi-results.tsv`), 'utf8')
    .trim()
    .split('\n');
  return lines.map(line => {
    const [, detection = NaN, dab = NaN, cells = NaN, percent = NaN] = line.split('\t').map(Number);
    return { detection, dab, cells, percent };
  });
}

/** The whole field at 0.5 um/px as one tile. */
async function wholeField(): Promise<RgbRaster> {
  const image = await readPlainImage(sharedData(`${FOLDER}/images/OS-2-ndpi.decoded.png`));
  const source = plainImageSource(image, MPP);
  const frame = workingFrame(source);
  const { rgb } = await workingTile(tileReader(source), frame, {
    x: 0,
    y: 0,
    width: frame.width,
    height: frame.height,
  });
  return rgb;
}

function cellsOf(rgb: RgbRaster, detectionThreshold: number): CellTable {
  const settings = settingsOf({
    preset: 'qupath-positive-cell-detection',
    slide: { description: '', digest: '' },
    overrides: { detectionThreshold },
  });
  const { width, height } = rgb;
  const at = { x: 0, y: 0, width, height };
  const counts = new Uint8Array(width * height).fill(1);
  const compartments = new Uint8Array(width * height);
  const tables = stainTables({ white: [255, 255, 255], vectors: RUIFROK_H_DAB });
  const tile = { ...settings, tables, matrixStep: { x: 1, y: 1 } };
  const kernels = nucleusKernels();
  const buffers = tileBuffers(kernels, width * height);
  return scoreTile({ rgb, at, owned: at, counts, compartments }, tile, kernels, buffers).cells;
}

testOnRealData(
  "with QuPath's settings the cells are QuPath's: counts within 2 %, percent positive within 0.6 points, four settings",
  async () => {
    const rgb = await wholeField();
    const rows = quPathsRows();
    expect(rows).toHaveLength(4);
    for (const detection of new Set(rows.map(row => row.detection))) {
      const cells = cellsOf(rgb, detection);
      for (const row of rows.filter(other => other.detection === detection)) {
        const positive = cells.nucleusDab.filter(dab => dab >= row.dab).length;
        expect(Math.abs(cells.count / row.cells - 1)).toBeLessThan(0.02);
        expect(Math.abs((100 * positive) / cells.count - row.percent)).toBeLessThan(0.6);
      }
    }
  },
  120_000,
);
