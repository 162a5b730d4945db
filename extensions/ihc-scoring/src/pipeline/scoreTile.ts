import type { NucleusKernels, TileTally } from '@timescope/core/nucleusKernels';
import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import { cellsOf } from './cells';
import type { CellTable } from './cellTable';
import { detectNuclei } from './detection/detectNuclei';
import type { NucleusMaps } from './detection/network/nucleusMaps';
import type { TileBuffers } from './detection/tileBuffers';
import type { PixelMarks } from './markTissue';
import { pixelDensities, type PixelDensities } from './pixelDensities.kernel';
import type { Settings } from './settings';
import type { StainTables } from './stain/stainTables';

export type { TileTally } from '@timescope/core/nucleusKernels';

/** The pixels of a tile with the margin that its cells need (tileMargin), and what is known of each. */
export interface TileInput extends PixelMarks {
  readonly rgb: RgbRaster;
  /** Where `rgb` lies in the working grid. */
  readonly at: PixelRect;
  /** The part of the working grid whose cells and pixels are this tile's own. */
  readonly owned: PixelRect;
  /** A byte a pixel of `rgb`: 0 other, 1 tumour, 2 stroma. */
  readonly compartments: Uint8Array;
  /** What a network says of each pixel, where nuclei are found by one. */
  readonly maps?: NucleusMaps;
}

/** What scoring a tile needs of the run. */
export interface TileSettings extends Pick<
  Settings,
  'detector' | 'measured' | 'gradeThresholds' | 'cellExpansionUm'
> {
  readonly tables: StainTables;
  /** Matrix pixels per working pixel. */
  readonly matrixStep: { readonly x: number; readonly y: number };
}

/**
 * The cells whose nucleus has its centre in the tile's own area, on a pixel that counts; and the tile's own pixels of
 * tissue by DAB. Equal pixels give equal bits, wherever the slide is cut.
 */
export function scoreTile(
  input: TileInput,
  settings: TileSettings,
  kernels: NucleusKernels,
  buffers: TileBuffers,
): { cells: CellTable; tally: TileTally; densities: PixelDensities } {
  const nuclei = detectNuclei(input.rgb, settings, kernels, buffers, input.maps);
  const measured = cellsOf(nuclei, input, settings, kernels, buffers);
  const { dab } = buffers.stains;
  const { gradeThresholds } = settings;
  const tissue = { ...input, counts: input.inTissue };
  const tally = kernels.tallyPixels(dab, nuclei.cellLabels, measured.isCounted, tissue, gradeThresholds);
  const densities = pixelDensities(dab, nuclei.cellLabels, measured.isCounted, tissue);
  return { cells: measured.cells, tally, densities };
}
