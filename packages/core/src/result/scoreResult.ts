import type { Json } from '../canonicalJson';
import type { Tier } from '../network';
import type { RESEARCH_USE } from '../researchUse';
import type { Warning } from '../warning';
import type { PatchScores } from './patchScores';

/** Version of the document. A new number means that a reader must know; older versions stay readable. */
export const SCORE_RESULT_VERSION = 2;

export interface Counts {
  readonly total: number;
  readonly positive: number;
}

/** Cells by grade: negative, 1+, 2+, 3+. */
export type GradeCounts = readonly [number, number, number, number];

export interface Density {
  readonly cells: number;
  readonly positive: number;
}

/** Scores of one compartment. A value that cannot be given is null, with its reason under `notEvaluable`. */
export interface CompartmentScores {
  /** Cells that the scores of this compartment count. */
  readonly cells: Counts | null;
  readonly percentPositive: number | null;
  readonly hScore: number | null;
  /** AutoIHC's pixel-wise form: pixels within cells instead of cells. */
  readonly hScorePixels: number | null;
  readonly allred: number | null;
  /** All evaluated cells of the compartment, and the positive ones, per square millimetre of it. */
  readonly densityPerMm2: Density | null;
  readonly areaMm2: number | null;
  /** Share of the compartment's area that is at least 1+, in percent. */
  readonly positiveAreaPercent: number | null;
}

export interface ByCompartment<Value> {
  readonly whole: Value | null;
  readonly tumour: Value | null;
  readonly stroma: Value | null;
}

/** HER2 by the pattern of the membranes (ASCO/CAP 2018). Percentages are of the tumour cells. */
export interface Her2 {
  readonly class: '0' | '1+' | '2+' | '3+';
  /** The 2018 class with 0 split into no staining and faint staining of at most 10 %. */
  readonly splitClass: '0 (no staining)' | '0 (faint, at most 10 %)' | '1+' | '2+' | '3+';
  readonly percentIntenseComplete: number;
  readonly percentWeakToModerateComplete: number;
  readonly percentIncomplete: number;
  /** Percentage of cells with complete membrane staining. */
  readonly pcms: number;
  readonly pcmsSource: 'measured' | 'entered';
  readonly rule: string;
}

/** A value's class by the marker's own cut-offs. */
export interface Category {
  readonly score: string;
  readonly value: number;
  readonly name: string;
  readonly denominator: string;
  readonly source: string;
}

/** How near a score lies to the nearest cut-off of its marker. */
export interface CutoffDistance {
  readonly score: string;
  readonly value: number;
  readonly cutoff: number;
  /** value - cutoff, in the score's unit. */
  readonly distance: number;
  /** 95 % interval of counting, widened by the detector's measured error where there is one. */
  readonly low: number;
  readonly high: number;
  readonly crosses: boolean;
  readonly method: string;
}

/** The square field of a slide with the highest value, in matrix pixels; see the pipeline's density map. */
export interface Hotspot {
  readonly by: string;
  readonly of: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fieldMm2: number;
  /**
   * Tissue of the compartment in the field, which the densities are of; null where it is not known. Absent where they are
   * of the whole field: for all cells, and in documents of before.
   */
  readonly tissueMm2?: number | null;
  readonly cells: number;
  readonly positive: number;
  /** Null where there is too little of that tissue. */
  readonly cellsPerMm2: number | null;
  readonly positivePerMm2: number | null;
  readonly percentPositive: number | null;
}

/** What was left out because it is no tissue to score, in percent of `of`. */
export interface ArtefactShares {
  readonly of: string;
  readonly percent: Readonly<Record<string, number>>;
}

/** How much of the tissue asked for was really read. */
export interface Coverage {
  readonly requestedMm2: number;
  readonly analysedMm2: number;
  /** analysedMm2 / requestedMm2; null without tissue. */
  readonly fraction: number | null;
  readonly tiles: { readonly total: number; readonly unreadable: number; readonly neverScanned: number };
}

/** Cells that a reader judged otherwise than the tool; a cell may be regraded and retyped. */
export interface CellEdits {
  /** Cells with any difference. */
  readonly count: number;
  readonly excluded: number;
  /** Cells that the tool does not count: not evaluable ones that got a grade, and cells of areas left out. */
  readonly included: number;
  readonly regraded: number;
  readonly retyped: number;
  /** Edits of cells that this run did not find. */
  readonly unknown: number;
  /** Cells in areas that were left out after the measurement. */
  readonly leftOut: number;
}

/** The tool's scores at the same thresholds, without the reader's edits. */
export type ToolScores = Pick<
  ScoreResult,
  | 'cells'
  | 'percentPositive'
  | 'gradeCounts'
  | 'hScore'
  | 'allred'
  | 'ki67Index'
  | 'tps'
  | 'cps'
  | 'her2'
  | 'categories'
>;

export type Rgb = readonly [number, number, number];

export interface Vectors {
  readonly haematoxylin: Rgb;
  readonly dab: Rgb;
}

/** A network by its card. */
export interface ProvenanceNetwork {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** Whether it has only seen generated images. */
  readonly isSyntheticTrained: boolean;
  /** What it cannot do, in its card's words; absent in results of before. */
  readonly limits?: readonly string[];
}

/** All that is needed to understand the numbers. */
export interface Provenance {
  readonly software: { readonly name: 'TIMEscope'; readonly version: string };
  readonly method: string;
  readonly preset: string;
  readonly engine: string;
  readonly tier: Tier;
  readonly detector: string;
  /** Why this one, a sentence; absent in results of before. */
  readonly detectorReason?: string;
  /** The network that found the nuclei; absent where none did. */
  readonly network?: ProvenanceNetwork;
  /** The network that told tumour from stroma pixel by pixel; absent where none did. */
  readonly tissueNetwork?: ProvenanceNetwork;
  /** The compartment whose mean DAB is graded. */
  readonly measured: string;
  readonly cellExpansionUm: number;
  readonly thresholds: {
    readonly positiveDab: readonly [number, number, number];
    /** Ring contrast of the generic detector, threshold of QuPath's, probability of a network's. */
    readonly detection: number;
    readonly source: string;
  };
  readonly white: { readonly rule: string; readonly rgb: Rgb };
  readonly stainVectors: Vectors & { readonly rule: string };
  /** What the slide itself says, whether it was used or not. */
  readonly estimatedStain: { readonly white: Rgb; readonly qupath?: Vectors; readonly macenko?: Vectors };
  readonly level: { readonly index: number; readonly mpp: { readonly x: number; readonly y: number } };
  readonly workingMpp: number;
  /** Where tumour and stroma, and the types of the cells, come from. */
  readonly compartments: string;
  readonly cellTypes: string;
  readonly input: { readonly description: string; readonly digest: string };
}

/**
 * The integers that every score is made of; codes run 0 other, 1 tumour, 2 stroma for compartments and 0 other, 1
 * tumour, 2 immune for types.
 */
export interface ScoreSums {
  /** Cells by compartment (3) x type (3) x grade (0 to 3, 4 = not evaluable) x complete membrane (no, yes). */
  readonly cells: readonly number[];
  /** Working pixels of tissue by compartment (3) x DAB grade (4); then those within cells. */
  readonly tissuePixels: readonly number[];
  readonly cellPixels: readonly number[];
}

/** What makes the same run again, apart from the slide; the pipeline parses it. */
export type RunRecord = Readonly<Record<string, Json>>;

/** The document of `timescope score --json`, of the panel and of the report. */
export interface ScoreResult {
  readonly kind: 'timescope.score';
  readonly version: typeof SCORE_RESULT_VERSION;
  readonly researchUse: typeof RESEARCH_USE;
  readonly marker: string;
  readonly status: 'complete' | 'partial';
  /** All evaluated cells of the analysed area. */
  readonly cells: Counts & { readonly notEvaluable: number };
  /** Of all evaluated cells. */
  readonly percentPositive: number | null;
  readonly gradeCounts: GradeCounts;
  readonly hScore: ByCompartment<number>;
  readonly hScorePixels: ByCompartment<number>;
  readonly allred: ByCompartment<number>;
  readonly densityPerMm2: ByCompartment<Density>;
  readonly areaMm2: ByCompartment<number>;
  readonly positiveAreaPercent: ByCompartment<number>;
  /** Positive tumour nuclei / tumour nuclei, in percent. */
  readonly ki67Index: number | null;
  /** PD-L1: positive tumour cells / tumour cells, in percent. */
  readonly tps: number | null;
  /** PD-L1: positive tumour and immune cells / tumour cells x 100, at most 100. */
  readonly cps: number | null;
  readonly her2: Her2 | null;
  /** Area of tumour / area of tissue. */
  readonly tumourFraction: number | null;
  /** Tumour cells / all cells. */
  readonly tumourCellularity: number | null;
  readonly compartments: { readonly tumour: CompartmentScores; readonly stroma: CompartmentScores };
  readonly categories: readonly Category[];
  readonly cutoffs: readonly CutoffDistance[];
  readonly hotspots: readonly Hotspot[];
  readonly artefacts: ArtefactShares;
  /** What stands below the line of each score: path of the value to words. */
  readonly denominators: Readonly<Record<string, string>>;
  /** Why a value is null: path of the value, like `hScore.tumour`, to one sentence. */
  readonly notEvaluable: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
  /** Absent where no tissue network looked at the slide in patches. */
  readonly patchScores?: PatchScores;
  readonly coverage: Coverage;
  readonly sums: ScoreSums;
  readonly provenance: Provenance;
  readonly run: RunRecord;
  /** What a reader changed of single cells, and the scores without it; absent where nothing was changed. */
  readonly edits?: CellEdits;
  readonly tool?: ToolScores;
  /** Sum over all cells that the hash knows them by (see cellDigest), 64 hex digits; absent in results of before. */
  readonly cellDigest?: string;
  /** Score hash: equal pixels and equal settings give equal hashes on every machine. */
  readonly hash: string;
}
