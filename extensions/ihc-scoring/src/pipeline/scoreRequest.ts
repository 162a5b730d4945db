import type { ReportProgress } from '@timescope/core/progress';
import type { PatchScores } from '@timescope/core/result/patchScores';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { Annotation } from './annotations';
import type { PatchChoice } from './autoihc/patchChoice';
import type { CellTable } from './cellTable';
import type { CellTypeSource } from './cellTypes/cellTypeSource';
import type { CompartmentSource } from './compartments/compartmentSource';
import type { CompartmentArea } from './densityMap/compartmentArea';
import type { DensityMap } from './densityMap/densityMap';
import type { CLASSICAL } from './presets/nucleiChoice';
import type { NetworkDetector, Preset } from './presets/preset';
import type { PresetName } from './presets/presets';
import type { CellEdit } from './reading/reading';
import type { ScoreBasis } from './scoreBasis';
import type { TileRunner } from './slideJob';
import type { StainSettings } from './stain/stainModel';
import type { Tiling } from './tilePlan';
import type { UsedLayer } from './usedLayer';

/** What is asked for. Plain data: it crosses the worker as it is. */
export interface ScoreRequest {
  /** A built-in preset by name, or a user's own. */
  readonly preset: PresetName | Preset;
  /** Drawn areas; without a region among them the whole slide is measured. */
  readonly annotations?: readonly Annotation[];
  /** By default 'drawn': what the annotations say. */
  readonly compartments?: CompartmentSource;
  /** Networks that find the compartments first; whoever leads the run asks them and gives their mask as compartments. */
  readonly patches?: PatchChoice;
  /** By default 'none'. */
  readonly cellTypes?: CellTypeSource;
  /** Who the slide is, for the provenance: never part of the hash. */
  readonly slide: {
    readonly description: string;
    readonly digest: string;
    /** What the reader of the file had to say; repeated in the result. */
    readonly warnings?: readonly string[];
    /** Which of several optical paths and focal planes its pixels are of; absent where there is one of each. */
    readonly layer?: UsedLayer;
  };
  readonly overrides?: ScoreOverrides;
  /** Percentage of tumour cells with complete membrane staining, entered by a reader; else it is measured. */
  readonly pcms?: number;
  /** What a reader said of single cells; the tool's own scores then stand beside. */
  readonly edits?: readonly CellEdit[];
  /** Areas that a reader left out after the measurement: their cells do not count, their area is not known. */
  readonly leftOut?: readonly Annotation[];
}

export interface ScoreOverrides extends Partial<Pick<StainSettings, 'white' | 'vectors'>> {
  /** Mean DAB optical density on the nucleus from which a cell is 1+, 2+, 3+ (white-corrected), ascending. */
  readonly gradeThresholds?: readonly [number, number, number];
  /** Optical density by which a nucleus must exceed the ring around it; a network's probability. */
  readonly detectionThreshold?: number;
  /**
   * The network that finds the nuclei instead of the preset's detector, or expressly that detector; absent: whoever leads
   * the run chooses first (`withUsualNetwork`), and where nobody did it is the preset's.
   */
  readonly network?: NetworkDetector | typeof CLASSICAL;
}

export interface ScoreContext {
  readonly report?: ReportProgress;
  readonly signal?: AbortSignal;
  /** The cells found since the last call: tiles in their order, the next only once this is done with it. */
  readonly onCells?: (cells: CellTable) => Promise<void> | void;
  /** What networks said of the slide in patches, for the result. */
  readonly patchScores?: PatchScores;
  /** Who measures the tiles; by default this thread. */
  readonly runner?: TileRunner;
  /** How the slide is cut into tiles: a matter of memory, never of the result. */
  readonly tiling?: Tiling;
}

export interface ScoreOutcome {
  readonly result: ScoreResult;
  /** What rescoring begins with, beside the cells. */
  readonly basis: ScoreBasis;
  readonly density: DensityMap;
  /** Tissue by place, on the same grid: what the densities of the hotspots are of. */
  readonly area: CompartmentArea;
}
