import type { StainSettings } from '../stain/stainModel';

/** What of a cell is graded; `cell-all-round` is the cell, less where its border is brown on one side only. */
export const MEASURED = ['nucleus', 'cytoplasm', 'membrane', 'cell', 'cell-all-round'] as const;
export type Measured = (typeof MEASURED)[number];

/** Scores beside percent positive, H-score, densities and areas, which every preset has. */
export const MARKER_SCORES = ['allred', 'ki67Index', 'tps', 'cps', 'her2'] as const;
export type MarkerScore = (typeof MARKER_SCORES)[number];

/** Scores that categories may cut. */
export const CUT_SCORES = ['percentPositive', 'hScore', 'ki67Index', 'tps', 'cps'] as const;
export type CutScore = (typeof CUT_SCORES)[number];

export interface GenericDetector {
  readonly kind: 'generic';
  /**
   * In which image nuclei are looked for: the darker of haematoxylin and DAB (by default, for nuclear markers), or
   * haematoxylin alone, where brown membranes or cytoplasm would be taken for nuclei.
   */
  readonly image?: 'darker-stain' | 'haematoxylin';
  /** Optical density by which a nucleus must exceed the ring around it. */
  readonly ringContrast: number;
}

/** QuPath's watershed cell detection; names and units are its own (um, um2, optical density). */
export interface QuPathDetector {
  readonly kind: 'qupath';
  readonly image: 'haematoxylin' | 'od-sum';
  readonly requestedMpp: number;
  readonly backgroundRadiusUm: number;
  readonly backgroundByReconstruction: false;
  readonly medianRadiusUm: number;
  readonly sigmaUm: number;
  readonly minAreaUm2: number;
  readonly maxAreaUm2: number;
  readonly threshold: number;
  readonly maxBackground: number;
  readonly splitByShape: boolean;
  readonly excludeDab: boolean;
  readonly smoothBoundaries: boolean;
}

/** A network behind a model card. */
export interface NetworkDetector {
  readonly kind: 'network';
  /** Name and version of the card; the weights must have its hash. */
  readonly model: string;
  readonly modelVersion: string;
  readonly sha256: string;
  /** Whether it has only seen generated images. */
  readonly isSyntheticTrained: boolean;
  /** Edge of the square patches that it takes, pixels. */
  readonly patchPx: number;
  /** Of a HoVer-Net: it gives each pixel's ways from the centre of its nucleus in place of the distance from the rim. */
  readonly maps?: 'ways';
  /** Where the brown is that it was trained for; absent: in nuclei. */
  readonly compartment?: 'membrane';
  /** Probability from which a pixel belongs to a nucleus. */
  readonly threshold: number;
  /** A second opinion: where it sees no nucleus, a higher probability is asked for. */
  readonly beside?: GenericDetector;
}

export type DetectorSettings = GenericDetector | QuPathDetector | NetworkDetector;

/** One step of a marker's categories: values below, or up to and including, a limit; the last step has neither. */
export interface CategoryStep {
  readonly name: string;
  readonly below?: number;
  readonly upTo?: number;
}

export interface Categories {
  readonly score: CutScore;
  readonly steps: readonly CategoryStep[];
  readonly source: string;
}

/** A code of a public scheme, for the objects that are stored. */
export interface Code {
  readonly score: string;
  readonly scheme: string;
  readonly value: string;
  readonly meaning: string;
}

/**
 * A marker's settings as data. White rule, stain vectors and thresholds are one unit: grey glass at white 255 already
 * reads DAB 0.11, so a threshold means nothing without the white that it was set for.
 */
export interface Preset extends StainSettings {
  readonly version: 1;
  readonly name: string;
  /** The marker's name for readers. */
  readonly marker: string;
  readonly measured: Measured;
  readonly detector: DetectorSettings;
  /** Mean DAB optical density of the measured compartment from which a cell is 1+, 2+, 3+; ascending. */
  readonly gradeThresholds: readonly [number, number, number];
  readonly thresholdsSource: string;
  /** From the nucleus' border to the cell's. */
  readonly cellExpansionUm: number;
  /** Whether positive cells are shown by grade (1+, 2+, 3+) or only counted. */
  readonly isGraded: boolean;
  /** Which cells of the tumour compartment are scored where types are known: tumour cells, or all (immune markers). */
  readonly cellsScored: 'tumour' | 'all';
  readonly scores: readonly MarkerScore[];
  /** Fewer evaluated cells than this give a warning. */
  readonly minimumCells: number;
  readonly minimumCellsSource: string;
  readonly categories: readonly Categories[];
  /** Sentences that stand on every result of this preset. */
  readonly notes: readonly string[];
  readonly codes: readonly Code[];
}
