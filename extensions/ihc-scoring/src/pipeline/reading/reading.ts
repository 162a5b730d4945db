import type { LayerChoice } from '@timescope/core/dicom/read/slideLayers';
import type { PlacedField } from '../immune/placedField';
import type { StromaReading } from '../immune/stromaReading';
import type { CellClassifier } from '../cellTypes/cellClassifier';
import type { ClassClick } from '../cellTypes/classClick';
import type { PatchChoice } from '../autoihc/patchChoice';
import type { PixelClassifier } from '../compartments/pixelClassifier';
import type { CLASSICAL } from '../presets/nucleiChoice';
import type { NetworkDetector } from '../presets/preset';
import type { PresetName } from '../presets/presets';
import type { ScoreOverrides } from '../scoreRequest';
import type { ClassStroke } from './classStroke';
import type { DrawnRegion } from './drawnRegion';

/**
 * What a reader did to one slide. Plain data; a change makes a new one. The tool's own values are never overwritten:
 * they stay in the measurement, and this says what to see otherwise.
 */
export interface Reading {
  readonly version: 1;
  readonly preset: PresetName;
  /** 1+ / 2+ / 3+ in DAB optical density as the reader moved them; undefined: the preset's. */
  readonly thresholds: readonly [number, number, number] | undefined;
  /** White and vectors as the reader set them; undefined: the preset's. */
  readonly stain: Pick<ScoreOverrides, 'white' | 'vectors'> | undefined;
  readonly regions: readonly DrawnRegion[];
  /** What the pixel classifier learns from. */
  readonly strokes: readonly ClassStroke[];
  /** Where tumour and stroma come from; undefined: what is drawn. */
  readonly compartments: PixelClassifier | undefined;
  /** What the cell-type classifier learns from. */
  readonly clicks: readonly ClassClick[];
  /**
   * Where the cells' types come from; undefined: no cell has one. 'compartment', every cell in the tumour is a tumour
   * cell, comes from a run of the command line.
   */
  readonly cellTypes: CellClassifier | 'compartment' | undefined;
  /** At most one a cell. */
  readonly edits: readonly CellEdit[];
  /** Percentage of tumour cells with complete membrane staining, entered by the reader; undefined: measured. */
  readonly pcms: number | undefined;
  /** Optical path and focal plane, where the reader chose among several; readings of before have none. */
  readonly layer?: LayerChoice;
  /** As a run of the command line was asked for; absent: the preset's. */
  readonly detectionThreshold?: number | undefined;
  /** What was read on H&E; absent on other slides and before it was read. */
  readonly stroma?: StromaReading | undefined;
  /** Fields of the immune score that the reader put elsewhere; absent: all where they are proposed. */
  readonly fields?: readonly PlacedField[];
  /** The network that finds the nuclei, or expressly the preset's detector; absent: what is usual for the image. */
  readonly network?: NetworkDetector | typeof CLASSICAL | undefined;
  /** Networks that tell tumour from stroma and score patches, in the place of `compartments`; absent: none. */
  readonly patches?: PatchChoice | undefined;
}

/** What the reader says of one cell; what is absent stays the tool's. */
export interface CellEdit {
  /**
   * The nucleus' centroid exactly as the table holds it (float32, matrix pixels): it names the cell in every run that
   * finds the same cell.
   */
  readonly x: number;
  readonly y: number;
  readonly isIncluded?: boolean;
  readonly grade?: 0 | 1 | 2 | 3;
  readonly type?: 0 | 1 | 2;
}

export const newReading = (preset: PresetName): Reading => ({
  version: 1,
  preset,
  thresholds: undefined,
  stain: undefined,
  regions: [],
  strokes: [],
  compartments: undefined,
  clicks: [],
  cellTypes: undefined,
  edits: [],
  pcms: undefined,
});
