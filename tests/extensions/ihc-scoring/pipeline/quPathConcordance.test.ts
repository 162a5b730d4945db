import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
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

testOnRealData(
  "with QuPath's settings the cells are QuPath's on one image, OS-2: counts within 2 %, percent positive within 0.6 points, four settings",
  async () => {
    const image = await readPlainImage(sharedData(`${FOLDER}/images/OS-2-ndpi.decoded.png`));
    const source = plainImageSource(image, MPP);
    const rows = quPathsRows();
    expect(rows).toHaveLength(4);
    for (const detection of new Set(rows.map(row => row.detection))) {
      const { cells } = await scoreWithCells(source, {
        preset: 'qupath-positive-cell-detection',
        slide: { description: '', digest: '' },
        overrides: { detectionThreshold: detection },
      });
      for (const row of rows.filter(other => other.detection === detection)) {
        const positive = cells.nucleusDab.filter(dab => dab >= row.dab).length;
        expect(Math.abs(cells.count / row.cells - 1)).toBeLessThan(0.02);
        expect(Math.abs((100 * positive) / cells.count - row.percent)).toBeLessThan(0.6);
      }
    }
  },
  120_000,
);
