import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import { ringOf, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { tileMargin } from '@timescope/extension-ihc-scoring/pipeline/detection/detectNuclei';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { scoreTile } from '@timescope/extension-ihc-scoring/pipeline/scoreTile';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { GLASS } from './drawnSlide';

export type PresetName = 'ki67' | 'qupath-positive-cell-detection' | 'her2';

export const settings = (preset: PresetName) => ({
  ...settingsOf({ preset, slide: { description: '', digest: '' } }),
  tables: stainTables({ white: GLASS, vectors: RUIFROK_H_DAB }),
  matrixStep: { x: 1.7, y: 1.7 },
});

/** Scores `owned` of an image that lies at (left, upper) of the working grid and holds no more than `seen`. */
export function scored(
  image: RgbRaster,
  place: { left: number; upper: number },
  owned: PixelRect,
  preset: PresetName,
  kernels: NucleusKernels = nucleusKernels(),
) {
  const margin = tileMargin(settings(preset));
  const x = Math.max(place.left, owned.x - margin);
  const y = Math.max(place.upper, owned.y - margin);
  const width = Math.min(place.left + image.width, owned.x + owned.width + margin) - x;
  const height = Math.min(place.upper + image.height, owned.y + owned.height + margin) - y;
  const rgb = cut(image, { x: x - place.left, y: y - place.upper, width, height });
  const input = {
    rgb,
    at: { x, y, width, height },
    owned,
    counts: new Uint8Array(width * height).fill(1),
    inTissue: new Uint8Array(width * height).fill(1),
    compartments: new Uint8Array(width * height),
  };
  return scoreTile(input, settings(preset), kernels, tileBuffers(kernels, width * height));
}

export function cut(image: RgbRaster, { x, y, width, height }: PixelRect): RgbRaster {
  const values = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * image.width + x) * 3;
    values.set(image.values.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, values };
}

/** Everything known of each cell as one text, sorted, so that sets of cells compare exactly. */
export function rowsOf(cells: CellTable, isWanted: (x: number, y: number) => boolean = () => true): string[] {
  return Array.from({ length: cells.count }, (_, cell) => {
    const [x = 0, y = 0] = cells.centroids.subarray(2 * cell, 2 * cell + 2);
    if (!isWanted(x, y)) return undefined;
    const { nucleusDab, nucleusHaematoxylin, cytoplasmDab, membraneDab, membraneDabP10, cellDab } = cells;
    const columns = [nucleusDab, nucleusHaematoxylin, cytoplasmDab, membraneDab, membraneDabP10, cellDab];
    const sizes = [cells.nucleusAreaUm2[cell], cells.cellAreaUm2[cell], cells.grade[cell]];
    const rings = [ringOf(cells.nuclei, cell), ringOf(cells.cells, cell)];
    return [x, y, ...columns.map(column => column[cell]), ...sizes, ...rings].join(';');
  })
    .filter(row => row !== undefined)
    .sort();
}
