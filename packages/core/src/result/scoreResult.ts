import type { RESEARCH_USE } from '../researchUse';
import type { Warning } from '../warning';

/** Version of the document. A new number means that a reader must know; older versions stay readable. */
export const SCORE_RESULT_VERSION = 1;

export interface Counts {
  readonly total: number;
  readonly positive: number;
}

/** Cells by grade: negative, 1+, 2+, 3+. */
export type GradeCounts = readonly [number, number, number, number];

/** Scores of one compartment. A value that cannot be given is null, with its reason under `notEvaluable`. */
export interface CompartmentScores {
  readonly cells: Counts | null;
  readonly percentPositive: number | null;
  readonly hScore: number | null;
  readonly allred: number | null;
  /** Evaluated cells and positive cells per square millimetre of tissue. */
  readonly densityPerMm2: Density | null;
  readonly areaMm2: number | null;
}

export interface Density {
  readonly cells: number;
  readonly positive: number;
}

export interface ByCompartment<Value> {
  readonly whole: Value | null;
  readonly tumour: Value | null;
  readonly stroma: Value | null;
}

/** How much of the tissue asked for was really read. */
export interface Coverage {
  readonly requestedMm2: number;
  readonly analysedMm2: number;
  /** analysedMm2 / requestedMm2; null without tissue. */
  readonly fraction: number | null;
  readonly tiles: { readonly total: number; readonly unreadable: number; readonly neverScanned: number };
}

/** All that is needed to understand the numbers and to make them again. */
export interface Provenance {
  readonly software: { readonly name: 'TIMEscope'; readonly version: string };
  readonly method: string;
  readonly preset: string;
  readonly engine: string;
  readonly tier: 'reference' | 'native' | 'webgpu';
  readonly thresholds: {
    readonly positiveDab: readonly [number, number, number];
    readonly detectionRingContrast: number;
  };
  readonly white: { readonly rule: string; readonly rgb: readonly [number, number, number] };
  readonly stainVectors: {
    readonly haematoxylin: readonly [number, number, number];
    readonly dab: readonly [number, number, number];
  };
  readonly level: { readonly index: number; readonly mpp: { readonly x: number; readonly y: number } };
  readonly workingMpp: number;
  readonly region: 'whole slide' | readonly (readonly [number, number])[];
  readonly input: { readonly description: string; readonly digest: string };
}

/** The document of `timescope score --json`, of the panel and of the report. */
export interface ScoreResult {
  readonly kind: 'timescope.score';
  readonly version: typeof SCORE_RESULT_VERSION;
  readonly researchUse: typeof RESEARCH_USE;
  readonly marker: string;
  readonly status: 'complete' | 'partial';
  /** All evaluated nuclei of the analysed area. */
  readonly cells: Counts;
  readonly percentPositive: number | null;
  readonly gradeCounts: GradeCounts;
  readonly hScore: ByCompartment<number>;
  readonly allred: ByCompartment<number>;
  readonly densityPerMm2: ByCompartment<Density>;
  readonly areaMm2: ByCompartment<number>;
  /** Area of tumour / area of tissue. */
  readonly tumourFraction: number | null;
  /** Tumour cells / all cells. */
  readonly tumourCellularity: number | null;
  readonly compartments: { readonly tumour: CompartmentScores; readonly stroma: CompartmentScores };
  /** Why a value is null: path of the value, like `hScore.tumour`, to one sentence. */
  readonly notEvaluable: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
  readonly coverage: Coverage;
  readonly provenance: Provenance;
  /** Score hash: equal pixels and equal settings give equal hashes on every machine. */
  readonly hash: string;
}
