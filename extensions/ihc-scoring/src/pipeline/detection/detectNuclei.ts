import type { LabelMeasures, NucleusKernels } from '@timescope/core/nucleusKernels';
import type { RgbRaster } from '@timescope/core/raster';
import type { DetectorSettings } from '../presets/preset';
import type { StainTables } from '../stain/stainTables';
import { LARGEST_OBJECT } from './candidates';
import { genericNuclei, GENERIC_REACH } from './generic';
import { networkNuclei, networkReach } from './network/networkNuclei';
import type { NucleusMaps } from './network/nucleusMaps';
import { quPathNuclei, quPathReach } from './quPath';
import type { TileBuffers } from './tileBuffers';
import { WORKING_MPP } from './workingMpp';

export { WORKING_MPP } from './workingMpp';

/** Nuclei of one tile, in the tile's pixels; arrays run over labels 1 ... count, index 0 is the background. */
export interface TileNuclei {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Valid until the next tile is detected in the same buffers. */
  readonly nucleusLabels: Int32Array;
  /** The nuclei grown to the borders of their cells. */
  readonly cellLabels: Int32Array;
  /** Of the nuclei, with the sums of DAB and haematoxylin. */
  readonly inNuclei: LabelMeasures;
  /** Of the whole cells, with the sum of DAB. */
  readonly inCells: LabelMeasures;
}

/** How nuclei are found and grown. */
export interface Detection {
  readonly detector: DetectorSettings;
  readonly tables: StainTables;
  readonly cellExpansionUm: number;
}

/**
 * Finds the nuclei of a tile at 0.5 um/px and grows them to cells; the stain images are left in the buffers.
 * @param maps What the network says of the tile, where nuclei are found by one.
 */
export function detectNuclei(
  rgb: RgbRaster,
  { detector, tables, cellExpansionUm }: Detection,
  kernels: NucleusKernels,
  buffers: TileBuffers,
  maps?: NucleusMaps,
): TileNuclei {
  const tile = { width: rgb.width, height: rgb.height, kernels, buffers };
  kernels.stainImages(rgb, tables, buffers.stains);
  return grown(tile, nucleiOf(tile, detector, maps), cellExpansionUm);
}

function nucleiOf(tile: DetectedTile, detector: DetectorSettings, maps: NucleusMaps | undefined): number {
  switch (detector.kind) {
    case 'generic':
      return genericNuclei(tile, detector);
    case 'qupath':
      return quPathNuclei(tile, detector);
    case 'network':
      if (!maps) throw new RangeError('Nuclei of a network need its maps of the tile.');
      return networkNuclei(tile, detector, maps);
  }
}

/**
 * How far beyond its own area a tile must see so that its cells are the same in any tiling, in working pixels: the sum of
 * what each stage looks at (opening, blur, climb, holes, distance, core and rim) and the cell around it with its membrane.
 */
export function tileMargin({ detector, cellExpansionUm }: Omit<Detection, 'tables'>): number {
  return reachOf(detector) + Math.round(cellExpansionUm / WORKING_MPP) + 3;
}

function reachOf(detector: DetectorSettings): number {
  switch (detector.kind) {
    case 'generic':
      return GENERIC_REACH;
    case 'qupath':
      return quPathReach(detector);
    case 'network':
      return networkReach(detector);
  }
}

/** How far the pixels of a cell, its membrane included, reach from its nucleus' centre, at most, in working pixels. */
export const cellReach = ({ cellExpansionUm }: Pick<Detection, 'cellExpansionUm'>): number =>
  LARGEST_OBJECT + Math.round(cellExpansionUm / WORKING_MPP) + 1;

/** A tile while its nuclei are looked for. */
export interface DetectedTile {
  readonly width: number;
  readonly height: number;
  readonly kernels: NucleusKernels;
  readonly buffers: TileBuffers;
}

function grown(
  { width, height, kernels, buffers }: DetectedTile,
  count: number,
  cellExpansionUm: number,
): TileNuclei {
  const [nucleusLabels, nearest, cellLabels] = buffers.labels;
  const { dab, haematoxylin } = buffers.stains;
  const reach = Math.round(cellExpansionUm / WORKING_MPP);
  kernels.growLabels(nucleusLabels, width, height, reach, nearest, cellLabels);
  return {
    count,
    width,
    height,
    nucleusLabels,
    cellLabels,
    inNuclei: kernels.measureLabels(nucleusLabels, width, height, count, [dab, haematoxylin]),
    inCells: kernels.measureLabels(cellLabels, width, height, count, [dab]),
  };
}
